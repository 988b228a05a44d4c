import SpecModel

/// The answers to one batch as the cache keeps them: the number of answers on a line, then each
/// answer on a line. A canonical answer holds no end of a line.
enum CachedAnswers {
  /// The bytes of a batch's observations; nil when one is anything but an answer. A crash, a
  /// time-out and an answer too long depend on the machine and its load, so they are never kept.
  static func bytes(of observations: [Observation]) -> [UInt8]? {
    var bytes = Array("\(observations.count)\n".utf8)
    for observation in observations {
      guard case .answered(let answer) = observation, !answer.contains(newline) else { return nil }
      bytes += answer
      bytes.append(newline)
    }
    return bytes
  }

  /// The observations of `bytes`; nil when these are not the answers to `count` probes.
  static func observations(in bytes: [UInt8], count: Int) -> [Observation]? {
    var lines = LineSplitter()
    var found: [Observation] = []
    found.reserveCapacity(count)
    var isHead = true
    var fits = true
    lines.split(bytes) { line in
      if isHead {
        isHead = false
        fits = line.elementsEqual("\(count)".utf8)
      } else {
        found.append(.answered(Array(line)))
      }
      return fits
    }
    return fits && !isHead && lines.partial.isEmpty && found.count == count ? found : nil
  }

  private static let newline = UInt8(ascii: "\n")
}
