/// Cuts endings off English words, so that `retries`, `retried` and `retrying` are one word.
///
/// A few suffixes, not a full stemmer: two words that should meet and don't cost a finding, two
/// that should not and do cost a false alarm, so it cuts little.
enum Stem {
  /// Words whose forms no suffix tells.
  private static let irregular: [String: String] = [
    "kept": "keep", "held": "hold", "sent": "send", "written": "writ", "wrote": "writ",
    "chosen": "choos", "chose": "choos", "ran": "run", "thrown": "throw", "threw": "throw",
    "found": "find", "built": "build", "lost": "los", "left": "leav", "overwritten": "overwrit",
    "forbidden": "forbid", "hidden": "hid", "broken": "break", "begun": "begin", "sorted": "sort",
    "taken": "tak", "given": "giv", "shown": "show", "known": "know", "comparison": "compar",
    "delivery": "deliver", "analysis": "analyz", "failure": "fail",
    "indices": "index", "children": "child", "denied": "deny", "success": "succeed",
    "refusal": "refus", "removal": "remov", "acceptance": "accept", "fatal": "fatal",
    "allowed": "allow", "maximum": "max", "minimum": "min", "this": "this", "always": "always",
    "status": "status", "need": "need", "embed": "embed", "optionally": "optional",
  ]

  /// The stem of a lower-case word; what is not plain letters stays as it is.
  static func stem(_ word: String) -> String {
    if let known = irregular[word] { return known }
    var bytes = Array(word.utf8)
    guard bytes.count > 3, bytes.allSatisfy({ (0x61...0x7A).contains($0) }) else { return word }
    cutPlural(&bytes)
    cutParticiple(&bytes)
    cutNominal(&bytes)
    if bytes.count > 3, bytes.last == UInt8(ascii: "e") { bytes.removeLast() }
    let cut = String(decoding: bytes, as: UTF8.self)
    return irregular[cut] ?? cut
  }

  private static func ends(_ bytes: [UInt8], _ suffix: StaticString, leaving rest: Int) -> Bool {
    let count = suffix.utf8CodeUnitCount
    guard bytes.count >= count + rest else { return false }
    let start = bytes.count - count
    return (0..<count).allSatisfy { bytes[start + $0] == suffix.utf8Start[$0] }
  }

  private static func cutPlural(_ bytes: inout [UInt8]) {
    guard bytes.last == UInt8(ascii: "s") else { return }
    if ends(bytes, "ss", leaving: 0) || ends(bytes, "us", leaving: 0)
      || ends(bytes, "is", leaving: 0)
    {
      return
    }
    if ends(bytes, "ies", leaving: 2) {
      bytes.removeLast(3)
      bytes.append(UInt8(ascii: "y"))
    } else if ends(bytes, "sses", leaving: 1) || ends(bytes, "xes", leaving: 2)
      || ends(bytes, "ches", leaving: 2) || ends(bytes, "shes", leaving: 2)
    {
      bytes.removeLast(2)
    } else {
      bytes.removeLast()
    }
  }

  private static func cutParticiple(_ bytes: inout [UInt8]) {
    if ends(bytes, "ied", leaving: 2) {
      bytes.removeLast(3)
      bytes.append(UInt8(ascii: "y"))
      return
    }
    let before = bytes
    if ends(bytes, "eed", leaving: 0) {
      return
    } else if ends(bytes, "ing", leaving: 3) {
      bytes.removeLast(3)
    } else if ends(bytes, "ed", leaving: 3) {
      bytes.removeLast(2)
    } else {
      return
    }
    guard bytes.contains(where: { [0x61, 0x65, 0x69, 0x6F, 0x75, 0x79].contains($0) }) else {
      bytes = before  // string, spring
      return
    }
    // `validated` and `validation` meet in `valid`; `formatted` stays with `format`.
    if ends(bytes, "at", leaving: 4), !ends(bytes, "eat", leaving: 0) {
      bytes.removeLast(2)
    } else if let last = bytes.last, bytes.count > 3, bytes[bytes.count - 2] == last,
      ![0x6C, 0x73, 0x7A].contains(last)
    {
      bytes.removeLast()
    }
  }

  private static func cutNominal(_ bytes: inout [UInt8]) {
    if ends(bytes, "ation", leaving: 4) {
      bytes.removeLast(5)
    } else if ends(bytes, "ability", leaving: 4) || ends(bytes, "ibility", leaving: 4) {
      bytes.removeLast(7)
    } else if ends(bytes, "able", leaving: 4) || ends(bytes, "ible", leaving: 4) {
      bytes.removeLast(4)
    } else if ends(bytes, "tion", leaving: 3) || ends(bytes, "sion", leaving: 3) {
      bytes.removeLast(3)
    } else if ends(bytes, "ate", leaving: 4) {
      bytes.removeLast(3)
    } else if ends(bytes, "ly", leaving: 4) {
      bytes.removeLast(2)
    }
  }
}
