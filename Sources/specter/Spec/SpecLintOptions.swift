import ArgumentParser
import SpecModel
import SpecText

/// What `specter spec lint` may be told.
struct SpecLintOptions: ParsableArguments {
  /// How findings are printed.
  enum Format: String, ExpressibleByArgument, CaseIterable {
    /// A line a finding, for people.
    case text
    /// One document, `specter.lint/1`.
    case json
    /// SARIF 2.1.0, for code scanning.
    case sarif
    /// GitHub's workflow commands, for annotations.
    case github
  }

  @Option(help: "How findings are printed: text, json (specter.lint/1), sarif or github.")
  var format: Format = .text
  @Flag(help: "The same as --format json.")
  var json = false
  @Option(help: "The least severity to tell: error, warning or note. What is not told counts not.")
  var severity: Diagnostic.Severity = .note
  @Option(help: ArgumentHelp("Look for this rule only; may be given again.", valueName: "id"))
  var rule: [String] = []
  @Option(help: ArgumentHelp("Leave this rule out; may be given again.", valueName: "id"))
  var noRule: [String] = []
  @Option(help: ArgumentHelp("The spec's version before, for rules on changes.", valueName: "file"))
  var previous: String?
  @OptionGroup var leaks: LeakOptions
  @Flag(help: "Mend in the file what can be mended without changing what it says.")
  var fix = false
  @Option(help: ArgumentHelp("Leave out findings that this file accepts.", valueName: "file"))
  var baseline: String?
  @Option(
    help: ArgumentHelp(
      "Accept every finding in this file; reasons that it has already stay.", valueName: "file"))
  var writeBaseline: String?
  @Option(
    help: ArgumentHelp("With --write-baseline: why new findings are accepted.", valueName: "text"))
  var reason: String?
  @Flag(help: "List the rules and do nothing else.")
  var listRules = false

  func validate() throws {
    let known = Linter.rules.map(\.id)
    for id in rule + noRule where !known.contains(id) {
      throw ValidationError(
        "There is no rule '\(id)'. --list-rules names them: \(known.joined(separator: ", ")).")
    }
    if json, format != .text, format != .json {
      throw ValidationError("--json and --format \(format.rawValue) are two things; say one.")
    }
    if reason != nil, writeBaseline == nil {
      throw ValidationError("--reason says why --write-baseline accepts; it was not given.")
    }
    if baseline != nil, writeBaseline != nil {
      throw ValidationError("--write-baseline reads its file too; leave --baseline out.")
    }
  }

  /// Whether findings of the rule are asked for.
  func selects(_ id: String) -> Bool {
    (rule.isEmpty || rule.contains(id)) && !noRule.contains(id)
  }

  /// Whether findings of this severity are told.
  func tells(_ severity: Diagnostic.Severity) -> Bool {
    let order: [Diagnostic.Severity] = [.note, .warning, .error]
    return (order.firstIndex(of: severity) ?? 0) >= (order.firstIndex(of: self.severity) ?? 0)
  }
}
