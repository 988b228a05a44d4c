import SpecModel

/// Holds a spec to the rules.
public enum Linter {
  /// Every rule, in the order of their ids. Those that the parser checks itself have no check here;
  /// their findings come with the parsed spec.
  public static var rules: [LintRule] {
    [
      .baseline, .danglingID, .defaultConflict, .definitionColumn, .definitionUnread, .duplicateID,
      .enumerationConflict, .errorConflict, .errorWithoutCase, .exampleColumn, .exampleUnparsed,
      .exampleWithoutOutcome, .fieldConflict, .frontMatter, .idSpelling, .invalidUTF8,
      .leakDeniedName, .leakLicence, .leakPrivateName, .leakSecret, .leakSource, .longRequirement,
      .mustWithoutExample, .noOperations, .numberConflict, .openQuestion, .operationConflict,
      .operationUnparsed, .operationWithoutExample, .outcomeConflict, .propertyConflict,
      .settingConflict, .settingMismatch, .settingWithoutCase, .severityConflict,
      .stateWithoutCase, .statusConflict, .strengthConflict, .tooDeep, .tooLarge,
      .unchangedRevision, .undefinedCall, .unknownBlock, .vagueWord,
    ]
  }

  /// What the parser and the rules find, in the order of lines, then of rules.
  public static func lint(_ input: LintInput) -> [Diagnostic] {
    let found = input.spec.diagnostics + rules.flatMap { $0.check(input, $0) }
    return found.enumerated().sorted { left, right in
      (left.element.lines.first, left.element.rule, left.offset)
        < (right.element.lines.first, right.element.rule, right.offset)
    }.map(\.element)
  }
}
