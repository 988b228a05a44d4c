import SpecModel

/// The profiles of a spec: their names, and which sections and cases belong to them.
struct Profiles {
  /// Most profiles, and most sentences that assign them, that are read: every section is asked of
  /// each.
  static let most = 64

  /// Names as the spec writes them.
  private(set) var names: [String]
  /// The profile of bullets that begin with `If … is implemented`; empty where none is given.
  private(set) var ofExtensions = ""
  private var assigned: [(from: [Int], to: [Int], profile: String)] = []

  init(names: [String]) { self.names = names }

  /// Adds a name that a bullet defines.
  mutating func define(_ name: String) {
    if names.count < Self.most, !names.contains(name) { names.append(name) }
  }

  /// The profile of the section of this number and title, as far as the text says so.
  func profile(number: String, title: String) -> String? {
    if !assigned.isEmpty, let own = Self.parts(number) {
      for entry in assigned.reversed() where Self.holds(entry.from, entry.to, own) {
        return entry.profile
      }
    }
    return names.first { !$0.isEmpty && title.contains($0) }
  }

  /// Reads what a block says of profiles: `Sections 17.1 through 17.7 are "Core"`, `Section 18.2 =
  /// "Extensions"`, bullets that begin with `If … is implemented` are `Extensions` (each profile in
  /// a code span). Returns whether it says anything.
  mutating func take(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    var found = false
    for (start, end) in Self.codeSpans(bytes) {
      let name = String(decoding: bytes[start..<end], as: UTF8.self)
      guard let subject = Self.subject(of: bytes, before: start - 1) else { continue }
      if let range = Self.sections(subject) {
        if assigned.count < Self.most { assigned.append((range.from, range.to, name)) }
        define(name)
        found = true
      } else if Self.speaksOfExtensions(subject) {
        ofExtensions = name
        define(name)
        found = true
      }
    }
    return found
  }

  /// The value of `Profile: core`; nil for any other text.
  static func value(_ text: String) -> String? {
    for opener in ["Profile:", "profile:", "PROFILE:"] where text.hasPrefix(opener) {
      var value = String(text.dropFirst(opener.count)).trimmed
      while let last = value.last, ".;".contains(last) { value.removeLast() }
      value = value.replacing(character: "`", with: "")
      return value.isEmpty || value.utf8.count > 60 ? nil : value
    }
    return nil
  }

  /// The profile that a statement names at its end: `… (profile: core)`, `… Profile: core.`
  static func stated(in text: String) -> String? {
    guard text.holds("profile: ") else { return nil }
    let bytes = Array(text.utf8)
    guard let colon = bytes.lastIndex(of: UInt8(ascii: ":")), colon >= 7,
      String(decoding: bytes[(colon - 7)..<colon], as: UTF8.self).lowercased() == "profile"
    else { return nil }
    var name = bytes[(colon + 1)...]
    name.trim()
    while let last = name.last, ")].`".utf8.contains(last) { name.removeLast() }
    while name.first == UInt8(ascii: "`") { name.removeFirst() }
    let isName = !name.isEmpty && name.count <= 40 && !name.contains { ".,;()".utf8.contains($0) }
    return isName ? String(decoding: name, as: UTF8.self) : nil
  }

  /// The name that a bullet of a list of profiles defines: its code span or bold words before `:`.
  static func defined(by text: String) -> String? {
    guard let end = text.firstIndex(of: ":") else { return nil }
    let name = String(text[..<end]).replacing(character: "`", with: "").trimmed
    return name.isEmpty || name.utf8.count > 60 ? nil : name
  }

  // MARK: - Reading a sentence

  private static func codeSpans(_ bytes: [UInt8]) -> [(Int, Int)] {
    let ticks = bytes.indices.filter { bytes[$0] == UInt8(ascii: "`") }
    return stride(from: 0, to: ticks.count - 1, by: 2).map { (ticks[$0] + 1, ticks[$0 + 1]) }
  }

  /// The words of the sentence before ` are`, ` is`, ` =` or `:` at `end`; nil without one.
  private static func subject(of bytes: [UInt8], before end: Int) -> ArraySlice<UInt8>? {
    var head = bytes[..<end]
    head.trim()
    guard
      let verb = [" are", " is", " =", ":", " belong to", " belongs to"].first(where: {
        head.reversed().starts(with: $0.utf8.reversed())
      })
    else { return nil }
    head = head.dropLast(verb.utf8.count)
    // A sentence ends at a full stop with a space behind it.
    var start = head.startIndex
    for place in head.indices.dropLast() where head[place] == 0x2E && head[place + 1] == 0x20 {
      // `If ... is` is one sentence.
      if place > head.startIndex, head[place - 1] == 0x2E { continue }
      start = place + 2
    }
    return head[start...]
  }

  /// The numbers of `Sections 17.1 through 17.7`; one number stands for both ends.
  private static func sections(_ subject: ArraySlice<UInt8>) -> (from: [Int], to: [Int])? {
    let words = String(decoding: subject, as: UTF8.self).replacing(character: "–", with: " ")
      .split(separator: " ").map(String.init)
    guard
      let place = words.lastIndex(where: { ["section", "sections"].contains($0.lowercased()) }),
      place + 1 < words.count
    else { return nil }
    let numbers = words[(place + 1)...].compactMap { parts($0.replacing(character: ",", with: "")) }
    guard let first = numbers.first, let last = numbers.last else { return nil }
    return (first, last)
  }

  private static func speaksOfExtensions(_ subject: ArraySlice<UInt8>) -> Bool {
    let text = String(decoding: subject, as: UTF8.self)
    return text.holds("begin") && text.contains("`If ") && text.holds("implemented")
  }

  /// `17.3` → 17, 3; `A.1` → 1065, 1.
  private static func parts(_ number: String) -> [Int]? {
    number.withBytes { bytes in
      var numbers: [Int] = []
      var start = 0
      for place in 0...bytes.count where place == bytes.count || bytes[place] == 0x2E {
        defer { start = place + 1 }
        if place == start { continue }
        guard let part = part(bytes.part(start..<place)) else { return nil }
        numbers.append(part)
      }
      return numbers.isEmpty ? nil : numbers
    }
  }

  private static func part(_ bytes: Bytes) -> Int? {
    if bytes.count == 1, (0x41...0x5A).contains(bytes[0]) { return 1_000 + Int(bytes[0]) }
    guard bytes.count <= 18 else { return nil }
    var number = 0
    for byte in bytes {
      guard (0x30...0x39).contains(byte) else { return nil }
      number = number * 10 + Int(byte - 0x30)
    }
    return number
  }

  /// Whether `own` is between `from` and `to`, or below one of them.
  private static func holds(_ from: [Int], _ to: [Int], _ own: [Int]) -> Bool {
    !own.lexicographicallyPrecedes(from)
      && (own.starts(with: to) || own.lexicographicallyPrecedes(to))
  }
}
