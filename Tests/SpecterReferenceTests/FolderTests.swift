import FoundationEssentials
import SpecModel
import SpecterKit
import Testing

@testable import SpecterReference

struct FolderTests {
  private func library(_ scratch: Scratch, _ source: String = "") throws -> ReferenceCache {
    try scratch.write("lib/\(source)pack/__init__.py", "VALUE = 1\n")
    try scratch.write("lib/\(source)single.py", "")
    try scratch.write("lib/tests/test_pack.py", "def test(): pass\n")
    try scratch.write("lib/setup.py", "raise SystemExit\n")
    try scratch.write("lib/README.md", "prose\n")
    return ReferenceCache(folder: scratch.path + "/cache", base: scratch.path)
  }

  @Test(arguments: ["", "src/"])
  func `a folder is pinned by its modules and tests and copied`(source: String) async throws {
    try await Scratch.use { scratch in
      let cache = try library(scratch, source)
      let pin = try await cache.resolve("path:lib")
      let tree = try #require(
        FileTree([
          "site/pack/__init__.py": Array("VALUE = 1\n".utf8), "site/single.py": [],
          "tests/tests/test_pack.py": Array("def test(): pass\n".utf8),
        ]))
      #expect(pin.files == ["tree": Digest.of(tree)])
      let reference = try await cache.fetch(pin)
      #expect(reference.modules == ["pack", "single"])
      #expect(reference.digest == pin.files["tree"])
      #expect(Scratch.list(reference.root, "").sorted() == ["pack/__init__.py", "single.py"])
      #expect(try Scratch.list(#require(reference.tests), "") == ["tests/test_pack.py"])
      try scratch.write("lib/README.md", "other prose\n")
      #expect(try await cache.fetch(pin) == reference)
    }
  }

  @Test func `a folder that changed since it was pinned is told with both digests`() async throws {
    try await Scratch.use { scratch in
      let cache = try library(scratch)
      let pin = try await cache.resolve("path:lib")
      try scratch.write("lib/single.py", "changed = True\n")
      let failed = await failure { try await cache.fetch(pin) }
      #expect(failed?.code == .integrity)
      #expect(failed?.what.contains("\(try #require(pin.files["tree"]))") == true)
    }
  }

  @Test func `a folder without modules, or with a link, or none at all is refused`() async throws {
    try await Scratch.use { scratch in
      let cache = try library(scratch)
      try scratch.write("empty/README.md", "")
      #expect(await failure { try await cache.resolve("path:empty") }?.code == .badInput)
      #expect(await failure { try await cache.resolve("path:nowhere") }?.code == .badInput)
      try FileManager.default.createSymbolicLink(
        atPath: scratch.path + "/lib/pack/secret.py", withDestinationPath: "/etc/passwd")
      let linked = await failure { try await cache.resolve("path:lib") }
      #expect(linked?.what.contains("secret.py") == true)
    }
  }

  @Test func `a module that is not the reference's own is told with those that are`() async throws {
    try await Scratch.use { scratch in
      let cache = try library(scratch)
      let reference = try await cache.fetch(try await cache.resolve("path:lib"))
      try ReferenceCheck.module("pack", in: reference)
      try ReferenceCheck.module("pack.inner", in: reference)
      for name in ["packs", "", ".pack"] {
        let failed = await failure { try ReferenceCheck.module(name, in: reference) }
        #expect(failed?.code == .badInput)
        #expect(failed?.remedy.contains("pack, single") == true)
      }
    }
  }

  @Test func `root keeps its cache where the sandbox's user can read it`() {
    let home = ["HOME": "/home/ada"]
    #expect(CacheFolder.choose(environment: home, isRoot: true) == "/var/cache/specter")
    #expect(CacheFolder.choose(environment: home, isRoot: false) == "/home/ada/.cache/specter")
    let caches = ["HOME": "/home/ada", "XDG_CACHE_HOME": "/caches"]
    #expect(CacheFolder.choose(environment: caches, isRoot: false) == "/caches/specter")
    let chosen = ["SPECTER_CACHE": "/mine", "XDG_CACHE_HOME": "/caches"]
    #expect(CacheFolder.choose(environment: chosen, isRoot: true) == "/mine")
  }
}
