import SpecModel
import SpecterKit

/// Briefs and replies for tests of agents.
public enum AgentSamples {
  /// A spec.
  public static let spec = Array("---\nspec: sample\n---\n\n# sample\n".utf8)
  /// Digest of a reference.
  public static let reference = Digest.of("the sample's reference")
  /// Source of a reference.
  public static let source = FileTree(["sample.py": Array("x = 1\n".utf8)]) ?? FileTree()

  /// A brief for a role; the same arguments give the same brief.
  public static func brief(
    _ role: Role, candidate: Int = 1, attempt: Int = 1, spec: [UInt8] = spec,
    reference: Digest = reference
  ) -> Brief {
    switch role {
    case .extractor:
      .extractor(
        spec: spec, reference: reference, source: source, attempt: attempt, prompt: "Extract.\n")
    case .implementer:
      .implementer(spec: spec, candidate: candidate, attempt: attempt, prompt: "Build.\n")
    case .reviser:
      .reviser(
        spec: spec, causes: "# Causes\n", reference: reference, source: source, attempt: attempt,
        prompt: "Revise.\n")
    case .distiller:
      .distiller(spec: spec, measured: "# Measured\n", attempt: attempt, prompt: "Cut.\n")
    }
  }

  /// A reply with everything awkward in it: folders, an empty file, bytes that are no text, a name
  /// that is not ASCII; for the roles that write one, a spec.
  static func reply(to role: Role) -> FileTree {
    var files: [String: [UInt8]] = [
      "sample/__init__.py": Array("x = 2\n".utf8), "empty": [], "bytes.bin": [0xFF, 0x00, 0x0D],
      "a/b/grüße name.txt": Array("ü\n".utf8),
    ]
    if role != .implementer { files["SPEC.md"] = spec + Array("\nMore.\n".utf8) }
    return FileTree(files) ?? FileTree()
  }

  /// What is no reply although it lies in the folder: changes of what is there to read, and litter
  /// of tools.
  static func noReply(from role: Role) -> [String: [UInt8]] {
    var files = [
      "sample/__pycache__/sample.cpython-311.pyc": [UInt8](repeating: 7, count: 9),
      ".git/hooks/pre-commit": Array("#!/bin/sh\n".utf8),
    ]
    switch role {
    case .extractor: files["reference/sample.py"] = Array("x = 3\n".utf8)
    case .implementer: files["SPEC.md"] = Array("another spec\n".utf8)
    case .reviser:
      files["reference/new.py"] = []
      files["causes.md"] = Array("none\n".utf8)
    case .distiller: files["measured.md"] = Array("none\n".utf8)
    }
    return files
  }
}
