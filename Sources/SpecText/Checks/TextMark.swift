import CSearch

/// A place in a spec's bytes that some reader wants to look at.
struct TextMark {
  /// What stands there.
  enum Kind {
    /// A word in the shape of a requirement's id.
    case id
    /// `Section 4.2`, `Sections 17.1 through 17.7` or `§4.2`.
    case section
    /// The word *profile*.
    case profile
    /// The word *implementation-defined*.
    case silence
    /// `[NEEDS CLARIFICATION`.
    case question
  }

  var kind: Kind
  /// The bytes of the word, of the number behind *Section*, or of the whole phrase.
  var range: Range<Int>
}

/// Finds marks in one pass over a file; no allocation but for what is found.
enum TextMarks {
  /// Every mark from `start` on, in order.
  ///
  /// - Parameter ids: whether words in the shape of an id are wanted.
  static func all(in bytes: [UInt8], from start: Int, ids: Bool) -> [TextMark] {
    var found: [TextMark] = []
    bytes.withUnsafeBufferPointer { buffer in
      classes.withUnsafeBufferPointer { classes in
        var place = start
        while place < buffer.count, let base = buffer.baseAddress {
          // Most of a text has no mark, and is passed over sixteen bytes at a time.
          place = specter_next_mark(base, place, buffer.count, ids)
          let end = min(place + 16, buffer.count)
          while place < end {
            let kind = classes[Int(buffer[place])]
            place = kind == 0 ? place + 1 : take(kind, buffer, place, ids, &found)
          }
        }
      }
    }
    return found
  }

  /// What each byte may begin: 0 nothing, 1 an upper-case word, 2 `s`, 3 `p`, 4 `§`, 5 `-`, 6 `[`,
  /// 7 `~`.
  private static let classes: [UInt8] = {
    var classes = [UInt8](repeating: 0, count: 256)
    for byte in 0x41...0x5A { classes[byte] = 1 }
    classes[Int(UInt8(ascii: "s"))] = 2
    classes[Int(UInt8(ascii: "p"))] = 3
    classes[0xC2] = 4
    classes[Int(UInt8(ascii: "-"))] = 5
    classes[Int(UInt8(ascii: "["))] = 6
    classes[Int(UInt8(ascii: "~"))] = 7
    return classes
  }()

  /// Looks at `place` and returns where to go on.
  private static func take(
    _ kind: UInt8, _ bytes: Bytes, _ place: Int, _ ids: Bool,
    _ found: inout [TextMark]
  ) -> Int {
    switch kind {
    case 4:
      guard place + 1 < bytes.count, bytes[place + 1] == 0xA7 else { return place + 1 }
      return number(bytes, from: place + 2, &found) ?? place + 2
    case 5:
      if matches(bytes, place + 1, "defined"), place >= 13,
        matches(bytes, place - 13, "mplementation")
          || matches(bytes, place - 14, "implementation")
      {
        found.append(TextMark(kind: .silence, range: max(0, place - 14)..<(place + 8)))
      }
      return place + 1
    case 6:
      if matches(bytes, place + 1, "needs clarification") {
        found.append(TextMark(kind: .question, range: place..<(place + 20)))
      }
      return place + 1
    case 7: return ids ? traceID(bytes, place, &found) : place + 1
    default: break
    }
    guard place == 0 || !isWord(bytes[place - 1]) else { return place + 1 }
    let first = bytes[place] | 0x20
    if first == UInt8(ascii: "s"), matches(bytes, place, "section") {
      var end = place + 7
      if end < bytes.count, bytes[end] == UInt8(ascii: "s") { end += 1 }
      let space = spaces(bytes, end)
      guard space > end, let last = number(bytes, from: space, &found) else { return end }
      return bytes[end - 1] | 0x20 == UInt8(ascii: "s")
        ? furtherNumbers(bytes, from: last, &found) : last
    }
    if first == UInt8(ascii: "p"), matches(bytes, place, "profile") {
      found.append(TextMark(kind: .profile, range: place..<(place + 7)))
      return place + 7
    }
    guard ids, kind == 1 else { return place + 1 }
    // In capitals it has the shape of a word that may be an id, and would be passed over.
    if first == UInt8(ascii: "i"), matches(bytes, place, "implementation-defined") {
      found.append(TextMark(kind: .silence, range: place..<(place + 22)))
      return place + 22
    }
    return word(bytes, place, &found)
  }

  /// A word from `place` on that may be an id: one with `-`, `_` or `~` and a digit in it.
  private static func word(
    _ bytes: Bytes, _ place: Int, _ found: inout [TextMark]
  ) -> Int {
    var end = place
    var joins = false
    var digits = false
    while end < bytes.count, isWord(bytes[end]) || bytes[end] == 0x2E {
      joins = joins || [0x2D, 0x5F, 0x7E].contains(bytes[end])
      digits = digits || (0x30...0x39).contains(bytes[end])
      end += 1
    }
    let next = end
    while end > place, bytes[end - 1] == 0x2E || bytes[end - 1] == 0x2D { end -= 1 }
    if joins, digits, end - place <= 64 {
      found.append(TextMark(kind: .id, range: place..<end))
    }
    return next
  }

  /// The id around a `~` at `place`: `req~name~1`.
  private static func traceID(
    _ bytes: Bytes, _ place: Int, _ found: inout [TextMark]
  ) -> Int {
    var start = place
    while start > 0, place - start < 64, isWord(bytes[start - 1]) { start -= 1 }
    var end = place
    var waves = 0
    while end < bytes.count, isWord(bytes[end]) {
      waves += bytes[end] == 0x7E ? 1 : 0
      end += 1
    }
    if waves == 2, start < place, end - start <= 128 {
      found.append(TextMark(kind: .id, range: start..<end))
    }
    return end
  }

  /// A section's number at `start`: `4.2`, `A.1`, `8.4/3`.
  private static func number(_ bytes: Bytes, from start: Int, _ found: inout [TextMark]) -> Int? {
    var end = start
    while end < bytes.count, isNumber(bytes[end]), end - start < 24 { end += 1 }
    // A letter is a number only by itself or before a dot: `Section A.1`, not `Section Title`.
    let isLettered =
      end == start && end < bytes.count && (0x41...0x5A).contains(bytes[end])
      && (end + 1 == bytes.count || !isWord(bytes[end + 1]))
    if isLettered {
      end += 1
      while end < bytes.count, isNumber(bytes[end]), end - start < 24 { end += 1 }
    }
    while end > start, bytes[end - 1] == 0x2E || bytes[end - 1] == 0x2F { end -= 1 }
    guard end > start, end == bytes.count || !isWord(bytes[end]) || bytes[end] == 0x2D else {
      return nil
    }
    found.append(TextMark(kind: .section, range: start..<end))
    return end
  }

  /// The numbers behind the first of `Sections 4.1, 4.2 and 5`; returns where they end.
  private static func furtherNumbers(
    _ bytes: Bytes, from start: Int, _ found: inout [TextMark]
  ) -> Int {
    var end = start
    while true {
      var place = end
      if place < bytes.count, bytes[place] == UInt8(ascii: ",") { place += 1 }
      place = spaces(bytes, place)
      for word: StaticString in ["through ", "and ", "to ", "or "]
      where matches(bytes, place, word) {
        place = spaces(bytes, place + word.utf8CodeUnitCount)
        break
      }
      if matches(bytes, place, "–") { place = spaces(bytes, place + 3) }
      guard place > end, let last = number(bytes, from: place, &found) else { return end }
      end = last
    }
  }

  /// The first place from `start` on that holds no space or line end; quote markers at the start
  /// of a continuation line count as space.
  static func spaces(_ bytes: Bytes, _ start: Int) -> Int {
    var place = start
    var isNewLine = false
    while place < bytes.count {
      switch bytes[place] {
      case 0x20, 0x09: break
      case 0x0A, 0x0D:
        if isNewLine, bytes[place] == 0x0A, bytes[place - 1] != 0x0D { return place }
        isNewLine = true
      case UInt8(ascii: ">") where isNewLine: break
      default: return place
      }
      place += 1
    }
    return place
  }

  /// Whether `word`, in lower case, stands at `place` in any case.
  private static func matches(
    _ bytes: Bytes, _ place: Int, _ word: StaticString
  ) -> Bool {
    let count = word.utf8CodeUnitCount
    guard place >= 0, place + count <= bytes.count else { return false }
    for offset in 0..<count {
      let byte = bytes[place + offset]
      let lower = byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte
      if lower != word.utf8Start[offset] { return false }
    }
    return true
  }

  private static func isNumber(_ byte: UInt8) -> Bool {
    (byte >= 0x30 && byte <= 0x39) || byte == 0x2E || byte == 0x2F
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    (byte >= 0x30 && byte <= 0x39) || (byte >= 0x41 && byte <= 0x5A)
      || (byte >= 0x61 && byte <= 0x7A) || byte == 0x5F || byte == 0x2D || byte == 0x7E
      || byte >= 0x80
  }
}
