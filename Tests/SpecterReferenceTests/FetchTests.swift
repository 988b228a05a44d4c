import FoundationEssentials
import Glibc
import SpecModel
import SpecterKit
import Testing

@testable import SpecterReference

struct FetchTests {
  @Test(arguments: [LoopbackIndex.Manner.html, .json, .flaky])
  func `a package is resolved with its dependencies and its sources`(
    manner: LoopbackIndex.Manner
  ) async throws {
    try await Scratch.use { scratch in
      try await LoopbackIndex.use(scratch, manner) { index in
        let pin = try await index.cache(scratch).resolve("pypi:alpha==1.0")
        #expect(
          pin.files.keys.sorted() == [
            "alpha-1.0-py3-none-any.whl", "alpha-1.0.tar.gz", "beta_lib-1.10-py3-none-any.whl",
            "epsilon-1.2-py3-none-any.whl", "zeta-1.0-py3-none-any.whl",
          ])
        for (name, digest) in pin.files { #expect(index.files[name] == digest) }
        #expect(pin.licence == "MIT")
      }
    }
  }

  @Test(arguments: [("below", "1.0.post1"), ("above", "1.1rc1"), ("later", "1.0.post1")])
  func `a dependency is the newest that its specifier allows`(
    name: String, version: String
  ) async throws {
    try await Scratch.use { scratch in
      try await LoopbackIndex.use(scratch) { index in
        let pin = try await index.cache(scratch).resolve("pypi:\(name)==1.0")
        #expect(
          pin.files.keys.sorted()
            == [
              "\(name)-1.0-py3-none-any.whl", "edge-\(version)-py3-none-any.whl",
            ].sorted())
      }
    }
  }

  @Test func `a fetched package has its modules and its tests, readable by all`() async throws {
    try await Scratch.use { scratch in
      try await LoopbackIndex.use(scratch) { index in
        let cache = index.cache(scratch)
        let pin = try await cache.resolve("pypi:alpha==1.0")
        let reference = try await cache.fetch(pin)
        #expect(reference.modules == ["alpha", "more"])
        #expect(reference.digest == ReferenceCache.digest(over: pin.files))
        // The original's own wheel comes before a dependency that has a file of the same name.
        #expect(text(reference.root + "/alpha/__init__.py") == "VALUE = 1\n")
        let site = Scratch.list(reference.root, "").filter { !$0.contains("dist-info") }
        #expect(
          site.sorted() == ["alpha/__init__.py", "beta.py", "epsilon.py", "more.py", "zeta.py"])
        let tests = try #require(reference.tests)
        #expect(
          Scratch.list(tests, "").sorted() == [
            "conftest.py", "tests/data/x.txt", "tests/test_a.py",
          ])
        var status = stat()
        #expect(stat(reference.root, &status) == 0 && status.st_mode & 0o777 == 0o555)
        #expect(
          stat(reference.root + "/beta.py", &status) == 0 && status.st_mode & 0o777 == 0o444)
        #expect(scratch.files("cache/tmp") == [])
      }
    }
  }

  @Test func `a second fetch needs no network and no writable cache`() async throws {
    try await Scratch.use { scratch in
      let (pin, first) = try await LoopbackIndex.use(scratch) { index in
        let cache = index.cache(scratch)
        let pin = try await cache.resolve("pypi:alpha==1.0")
        return (pin, try await cache.fetch(pin))
      }
      let offline = ReferenceCache(
        folder: scratch.path + "/cache", index: "http://127.0.0.1:9/simple")
      chmod(scratch.path + "/cache", 0o555)
      #expect(try await offline.fetch(pin) == first)
    }
  }

  @Test func `what was unpacked mends itself when it was tampered with`() async throws {
    try await Scratch.use { scratch in
      try await LoopbackIndex.use(scratch) { index in
        let cache = index.cache(scratch)
        let pin = try await cache.resolve("pypi:alpha==1.0")
        let first = try await cache.fetch(pin)
        chmod(first.root, 0o755)
        chmod(first.root + "/beta.py", 0o644)
        try Data("evil".utf8).write(to: URL(filePath: first.root + "/beta.py"))
        try Data("evil".utf8).write(to: URL(filePath: first.root + "/extra.py"))
        let offline = ReferenceCache(folder: cache.folder, index: "http://127.0.0.1:9/simple")
        #expect(try await offline.fetch(pin) == first)
        #expect(text(first.root + "/beta.py") == "")
        #expect(text(first.root + "/extra.py") == nil)
      }
    }
  }

  @Test func `a damaged archive in the cache is fetched again, or said to be lacking`()
    async throws
  {
    try await Scratch.use { scratch in
      try await LoopbackIndex.use(scratch) { index in
        let cache = index.cache(scratch)
        let pin = try await cache.resolve("pypi:alpha==1.0")
        let wheel = try #require(pin.files["alpha-1.0-py3-none-any.whl"])
        let path = cache.folder + "/files/sha256/" + wheel.hex
        chmod(path, 0o644)
        try Data("damaged".utf8).write(to: URL(filePath: path))
        let offline = ReferenceCache(folder: cache.folder, index: "http://127.0.0.1:9/simple")
        let failed = await failure { try await offline.fetch(pin) }
        #expect(failed?.code == .environment)
        #expect(scratch.files("cache/unpacked") == [])
        #expect(try await cache.fetch(pin).modules == ["alpha", "more"])
      }
    }
  }

  @Test func `fetches at one time give one and the same reference`() async throws {
    try await Scratch.use { scratch in
      try await LoopbackIndex.use(scratch) { index in
        let pin = try await index.cache(scratch).resolve("pypi:alpha==1.0")
        let fresh = ReferenceCache(folder: scratch.path + "/other", index: index.address)
        let all = try await withThrowingTaskGroup(of: Reference.self) { group in
          for _ in 0..<6 { group.addTask { try await fresh.fetch(pin) } }
          return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(Set(all).count == 1)
        #expect(scratch.files("other/tmp") == [])
      }
    }
  }

  @Test func `a fetch that is killed leaves nothing half-written in sight`() async throws {
    try await Scratch.use { scratch in
      try await LoopbackIndex.use(scratch) { index in
        let pin = try await index.cache(scratch).resolve("pypi:alpha==1.0")
        let fresh = ReferenceCache(folder: scratch.path + "/other", index: index.address)
        let whole = Set(pin.files.values.map(\.hex))
        for milliseconds in [60, 90, 120, 150, 200] {
          try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { _ = try? await fresh.fetch(pin) }
            try await Task.sleep(for: .milliseconds(milliseconds))
            group.cancelAll()
          }
          for name in scratch.files("other/files/sha256") {
            #expect(whole.contains(name))
            let bytes = FileManager.default.contents(
              atPath: scratch.path + "/other/files/sha256/" + name)
            #expect(Digest.of(Array(bytes ?? Data())).hex == name)
          }
          let unpacked = scratch.files("other/unpacked").count
          #expect(unpacked == 0 || unpacked == 16)
        }
        #expect(try await fresh.fetch(pin).modules == ["alpha", "more"])
        #expect(scratch.files("other/unpacked").count == 16)
      }
    }
  }
}
