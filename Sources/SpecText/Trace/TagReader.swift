import SpecModel

/// A mark in a source or test that names requirements: `SPEC:` and ids behind it.
public struct RequirementTag: Sendable, Hashable {
  /// The id that it names.
  public var id: String
  /// The line that it stands on, from 1.
  public var line: Int
}

/// Words that would be a tag if they were spelt so: the mark in another case or without its colon,
/// an id in lower case.
public struct AlmostTag: Sendable, Hashable {
  /// What stands there, from the mark to the id.
  public var text: String
  /// The id as it should be spelt, if there is a requirement of that kind.
  public var id: String
  /// The line that it stands on, from 1.
  public var line: Int
}

/// Finds `SPEC:` tags in any text file.
///
/// Behind `SPEC:` stand one or more ids with spaces, commas, semicolons, `&` or `and` between them,
/// in brackets or not; the first word that is no id ends the tag.
public struct TagReader {
  /// The tags of the file in order.
  public private(set) var tags: [RequirementTag] = []
  /// What is almost one, in order; whether the ids are of the spec's kinds is not known here.
  public private(set) var almost: [AlmostTag] = []

  private let bytes: [UInt8]
  private var line = 1
  private var place = 0
  /// Brackets that opened in the tag and did not close yet.
  private var open = 0

  /// Reads the tags of a file.
  public init(_ bytes: [UInt8]) {
    self.bytes = bytes
    while place < bytes.count {
      if bytes[place] == 0x0A { line += 1 }
      if bytes[place] | 0x20 == UInt8(ascii: "s"), let mark = mark() {
        let start = place
        place = mark.end
        if mark.isRight { list(from: start) } else { candidate(from: start) }
      } else {
        place += 1
      }
    }
  }

  // MARK: - Marks

  private static let capital = Array("SPEC".utf8)

  /// The mark that begins here, and whether it is spelt as it should be. A word in lower case needs
  /// its colon: `the spec R-1` is English.
  private func mark() -> (end: Int, isRight: Bool)? {
    let end = place + 4
    guard end < bytes.count, place == 0 || !Self.isIDByte(bytes[place - 1]),
      zip(bytes[place..<end], Self.capital).allSatisfy({ $0 & 0xDF == $1 })
    else { return nil }
    let isCapital = bytes[place..<end].elementsEqual(Self.capital)
    var colon = end
    while colon < bytes.count, Self.isSpace(bytes[colon]) { colon += 1 }
    if colon < bytes.count, bytes[colon] == UInt8(ascii: ":") {
      // `SPEC::x` is something else.
      guard colon + 1 == bytes.count || bytes[colon + 1] != UInt8(ascii: ":") else { return nil }
      return (colon + 1, isCapital && colon == end)
    }
    return isCapital && colon > end ? (end, false) : nil
  }

  // MARK: - Ids

  /// Reads the ids of a tag.
  private mutating func list(from start: Int) {
    var isFirst = true
    while let word = nextWord(isFirst: isFirst) {
      let id = String(decoding: bytes[word], as: UTF8.self)
      if Self.isID(id) {
        tags.append(RequirementTag(id: id, line: line))
      } else if Self.isID(id.uppercased()) {
        tell(from: isFirst ? start : word.lowerBound, to: word.upperBound, id)
      } else if let first = Self.joined(id) {
        tell(from: isFirst ? start : word.lowerBound, to: word.upperBound, first)
      } else {
        break
      }
      isFirst = false
      place = word.upperBound
    }
    // `R-1 / R-2` behind the mark: what separates them is none of what may.
    guard !isFirst, let sign = nextWord(isFirst: false),
      ["/", "or", "|", "+"].contains(String(decoding: bytes[sign], as: UTF8.self)),
      let word = word(from: sign.upperBound)
    else { return }
    let id = String(decoding: bytes[word], as: UTF8.self)
    if Self.isID(id.uppercased()) { tell(from: word.lowerBound, to: word.upperBound, id) }
  }

  /// Behind a mark that is spelt otherwise: tells the id that follows at once.
  private mutating func candidate(from start: Int) {
    guard let word = nextWord(isFirst: true) else { return }
    let id = String(decoding: bytes[word], as: UTF8.self)
    guard Self.isID(id) || Self.isID(id.uppercased()) else { return }
    tell(from: start, to: word.upperBound, id)
    place = word.upperBound
  }

  private mutating func tell(from start: Int, to end: Int, _ id: String) {
    almost.append(
      AlmostTag(
        text: String(decoding: bytes[start..<end], as: UTF8.self),
        id: Self.isID(id) ? id : id.uppercased(), line: line))
  }

  /// The next word on the line behind what may stand between ids.
  private mutating func nextWord(isFirst: Bool) -> Range<Int>? {
    if isFirst { open = 0 }
    guard let word = word(from: place) else { return nil }
    let text = String(decoding: bytes[word], as: UTF8.self)
    guard !isFirst, text.lowercased() == "and" else { return word }
    return self.word(from: word.upperBound)
  }

  private mutating func word(from place: Int) -> Range<Int>? {
    var start = place
    scan: while start < bytes.count {
      switch bytes[start] {
      case 0x20, 0x09, UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "&"): break
      case UInt8(ascii: "["), UInt8(ascii: "("): open += 1
      // What closes a bracket around the whole tag ends it.
      case UInt8(ascii: "]"), UInt8(ascii: ")"):
        guard open > 0 else { return nil }
        open -= 1
      default: break scan
      }
      start += 1
    }
    var end = start
    while end < bytes.count, Self.isIDByte(bytes[end]) || [0x7C, 0x2B].contains(bytes[end]) {
      end += 1
    }
    // A sentence may end behind an id.
    while end > start, bytes[end - 1] == UInt8(ascii: ".") { end -= 1 }
    return end > start ? start..<end : nil
  }

  /// The first of ids that have nothing but a stroke between them: `R-1/R-2`.
  private static func joined(_ text: String) -> String? {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    return parts.count > 1 && parts.allSatisfy { isID($0.uppercased()) } ? parts[0] : nil
  }

  private static func isID(_ text: String) -> Bool {
    RequirementID.isID(text) || RequirementID.isTraceID(text) || text.hasPrefix("§")
  }

  private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }

  /// Bytes of ids: letters, digits, `-._~/` and those of `§`.
  private static func isIDByte(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
      || [0x2D, 0x2E, 0x5F, 0x7E, 0x2F].contains(byte) || byte >= 0x80
  }
}
