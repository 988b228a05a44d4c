import SpecModel
import Testing

@testable import SpecterKit

@Suite struct BriefTests {
  private static let source = FileTree(["toy.py": [1], "tests/test_toy.py": [2]]) ?? FileTree()
  private static let reference = Digest.of("reference")

  @Test func `an implementer gets the spec and nothing else`() {
    let spec = ToySpec.ruling()
    let brief = Brief.implementer(spec: spec, candidate: 2, attempt: 3, prompt: "Build it.")
    #expect(brief.files.paths == ["SPEC.md"] && brief.files["SPEC.md"] == spec)
    #expect(brief.text == "Build it.")
    #expect(
      brief.key
        == .init(
          role: .implementer, candidate: 2, attempt: 3, spec: Digest.of(spec), reference: nil))
  }

  @Test func `an extractor reads the reference`() {
    let brief = Brief.extractor(
      spec: ToySpec.bare, reference: Self.reference, source: Self.source, attempt: 1,
      prompt: "Write it.")
    #expect(
      brief.files.paths == ["SPEC.md", "reference/tests/test_toy.py", "reference/toy.py"])
    #expect(brief.key.role == .extractor && brief.key.candidate == 0)
    #expect(brief.key.spec == Digest.of(ToySpec.bare) && brief.key.reference == Self.reference)
  }

  @Test func `a reviser reads the causes too`() {
    let brief = Brief.reviser(
      spec: ToySpec.bare, causes: "# Causes\n", reference: Self.reference, source: Self.source,
      attempt: 4, prompt: "Mend it.")
    #expect(
      brief.files.paths
        == ["SPEC.md", "causes.md", "reference/tests/test_toy.py", "reference/toy.py"])
    #expect(brief.files.text("causes.md") == "# Causes\n")
    #expect(brief.key.role == .reviser && brief.key.attempt == 4)
  }

  @Test func `a brief's digest depends on role, text and files`() {
    func brief(_ spec: String = "a", prompt: String = "p", attempt: Int = 1) -> Brief {
      Brief.implementer(spec: Array(spec.utf8), candidate: 1, attempt: attempt, prompt: prompt)
    }
    #expect(brief().digest == brief().digest)
    #expect(brief().digest == brief(attempt: 2).digest, "the same brief again")
    #expect(brief().digest != brief("b").digest)
    #expect(brief().digest != brief(prompt: "q").digest)
    let other = Brief.extractor(
      spec: Array("a".utf8), reference: Self.reference, source: FileTree(), attempt: 1,
      prompt: "p")
    #expect(brief().digest != other.digest)
  }

  @Test func `notes are no part of a candidate`() {
    var reply = Toy.candidate([])
    reply["NOTES.md"] = Array("The spec is silent on …\n".utf8)
    reply["toy/NOTES.md"] = [1]
    #expect(CandidateFiles.tree(of: reply).paths == ["toy.py", "toy/NOTES.md"])
  }

  @Test func `the reference's readers see its own modules and tests alone`() async throws {
    let folders = HostFolders(
      materialise: { _ in throw Failure(.environment, "unused") },
      read: { folder in
        let files: [String: [UInt8]] =
          folder == "tests"
          ? ["test_toy.py": [3], "__pycache__/test_toy.pyc": [4]]
          : [
            "toy.py": [1], "toy_other.py": [5], "kit/__init__.py": [2], "kit/a.pyc": [6],
            "dependency/a.py": [7], "toy-1.0.dist-info/METADATA": [8],
          ]
        return FileTree(files) ?? FileTree()
      })
    let reference = Reference(
      pin: ReferencePin(from: "path:x"), digest: Self.reference, root: "root", tests: "tests",
      modules: ["toy", "kit"])
    let source = try await ReferenceText.source(of: reference, folders: folders)
    #expect(source.paths == ["kit/__init__.py", "tests/test_toy.py", "toy.py"])
  }
}
