import FoundationEssentials
import SpecModel
import SpecterKit
import Testing

@testable import SpecterReference

struct RefusalTests {
  // SPEC: R-CLI-10
  @Test func `a file that is not what was pinned is told with both digests`() async throws {
    try await Scratch.use { scratch in
      try await LoopbackIndex.use(scratch) { index in
        let name = "swapped-1.0-py3-none-any.whl"
        let expected = try #require(index.files[name])
        let pin = ReferencePin(from: "pypi:swapped==1.0", files: [name: expected])
        let failed = await failure { try await index.cache(scratch).fetch(pin) }
        #expect(failed?.code == .integrity)
        #expect(failed?.what.contains(name) == true)
        #expect(failed?.what.contains("expected \(expected), got sha256:") == true)
        #expect(failed?.remedy.isEmpty == false)
        #expect(scratch.files("cache/files") == [] && scratch.files("cache/unpacked") == [])
      }
    }
  }

  @Test(
    arguments: [
      ("upward", "leaves the folder"), ("rooted", "absolute"), ("deep", "leaves the folder"),
      ("slash", "no plain path"), ("drive", "absolute"), ("escape", "no plain path"),
      ("linked", "neither a file nor a folder"), ("cased", "in case alone"),
      ("tree", "a file and a folder at once"), ("twice", "occurs twice"), ("bomb", "200 times"),
      ("truncated", "broken"), ("notwheel", "broken"), ("corrupt", "broken"),
    ])
  func `a wheel that is broken or would escape is refused`(name: String, why: String) async throws {
    try await refuses(name, files: ["\(name)-1.0-py3-none-any.whl"], why)
  }

  @Test(
    arguments: [
      ("upsource", "leaves the folder"), ("rootsource", "absolute"),
      ("symsource", "leads out of the archive"), ("hardsource", "leads out of the archive"),
      ("fifosource", "neither a file nor a folder"), ("devsource", "neither a file nor a folder"),
      ("twicesource", "occurs twice"), ("bombsource", "200 times"), ("cutsource", "broken"),
    ])
  func `a source archive that is broken or would escape is refused`(name: String, why: String)
    async throws
  {
    try await refuses(name, files: ["\(name)-1.0-py3-none-any.whl", "\(name)-1.0.tar.gz"], why)
  }

  private func refuses(_ name: String, files: [String], _ why: String) async throws {
    try await Scratch.use { scratch in
      let manner: LoopbackIndex.Manner = name.hasPrefix("bomb") ? .bombs : .html
      try await LoopbackIndex.use(scratch, manner) { index in
        var pin = ReferencePin(from: "pypi:\(name)==1.0")
        for file in files { pin.files[file] = index.files[file] }
        #expect(pin.files.count == files.count)
        let failed = await failure { try await index.cache(scratch).fetch(pin) }
        #expect(failed?.code == .integrity)
        #expect(failed?.what.contains(files.last ?? "") == true)
        #expect(failed?.what.contains(why) == true, "\(failed?.what ?? "")")
        #expect(failed?.what.contains("\u{1B}") == false)
        #expect(scratch.files("cache/unpacked") == [] && scratch.files("cache/tmp") == [])
        #expect(!FileManager.default.fileExists(atPath: "/tmp/evil.py"))
      }
    }
  }

  @Test func `a version that is not there is told with its neighbours`() async throws {
    try await Scratch.use { scratch in
      try await LoopbackIndex.use(scratch) { index in
        let failed = await failure { try await index.cache(scratch).resolve("pypi:alpha==1.5") }
        #expect(failed?.what == "alpha has no version 1.5")
        #expect(failed?.remedy == "The nearest are 0.9, 1.0")
        let unknown = await failure { try await index.cache(scratch).resolve("pypi:omega==1.0") }
        #expect(unknown?.what == "the index has no project 'omega'")
        let compiled = await failure {
          try await index.cache(scratch).resolve("pypi:compiled==1.0")
        }
        #expect(compiled?.what.contains("no wheel in pure Python") == true)
      }
    }
  }

  @Test func `without a network the index is named, its password is not`() async throws {
    try await Scratch.use { scratch in
      let cache = ReferenceCache(
        folder: scratch.path + "/cache", index: "http://user:secret@127.0.0.1:9/simple?key=secret")
      let failed = await failure { try await cache.resolve("pypi:alpha==1.0") }
      #expect(failed?.code == .environment)
      #expect(failed?.what.hasPrefix("could not reach http://127.0.0.1:9/simple/alpha/: ") == true)
      #expect(failed?.remedy.contains("PIP_INDEX_URL") == true)
      #expect(failed?.description.contains("secret") == false)
    }
  }

  @Test func `a closed index is opened by user and password, which are never shown`()
    async throws
  {
    try await Scratch.use { scratch in
      try await LoopbackIndex.use(scratch, .closed) { index in
        for (user, opens) in [("user:secret", true), ("user:secrets", false)] {
          let cache = ReferenceCache(
            folder: scratch.path + "/" + user,
            index: index.address.replacing("//", with: "//\(user)@"))
          if opens {
            let pin = try await cache.resolve("pypi:zeta==1.0")
            #expect(pin.files.count == 1)
          } else {
            let failed = await failure { try await cache.resolve("pypi:zeta==1.0") }
            #expect(failed?.what.hasSuffix("/simple/zeta/ answered 401") == true)
            #expect(failed?.description.contains("secrets") == false)
          }
        }
      }
    }
  }

  @Test func `an index that is no web address is refused`() async throws {
    try await Scratch.use { scratch in
      for address in ["file:///etc", "nonsense", "http://[", "ftp://127.0.0.1/simple"] {
        let cache = ReferenceCache(folder: scratch.path + "/cache", index: address)
        let failed = await failure { try await cache.resolve("pypi:alpha==1.0") }
        #expect(failed?.code == .usage)
      }
    }
  }

  @Test func `a cache that can't be made and a Python that is not there are told`() async throws {
    try await Scratch.use { scratch in
      try scratch.write("file", "")
      try await LoopbackIndex.use(scratch) { index in
        let blocked = ReferenceCache(folder: scratch.path + "/file/cache", index: index.address)
        let failed = await failure { try await blocked.resolve("pypi:zeta==1.0") }
        #expect(failed?.code == .storage)
        #expect(failed?.remedy.contains("SPECTER_CACHE") == true)
      }
      let without = ReferenceCache(folder: scratch.path, interpreter: "/nowhere/python3")
      let failed = await failure { try await without.resolve("pypi:zeta==1.0") }
      #expect(failed?.code == .environment)
      #expect(failed?.remedy.contains("python3") == true)
    }
  }

  @Test(
    arguments: [
      "inflection", "pypi:inflection", "pypi:inflection==", "pypi:inflection>=1", "pypi:a/b==1",
      "pypi:==1.0", "path:", "pypi:a==1 0", "pypi:a==\u{1B}", "git+https://example.org@1",
    ])
  func `a reference that is spelt wrongly is the user's to mend`(from: String) async throws {
    let failed = await failure { try ReferenceName(from) }
    #expect(failed?.code == .usage)
  }

  @Test func `a pin without its wheel or with a stranger's file is refused`() async throws {
    try await Scratch.use { scratch in
      let cache = ReferenceCache(folder: scratch.path, index: "http://127.0.0.1:9/simple")
      let digest = Digest.of("")
      for files in [[:], ["alpha-1.0.tar.gz": digest], ["../../x": digest]] {
        let failed = await failure {
          try await cache.fetch(ReferencePin(from: "pypi:alpha==1.0", files: files))
        }
        #expect(failed?.code == .badInput)
      }
    }
  }
}
