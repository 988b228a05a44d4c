import Foundation
import SpecModel
import SpecterHistory
import SpecterKit
import SpecterTesting
import Testing

@Suite struct ObservationFolderTests {
  private func withFolder<R>(_ body: (String) async throws -> R) async throws -> R {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("specter-observations-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: folder) }
    return try await body(folder)
  }

  private func files(_ folder: String) -> [String] {
    (FileManager.default.subpaths(atPath: folder) ?? []).map { "\(folder)/\($0)" }.filter {
      var isFolder: ObjCBool = false
      return FileManager.default.fileExists(atPath: $0, isDirectory: &isFolder)
        && !isFolder.boolValue
    }
  }

  private let key = Digest.of("key")

  @Test func `it keeps the cache's contract`() async throws {
    try await withFolder { folder in
      #expect(await observationCacheContract(ObservationFolder(path: folder)) == [])
    }
  }

  @Test func `another process finds what one kept`() async throws {
    try await withFolder { folder in
      await ObservationFolder(path: folder).keep([1, 2, 3], for: key)
      #expect(await ObservationFolder(path: folder).bytes(for: key) == [1, 2, 3])
      #expect(files(folder).count == 1, "nothing half written is left")
    }
  }

  @Test func `a damaged entry is not given, and can be kept again`() async throws {
    try await withFolder { folder in
      let cache = ObservationFolder(path: folder)
      let bytes = Array("a few answers\n".utf8)
      await cache.keep(bytes, for: key)
      let file = try #require(files(folder).first)
      let whole = try Data(contentsOf: URL(fileURLWithPath: file))
      var flipped = whole
      flipped[70] ^= 1
      let longer = whole + [0x0A]
      for damaged in [Data(), whole.prefix(10), whole.prefix(whole.count - 1), flipped, longer] {
        try Data(damaged).write(to: URL(fileURLWithPath: file))
        #expect(await cache.bytes(for: key) == nil, "\(damaged.count) bytes")
        await cache.keep(bytes, for: key)
        #expect(await cache.bytes(for: key) == bytes)
      }
    }
  }

  @Test func `it never outgrows its limit and forgets what was used longest ago`() async throws {
    try await withFolder { folder in
      let cache = ObservationFolder(path: folder, limit: 10_000)
      let entry = [UInt8](repeating: 7, count: 1_000)
      await cache.keep(entry, for: key)
      for number in 0..<40 {
        await cache.keep(entry, for: Digest.of("\(number)"))
        // Used all the time, so that it is never the oldest; times have a coarse grain.
        try await Task.sleep(for: .milliseconds(5))
        #expect(await cache.bytes(for: key) == entry, "after \(number)")
        let sizes = try files(folder).map {
          try FileManager.default.attributesOfItem(atPath: $0)[.size] as? Int ?? 0
        }
        #expect(sizes.reduce(0, +) <= 10_000)
      }
      #expect(await cache.bytes(for: Digest.of("0")) == nil)
      #expect(await cache.bytes(for: Digest.of("39")) == entry)
      await cache.keep([UInt8](repeating: 7, count: 10_000), for: Digest.of("large"))
      #expect(await cache.bytes(for: Digest.of("large")) == nil, "larger than the whole cache")
      #expect(await cache.bytes(for: key) == entry)
    }
  }

  @Test func `what was there before counts too`() async throws {
    try await withFolder { folder in
      let entry = [UInt8](repeating: 7, count: 1_000)
      for number in 0..<9 {
        await ObservationFolder(path: folder, limit: 10_000).keep(
          entry, for: Digest.of("\(number)"))
      }
      await ObservationFolder(path: folder, limit: 3_000).keep(entry, for: key)
      #expect(files(folder).count <= 2)
    }
  }

  @Test func `a folder that can't be written keeps nothing and harms nobody`() async throws {
    try await withFolder { folder in
      try Data().write(to: URL(fileURLWithPath: folder))
      let cache = ObservationFolder(path: folder)
      await cache.keep([1], for: key)
      #expect(await cache.bytes(for: key) == nil)
    }
  }
}
