import SpecModel

/// What the headings of a spec say about the bullets below them.
struct CheckSections {
  /// What bullets are.
  enum Role: Equatable {
    /// Cases of a test matrix.
    case matrix
    /// Items of a checklist.
    case checklist(isRequired: Bool)
    /// Open questions.
    case questions
    /// The steps of one scenario.
    case scenario
  }

  /// The role of each section; a section without one of its own has that of the one around it.
  private(set) var roles: [Role?] = []

  init(_ tree: SectionTree) {
    roles.reserveCapacity(tree.sections.count)
    for (place, section) in tree.sections.enumerated() {
      let above = tree.parents[place].flatMap { roles[$0] }
      roles.append(Self.role(of: section.title, above: above))
    }
  }

  private static func role(of title: String, above: Role?) -> Role? {
    if title.utf8.count > 200 { return above }
    if isQuestions(title) { return .questions }
    if title.hasPrefix("Scenario:") || title.hasPrefix("Scenario ") { return .scenario }
    if title.holds("checklist") || title.holds("definition of done") {
      return .checklist(isRequired: isRequired(title, above: true))
    }
    if case .checklist(let isRequired) = above {
      return .checklist(isRequired: self.isRequired(title, above: isRequired))
    }
    return isMatrix(title) ? .matrix : above
  }

  /// Whether a title announces questions that nobody has answered.
  static func isQuestions(_ title: String) -> Bool {
    title.holds("open question") || title.holds("open issues")
      || title.holds("unresolved questions")
  }

  private static func isMatrix(_ title: String) -> Bool {
    if title.holds("matrix") {
      return title.holds("test") || title.holds("validation") || title.holds("conformance")
        || title.holds("verification") || title.holds("parity")
    }
    return title.holds("conformance test") || title.holds("test cases")
      || title.holds("acceptance test") || title.holds("acceptance criteria")
      || title.holds("acceptance scenarios")
  }

  /// `RECOMMENDED Extensions (Not REQUIRED for Conformance)` is not required.
  private static func isRequired(_ title: String, above: Bool) -> Bool {
    if title.holds("not required") || title.holds("recommended") || title.holds("optional")
      || title.holds("nice to have")
    {
      return false
    }
    return title.holds("required") || title.holds("mandatory") ? true : above
  }
}
