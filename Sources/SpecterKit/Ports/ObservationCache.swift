import SpecModel

/// Keeps what subjects did, so that what has not changed since is not run again. It is no store:
/// anything in it may be gone, and losing it costs time alone.
///
/// An implementer of this port passes `observationCacheContract` of `SpecterTesting`: what was kept
/// under a key comes back byte for byte or not at all, what was kept last wins, and nothing comes
/// back under another key. Bytes that were damaged since are not given, and what can't be kept is
/// no error.
public protocol ObservationCache: Sendable {
  /// What was kept under `key`; nil where there is nothing, or nothing whole.
  func bytes(for key: Digest) async -> [UInt8]?
  /// Keeps bytes under `key`.
  func keep(_ bytes: [UInt8], for key: Digest) async
}
