import SpecModel

extension LintRule {
  static let leakLicence = LintRule(
    "leak-licence", .warning,
    "The spec's licence disagrees with the reference's, or a notice that must travel is missing.",
    needs: .reference
  ) { input, rule in
    guard let reference = input.reference else { return [] }
    let licences = reference.filter { LicenceText.isLicence($0.path) }.compactMap { file in
      LicenceText(file.bytes).map { (path: file.path, text: $0) }
    }
    return disagreement(input, licences, rule)
      + missingNotices(input, licences, reference: reference, rule)
  }

  /// What the front matter says against what the licence files are.
  private static func disagreement(
    _ input: LintInput, _ licences: [(path: String, text: LicenceText)], _ rule: LintRule
  ) -> [Diagnostic] {
    let known = licences.filter { !$0.text.identifier.isEmpty }
    guard let front = input.spec.frontMatter, let pin = front.reference, let first = known.first
    else { return [] }
    guard !pin.licence.isEmpty else {
      return [
        rule.finding(
          "the front matter names no licence, and \(first.path) is \(first.text.identifier)",
          front.lines, remedy: "Add licence: \(first.text.identifier) below reference")
      ]
    }
    let named = LicenceText.identifiers(pin.licence)
    // A reference with several licences may be named by one of them.
    guard !known.contains(where: { named.contains($0.text.identifier.lowercased()) }) else {
      return []
    }
    return [
      rule.finding(
        "the front matter says \(pin.licence), and \(first.path) is \(first.text.identifier)",
        front.lines, remedy: "Find out which holds, and say that")
    ]
  }

  /// Licences that let source be copied want their notice kept with it.
  private static func missingNotices(
    _ input: LintInput, _ licences: [(path: String, text: LicenceText)],
    reference: [ReferenceFile], _ rule: LintRule
  ) -> [Diagnostic] {
    let notices = reference.filter { LicenceText.isNotice($0.path) }
    guard !licences.isEmpty || !notices.isEmpty || reference.contains(where: tagged) else {
      return []
    }
    let copies = SourceCopies(reference).copies(in: input)
    guard let copy = copies.first else { return [] }
    let spec = words(String(decoding: input.bytes, as: UTF8.self))
    var found = licences.flatMap { licence in
      licence.text.copyrights.filter { !spec.contains(words($0)) }.prefix(1).map { line in
        let name = licence.text.identifier.isEmpty ? licence.path : licence.text.identifier
        return rule.finding(
          "source under \(name) is copied here, and '\(line)' stands nowhere in the spec",
          copy.lines, remedy: "Take the copy out, or add the notice of \(licence.path)")
      }
    }
    for notice in notices {
      let text = words(String(decoding: notice.bytes, as: UTF8.self))
      guard !text.isEmpty, !spec.contains(text) else { continue }
      found.append(
        rule.finding(
          "source is copied here, and the text of \(notice.path) does not stand in the spec",
          copy.lines, remedy: "Take the copy out, or add the notice"))
    }
    return found + tagFindings(copies, input, reference: reference, rule)
  }

  /// Copies from files that carry another licence than the front matter names.
  private static func tagFindings(
    _ copies: [SourceCopies.Copy], _ input: LintInput, reference: [ReferenceFile], _ rule: LintRule
  ) -> [Diagnostic] {
    let named = LicenceText.identifiers(input.spec.frontMatter?.reference?.licence ?? "")
    return copies.compactMap { copy in
      let file = reference[copy.file]
      guard let tag = LicenceText.tag(file.bytes),
        named.isDisjoint(with: LicenceText.identifiers(tag))
      else { return nil }
      return rule.finding(
        "this is copied from \(file.path), which is under \(tag)", copy.lines,
        remedy: "Take the copy out, or name that licence and keep its notice")
    }
  }

  private static func tagged(_ file: ReferenceFile) -> Bool {
    SourceLanguage.of(path: file.path) != nil && LicenceText.tag(file.bytes) != nil
  }

  private static func words(_ text: String) -> String {
    text.lowercased().split { $0.isWhitespace || $0 == ">" }.joined(separator: " ")
  }
}
