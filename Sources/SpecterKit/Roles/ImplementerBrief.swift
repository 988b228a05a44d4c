import SpecModel

extension Brief {
  /// What an implementer is given: the spec, and nothing of the reference.
  ///
  /// `spec` is the whole SPEC.md; its front matter goes along, because it names the module to
  /// build. `prompt` is the role's prompt with `{{module}}` and `{{name}}` filled in.
  public static func implementer(
    spec: [UInt8], candidate: Int, attempt: Int, prompt: String
  ) -> Brief {
    Brief(
      key: Key(
        role: .implementer, candidate: candidate, attempt: attempt, spec: Digest.of(spec),
        reference: nil),
      text: prompt, files: FileTree(["SPEC.md": spec]) ?? FileTree())
  }
}
