/// Fingerprints of a token stream by winnowing (Schleimer, Wilkerson, Aiken: "Winnowing: local
/// algorithms for document fingerprinting", SIGMOD 2003).
///
/// Of every `window` consecutive k-grams at least one is kept, and always the same one for the same
/// text: a copy of at least `gram + window - 1` tokens is found for certain, one shorter than
/// `gram` never.
struct Winnowing: Sendable, Hashable {
  /// k: tokens in a k-gram; at least 1.
  var gram: Int
  /// w: consecutive k-grams of which one is kept; at least 1.
  var window: Int

  /// One k-gram that is kept.
  struct Fingerprint: Sendable, Hashable {
    /// Number of the k-gram; equal k-grams have equal numbers.
    var hash: UInt64
    /// Index of its first token.
    var place: Int
  }

  /// The k-grams kept of `tokens`, in order. Time is linear in the number of tokens.
  func fingerprints(_ tokens: [UInt64]) -> [Fingerprint] {
    guard gram > 0, window > 0, tokens.count >= gram else { return [] }
    var kept: [Fingerprint] = []
    kept.reserveCapacity(2 * tokens.count / (window + 1) + 1)
    // Candidates for the minimum of the window, smallest first (a monotone queue).
    var queue: [Fingerprint] = []
    var head = 0
    let last = tokens.count - gram
    for (place, hash) in hashes(tokens).enumerated() {
      // Robust winnowing keeps the rightmost of equals in a window only when it must move on.
      while queue.count > head, queue[queue.count - 1].hash >= hash { queue.removeLast() }
      queue.append(Fingerprint(hash: hash, place: place))
      while queue[head].place + window <= place { head += 1 }
      guard place >= window - 1 || place == last else { continue }
      if kept.last != queue[head] { kept.append(queue[head]) }
      if head > 1024 {
        queue.removeFirst(head)
        head = 0
      }
    }
    return kept
  }

  /// A polynomial hash of every k-gram, rolled on in constant time, then mixed: without the mixing
  /// the smallest would be those that begin with the commonest token.
  private func hashes(_ tokens: [UInt64]) -> [UInt64] {
    let base: UInt64 = 0x9E37_79B9_7F4A_7C15
    var top: UInt64 = 1
    for _ in 1..<max(gram, 2) where gram > 1 { top = top &* base }
    var result: [UInt64] = []
    result.reserveCapacity(tokens.count - gram + 1)
    var hash: UInt64 = 0
    for place in tokens.indices {
      if place >= gram { hash = hash &- tokens[place - gram] &* top }
      hash = hash &* base &+ tokens[place]
      if place >= gram - 1 { result.append(Self.mix(hash)) }
    }
    return result
  }

  private static func mix(_ hash: UInt64) -> UInt64 {
    var mixed = (hash ^ (hash >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
