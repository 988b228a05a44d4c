import SpecModel

extension Brief {
  /// What an extractor is given: the front matter that people wrote, and the reference's source
  /// (with its tests, where it has any) under `reference/`, to read.
  public static func extractor(
    spec: [UInt8], reference: Digest, source: FileTree, attempt: Int, prompt: String
  ) -> Brief {
    Brief(
      key: Key(
        role: .extractor, candidate: 0, attempt: attempt, spec: Digest.of(spec),
        reference: reference),
      text: prompt,
      files: (FileTree(["SPEC.md": spec]) ?? FileTree()).adding(source, under: "reference"))
  }
}
