import SpecModel

extension Brief {
  /// What a distiller is given: the spec, and how faithful and how long it is (`measured.md`);
  /// nothing of the reference, for what an agent knows anyway it need not look up.
  public static func distiller(
    spec: [UInt8], measured: String, attempt: Int, prompt: String
  ) -> Brief {
    Brief(
      key: Key(
        role: .distiller, candidate: 0, attempt: attempt, spec: Digest.of(spec), reference: nil),
      text: prompt,
      files: FileTree(["SPEC.md": spec, "measured.md": Array(measured.utf8)]) ?? FileTree())
  }
}
