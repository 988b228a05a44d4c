import SpecModel

/// A mark in a source or test that names requirements: `SPEC:` and ids with commas between them.
public struct RequirementTag: Sendable, Hashable {
  /// The id that it names.
  public var id: String
  /// The line that it stands on, from 1.
  public var line: Int
}

/// Finds `SPEC:` tags in any text file.
public enum TagReader {
  /// The tags of a file in order. Behind `SPEC:` stand one or more ids with commas or spaces
  /// between them; the first word that is no id ends the tag.
  public static func tags(in bytes: [UInt8]) -> [RequirementTag] {
    var tags: [RequirementTag] = []
    var line = 1
    var place = 0
    while place < bytes.count {
      if bytes[place] == 0x0A { line += 1 }
      guard bytes[place] == marker[0], isMarker(bytes, at: place) else {
        place += 1
        continue
      }
      place += marker.count
      while let (id, end) = word(bytes, from: place) {
        tags.append(RequirementTag(id: id, line: line))
        place = end
      }
    }
    return tags
  }

  private static let marker = Array("SPEC:".utf8)

  private static func isMarker(_ bytes: [UInt8], at place: Int) -> Bool {
    guard place + marker.count <= bytes.count,
      bytes[place..<(place + marker.count)].elementsEqual(marker)
    else { return false }
    // `MY_SPEC:` and `SPEC::x` are something else.
    if place > 0, isIDByte(bytes[place - 1]) { return false }
    let end = place + marker.count
    return end == bytes.count || bytes[end] != UInt8(ascii: ":")
  }

  /// The id that follows spaces and commas on the same line, and the place behind it.
  private static func word(_ bytes: [UInt8], from place: Int) -> (String, Int)? {
    var start = place
    while start < bytes.count, [0x20, 0x09, 0x2C].contains(bytes[start]) { start += 1 }
    var end = start
    while end < bytes.count, isIDByte(bytes[end]) { end += 1 }
    // A sentence may end behind an id.
    while end > start, bytes[end - 1] == UInt8(ascii: ".") { end -= 1 }
    let id = String(decoding: bytes[start..<end], as: UTF8.self)
    let isID = RequirementID.isID(id) || RequirementID.isTraceID(id) || id.hasPrefix("§")
    return isID ? (id, end) : nil
  }

  /// Bytes of ids: letters, digits, `-._~/` and those of `§`.
  private static func isIDByte(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
      || [0x2D, 0x2E, 0x5F, 0x7E, 0x2F].contains(byte) || byte >= 0x80
  }
}
