import SpecModel
import SpecterKit
import Testing

@testable import SpecterReference

struct SkeletonTests {
  private let skeleton = SpecSkeleton(
    name: "alpha",
    pin: ReferencePin(
      from: "pypi:alpha==1.0",
      files: ["alpha-1.0.tar.gz": Digest.of("b"), "alpha-1.0-py3-none-any.whl": Digest.of("a")],
      licence: "MIT OR Apache-2.0"),
    module: "alpha")

  @Test func `a skeleton is front matter with every file in order`() {
    #expect(
      skeleton.text == """
        ---
        spec: alpha
        version: 0.1.0
        reference:
          from: pypi:alpha==1.0
          files:
            alpha-1.0-py3-none-any.whl: \(Digest.of("a"))
            alpha-1.0.tar.gz: \(Digest.of("b"))
          licence: "MIT OR Apache-2.0"
        surface:
          kind: python
          module: alpha
        ---

        """)
  }

  @Test(
    arguments: [
      ("alpha", "alpha"), ("null", "\"null\""), ("Yes", "\"Yes\""), ("1.0", "\"1.0\""),
      ("a: b", "\"a: b\""), ("a:", "\"a:\""), ("", "\"\""), ("path:../x", "path:../x"),
      ("a\"b\\c", "\"a\\\"b\\\\c\""), ("a\nb", "\"a\\u000ab\""), ("-", "\"-\""),
    ])
  func `a scalar is quoted where YAML would read it as something else`(
    text: String, yaml: String
  ) {
    #expect(SpecSkeleton.scalar(text) == yaml)
  }

  // SPEC: R-CLI-10
  @Test func `a spec is written once and never over another`() async throws {
    try await Scratch.use { scratch in
      let folder = scratch.path + "/specs/alpha"
      #expect(try skeleton.write(to: folder) == folder + "/SPEC.md")
      #expect(text(folder + "/SPEC.md") == skeleton.text)
      #expect(scratch.files("specs") == ["alpha/SPEC.md"])
      try scratch.write("specs/alpha/SPEC.md", "a person's work")
      let failed = await failure { try skeleton.write(to: folder) }
      #expect(failed?.code == .usage)
      #expect(text(folder + "/SPEC.md") == "a person's work")
      try scratch.write("file", "")
      let blocked = await failure { try skeleton.write(to: scratch.path + "/file/alpha") }
      #expect(blocked?.code == .storage)
    }
  }
}
