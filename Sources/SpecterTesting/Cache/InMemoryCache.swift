import SpecModel
import SpecterKit

/// A cache in memory, for tests: forgets nothing until it goes out of scope.
public actor InMemoryCache: ObservationCache {
  private var entries: [Digest: [UInt8]] = [:]
  /// How often something was found.
  public private(set) var found = 0

  /// An empty cache.
  public init() {}

  /// What was kept under `key`.
  public func bytes(for key: Digest) -> [UInt8]? {
    if entries[key] != nil { found += 1 }
    return entries[key]
  }

  /// Keeps bytes under `key`.
  public func keep(_ bytes: [UInt8], for key: Digest) { entries[key] = bytes }

  /// How many entries there are.
  public var count: Int { entries.count }
}
