/// Bytes of a stream, bounded: what is past the bound is counted out.
actor Capture {
  /// Which end of the stream is kept.
  enum Kept {
    case first, last
  }

  private var bytes: [UInt8] = []
  private let limit: Int
  private let kept: Kept
  /// Whether bytes were left out.
  private(set) var truncated = false
  /// Whether the stream has ended.
  private(set) var isComplete = false

  /// A capture of at most `limit` bytes.
  init(limit: Int, kept: Kept) {
    self.limit = limit
    self.kept = kept
  }

  /// What was kept.
  var contents: [UInt8] {
    kept == .first ? bytes : Array(bytes.suffix(limit))
  }

  /// Says that nothing more comes.
  func complete() { isComplete = true }

  /// Adds a piece.
  func add(_ piece: [UInt8]) {
    switch kept {
    case .first:
      let room = limit - bytes.count
      if piece.count > room { truncated = true }
      if room > 0 { bytes += piece.prefix(room) }
    case .last:
      bytes += piece
      // Cut now and then only, so that a flood is not moved about byte by byte.
      if bytes.count > 2 * limit + (1 << 16) {
        bytes = Array(bytes.suffix(limit))
        truncated = true
      }
    }
  }
}
