#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Cuts a stream of pieces into lines. A line that lies in one piece is never copied.
struct LineSplitter {
  /// The start of a line whose end hasn't come yet.
  private(set) var partial: [UInt8] = []

  /// Hands every line that `piece` completes to `take`, without its end, until `take` says no;
  /// what follows is dropped then.
  mutating func split(_ piece: [UInt8], _ take: (UnsafeRawBufferPointer) -> Bool) {
    piece.withUnsafeBytes { all in
      var rest = all[...]
      while let end = Self.lineEnd(in: rest) {
        let goesOn: Bool
        if partial.isEmpty {
          goesOn = take(UnsafeRawBufferPointer(rebasing: rest[rest.startIndex..<end]))
        } else {
          partial.append(contentsOf: rest[rest.startIndex..<end])
          goesOn = partial.withUnsafeBytes(take)
          partial.removeAll(keepingCapacity: true)
        }
        guard goesOn else { return }
        rest = rest[(end + 1)...]
      }
      partial.append(contentsOf: rest)
    }
  }

  private static func lineEnd(in bytes: Slice<UnsafeRawBufferPointer>) -> Int? {
    let whole = UnsafeRawBufferPointer(rebasing: bytes)
    guard let start = whole.baseAddress, let hit = memchr(start, 0x0A, whole.count) else {
      return nil
    }
    return bytes.startIndex + (UnsafeRawPointer(hit) - start)
  }
}
