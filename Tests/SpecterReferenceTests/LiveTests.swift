import SpecModel
import SpecterKit
import Testing

@testable import SpecterReference

/// Against the real index; each says so and stops where it can't be reached.
struct LiveTests {
  @Test(arguments: [("inflection", "0.5.1", "MIT"), ("semver", "3.1.1", "BSD-3-Clause")])
  func `a real package is fetched with its tests`(
    name: String, version: String, licence: String
  ) async throws {
    try await online { cache in
      let pin = try await cache.resolve("pypi:\(name)==\(version)")
      #expect(pin.files.count == 2)
      #expect(pin.licence == licence)
      let reference = try await cache.fetch(pin)
      #expect(reference.modules == [name])
      #expect(reference.tests != nil)
    }
  }

  @Test func `pytest is pinned whole`() async throws {
    #expect(PinnedTools.pytest.pin.files.count == 4)
    try await online { cache in
      let folder = try await cache.tools(.pytest)
      for module in ["pytest/__init__.py", "pluggy/__init__.py", "packaging/version.py"] {
        #expect(text(folder + "/" + module) != nil)
      }
    }
  }

  private func online(_ body: (ReferenceCache) async throws -> Void) async throws {
    try await Scratch.use { scratch in
      do {
        try await body(ReferenceCache(folder: scratch.path + "/cache"))
      } catch let failed as Failure where failed.what.hasPrefix("could not reach") {
        print("skipped, the network is not there: \(failed)")
      }
    }
  }
}
