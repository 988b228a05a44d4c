import SpecModel

/// The upper-case keywords of RFC 2119.
enum Keyword: String, CaseIterable {
  case must = "MUST"
  case mustNot = "MUST NOT"
  case shall = "SHALL"
  case shallNot = "SHALL NOT"
  case required = "REQUIRED"
  case should = "SHOULD"
  case shouldNot = "SHOULD NOT"
  case recommended = "RECOMMENDED"
  case notRecommended = "NOT RECOMMENDED"
  case may = "MAY"
  case optional = "OPTIONAL"

  /// How binding it is.
  var strength: Requirement.Strength {
    switch self {
    case .must, .shall, .required: .must
    case .mustNot, .shallNot: .mustNot
    case .should, .recommended: .should
    case .shouldNot, .notRecommended: .shouldNot
    case .may, .optional: .may
    }
  }
}

/// Finds keywords in bytes; one pass, no allocation until one is found.
enum Keywords {
  /// Every keyword in order.
  static func all(in bytes: some RandomAccessCollection<UInt8>) -> [Keyword] {
    var found: [Keyword] = []
    scan(bytes) {
      found.append($0)
      return true
    }
    return found
  }

  /// Whether there is one.
  static func occur(in bytes: some RandomAccessCollection<UInt8>) -> Bool {
    var found = false
    scan(bytes) { _ in
      found = true
      return false
    }
    return found
  }

  /// The strongest keyword; `none` when there is none.
  static func strongest(in bytes: some RandomAccessCollection<UInt8>) -> Requirement.Strength {
    var strongest = Requirement.Strength.none
    scan(bytes) { keyword in
      let strength = keyword.strength
      if rank(strength) > rank(strongest) { strongest = strength }
      return true
    }
    return strongest
  }

  /// The order of strengths as a number: comparing them looks through all cases.
  private static func rank(_ strength: Requirement.Strength) -> Int {
    switch strength {
    case .none: 0
    case .may: 1
    case .shouldNot: 2
    case .should: 3
    case .mustNot: 4
    case .must: 5
    }
  }

  /// Whether the text explains the keywords rather than using them.
  static func areExplained(in text: InlineText) -> Bool {
    text.text.withUnsafeBufferPointer { bytes in
      bytes.hold("interpreted as described in")
        || (bytes.hold("rfc 2119") && Set(all(in: text.text)).count > 3)
    }
  }

  private static func scan(
    _ bytes: some RandomAccessCollection<UInt8>, _ body: (Keyword) -> Bool
  ) {
    _ = bytes.withContiguousStorageIfAvailable { scan($0, body) }
  }

  private static func scan(_ bytes: UnsafeBufferPointer<UInt8>, _ body: (Keyword) -> Bool) {
    var place = 0
    while place + 2 < bytes.count {
      // A keyword begins with three capitals: one look passes over three places.
      guard isCapital(bytes[place + 2]) else {
        place += 3
        continue
      }
      // Every keyword starts with M, N, O, R or S.
      let byte = bytes[place]
      guard byte >= 0x4D, byte <= 0x53, place == 0 || !isWord(bytes[place - 1]) else {
        place += 1
        continue
      }
      guard let (keyword, end) = keyword(bytes, at: place) else {
        while place < bytes.count, isWord(bytes[place]) { place += 1 }
        continue
      }
      guard body(keyword) else { return }
      place = end
    }
  }

  private static func isCapital(_ byte: UInt8) -> Bool { byte >= 0x41 && byte <= 0x5A }

  private static func keyword(_ bytes: UnsafeBufferPointer<UInt8>, at place: Int)
    -> (Keyword, Int)?
  {
    func word(_ text: StaticString, at place: Int) -> Int? {
      let count = text.utf8CodeUnitCount
      guard place + count <= bytes.count else { return nil }
      for offset in 0..<count where bytes[place + offset] != text.utf8Start[offset] { return nil }
      let end = place + count
      return end == bytes.count || !isWord(bytes[end]) ? end : nil
    }
    func second(_ text: StaticString, after end: Int) -> Int? {
      var start = end
      while start < bytes.count, bytes[start].isSpace { start += 1 }
      return start > end ? word(text, at: start) : nil
    }
    func pair(_ plain: Keyword, _ negated: Keyword, _ end: Int) -> (Keyword, Int) {
      second("NOT", after: end).map { (negated, $0) } ?? (plain, end)
    }
    if let end = word("MUST", at: place) { return pair(.must, .mustNot, end) }
    if let end = word("SHALL", at: place) { return pair(.shall, .shallNot, end) }
    if let end = word("SHOULD", at: place) { return pair(.should, .shouldNot, end) }
    if let end = word("MAY", at: place) { return (.may, end) }
    if let end = word("REQUIRED", at: place) { return (.required, end) }
    if let end = word("OPTIONAL", at: place) { return (.optional, end) }
    if let end = word("RECOMMENDED", at: place) { return (.recommended, end) }
    if let end = word("NOT", at: place), let last = second("RECOMMENDED", after: end) {
      return (.notRecommended, last)
    }
    return nil
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    (byte >= 0x41 && byte <= 0x5A) || (byte >= 0x61 && byte <= 0x7A)
      || (byte >= 0x30 && byte <= 0x39) || byte == 0x5F || byte >= 0x80
  }
}
