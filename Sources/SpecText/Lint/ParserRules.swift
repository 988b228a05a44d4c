/// Rules that the parser checks while it reads; their findings come with the spec.
extension LintRule {
  static let definitionColumn = LintRule(
    "definition-column", .note, "A table of settings or fields has a column that is not known.")
  static let definitionUnread = LintRule(
    "definition-unread", .warning,
    "Something is almost a setting, field, state, transition or box, and is not read.")
  static let exampleColumn = LintRule(
    "example-column", .warning, "A column of examples is headed by no parameter of the operation.")
  static let exampleUnparsed = LintRule(
    "example-unparsed", .warning, "An example can't be read, so it can't be run.")
  static let exampleWithoutOutcome = LintRule(
    "example-without-outcome", .warning, "An example does not say what comes out.")
  static let invalidUTF8 = LintRule("invalid-utf8", .error, "The file is not UTF-8.")
  static let operationConflict = LintRule(
    "operation-conflict", .warning, "An operation is declared twice, with other parameters.")
  static let operationUnparsed = LintRule(
    "operation-unparsed", .warning, "Something looks like a signature and is none.")
  static let tooDeep = LintRule(
    "too-deep", .warning, "Blocks are nested more than 50 deep, or a table is wider than 1000.")
  static let tooLarge = LintRule("too-large", .error, "The file is larger than 256 MB.")
  static let unknownBlock = LintRule(
    "unknown-block", .note, "The block parser gave a type that Specter does not know.")
}
