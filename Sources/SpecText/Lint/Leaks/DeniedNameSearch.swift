/// Finds names in bytes in any case and in every way that identifiers are joined: `Acme Core` is
/// found in `AcmeCoreClient`, `acme-core`, `ACME_CORE`, `acme.core` and over a line end, and not in
/// `acmecores`.
///
/// Every place where a word can begin is compared with the names of its first byte: time is linear
/// in the number of bytes for a list of names that differ early.
struct DeniedNameSearch {
  /// Where a name stands.
  struct Hit: Hashable {
    /// Which name, as an index into the list given.
    var name: Int
    /// Its bytes.
    var range: Range<Int>
  }

  private struct Needle {
    var name: Int
    /// The parts in lower case (ASCII).
    var parts: [[UInt8]]
  }

  private var needles = [[Needle]](repeating: [], count: 256)

  init(_ names: [DeniedName]) {
    for (index, denied) in names.enumerated() {
      // Cases beyond ASCII are compared as written, all small, and all capital.
      let spellings = [denied.name, denied.name.lowercased(), denied.name.uppercased()]
      var seen: Set<[[UInt8]]> = []
      for (place, spelling) in spellings.enumerated() {
        // Only the name as written shows where its parts begin.
        let parts = Self.parts(Array(spelling.utf8), splitsCase: place == 0)
        guard let first = parts.first?.first, seen.insert(parts).inserted else { continue }
        if place > 0, denied.name.utf8.allSatisfy({ $0 < 0x80 }) { continue }
        needles[Int(first)].append(Needle(name: index, parts: parts))
      }
    }
  }

  /// Every place of every name, in order; of names that begin at one place, the longest.
  func hits(in bytes: [UInt8]) -> [Hit] {
    var hits: [Hit] = []
    bytes.withUnsafeBufferPointer { buffer in
      var place = 0
      while place < buffer.count {
        let candidates = needles[Int(Self.lowered(buffer[place]))]
        guard !candidates.isEmpty, Self.isBoundary(place, buffer) else {
          place += 1
          continue
        }
        var longest: Hit?
        for needle in candidates {
          guard let end = Self.match(needle.parts, place, buffer), Self.isBoundary(end, buffer),
            end > longest?.range.upperBound ?? place
          else { continue }
          longest = Hit(name: needle.name, range: place..<end)
        }
        if let longest { hits.append(longest) }
        place = longest?.range.upperBound ?? place + 1
      }
    }
    return hits
  }

  /// The parts of an identifier: `AcmeCore` and `acme-core` are `acme` and `core`.
  static func parts(_ name: [UInt8], splitsCase: Bool) -> [[UInt8]] {
    var parts: [[UInt8]] = []
    var part: [UInt8] = []
    name.withUnsafeBufferPointer { buffer in
      for (place, byte) in buffer.enumerated() {
        let isName = TokenHash.isNameByte(byte) && byte != 0x5F
        if !isName || splitsCase && isBoundary(place, buffer) {
          if !part.isEmpty { parts.append(part) }
          part = []
        }
        if isName { part.append(lowered(byte)) }
      }
    }
    if !part.isEmpty { parts.append(part) }
    return parts
  }

  private static func match(
    _ parts: [[UInt8]], _ start: Int, _ buffer: UnsafeBufferPointer<UInt8>
  ) -> Int? {
    var place = start
    for (index, part) in parts.enumerated() {
      if index > 0 { place = afterSeparator(place, buffer) }
      guard place + part.count <= buffer.count else { return nil }
      for (offset, byte) in part.enumerated() where lowered(buffer[place + offset]) != byte {
        return nil
      }
      place += part.count
    }
    return place
  }

  /// Behind one mark, or behind spaces with at most one line end; where nothing separates, `place`.
  private static func afterSeparator(_ place: Int, _ buffer: UnsafeBufferPointer<UInt8>) -> Int {
    guard place < buffer.count else { return place }
    switch buffer[place] {
    case 0x2D, 0x2E, 0x5F, 0x2F, 0x3A:
      let isPair = buffer[place] == 0x3A && place + 1 < buffer.count && buffer[place + 1] == 0x3A
      return place + (isPair ? 2 : 1)
    case 0x20, 0x09, 0x0A, 0x0D:
      var at = place
      var lineEnds = 0
      while at < buffer.count, at - place < 80, lineEnds < 2 {
        switch buffer[at] {
        case 0x0A: lineEnds += 1
        // Behind a line end, the marks of quotes and comments are layout.
        case 0x20, 0x09, 0x0D: break
        case 0x3E where lineEnds == 1, 0x23 where lineEnds == 1, 0x2F where lineEnds == 1: break
        default: return at
        }
        at += 1
      }
      return lineEnds < 2 ? at : place
    default: return place
    }
  }

  /// Whether a word can begin or end at `place`: not between letters of one kind.
  private static func isBoundary(_ place: Int, _ buffer: UnsafeBufferPointer<UInt8>) -> Bool {
    guard place > 0, place < buffer.count else { return true }
    let left = kind(buffer[place - 1])
    let right = kind(buffer[place])
    switch (left, right) {
    case (.other, _), (_, .other): return true
    case (.small, .small), (.digit, .digit): return false
    case (.capital, .capital):
      // `HTTPServer`: the last capital begins the next word.
      return place + 1 < buffer.count && kind(buffer[place + 1]) == .small
    case (.capital, .small): return false
    default: return true
    }
  }

  private enum Kind { case small, capital, digit, other }

  private static func kind(_ byte: UInt8) -> Kind {
    switch byte {
    case 0x61...0x7A, 0x80...0xFF: .small
    case 0x41...0x5A: .capital
    case 0x30...0x39: .digit
    default: .other
    }
  }

  private static func lowered(_ byte: UInt8) -> UInt8 {
    byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte
  }
}
