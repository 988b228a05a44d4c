import SpecModel

extension Brief {
  /// What a reviser is given: the spec, the causes that it may see (`causes.md`), and the
  /// reference's source under `reference/`, to read.
  public static func reviser(
    spec: [UInt8], causes: String, reference: Digest, source: FileTree, attempt: Int,
    prompt: String
  ) -> Brief {
    let own = FileTree(["SPEC.md": spec, "causes.md": Array(causes.utf8)]) ?? FileTree()
    return Brief(
      key: Key(
        role: .reviser, candidate: 0, attempt: attempt, spec: Digest.of(spec),
        reference: reference),
      text: prompt, files: own.adding(source, under: "reference"))
  }
}
