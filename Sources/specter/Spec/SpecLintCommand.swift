import ArgumentParser
import SpecModel
import SpecText
import SpecterReport

/// `specter spec lint FILE…`: what is wrong with specs.
struct SpecLintCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lint",
    abstract: "Say what is wrong with specs, one FILE:LINE a finding.",
    discussion: """
      Every rule has a page in docs/lint.

      Exit status: 0 nothing worse than notes is told, 1 a warning or an error is, 2 Specter or \
      its environment failed, 64 the words are off.
      """)

  @Argument(help: "Specs: markdown files, or folders with a SPEC.md.")
  var files: [String] = []
  @OptionGroup var options: SpecLintOptions

  func validate() throws {
    try options.validate()
    if files.isEmpty, !options.listRules { throw ValidationError("Name a spec.") }
    if files.count > 1, options.previous != nil {
      throw ValidationError("--previous is the version before of one spec; name one.")
    }
  }

  func run() async throws {
    if options.listRules {
      for rule in Linter.rules where options.selects(rule.id) {
        Terminal.result(
          "\(rule.id) · \(rule.severity.rawValue)\(rule.isFixable ? " · --fix" : "") · "
            + rule.summary)
      }
      return
    }
    var isClean = true
    try await reportingFailures {
      let session = try SpecLintSession(options)
      let report = try session.run(files)
      isClean = report.isClean
      guard options.writeBaseline == nil else {
        isClean = true
        return
      }
      show(report)
    }
    if !isClean { throw Exit.found }
  }

  private func show(_ report: LintReport) {
    switch options.json ? .json : options.format {
    case .text:
      for line in report.lines { Terminal.result(line) }
      if let summary = report.summary { Terminal.error(summary) }
    case .json: Terminal.result(report.document.description)
    case .sarif: Terminal.write(JSONText.pretty(report.sarif), to: 1)
    case .github: for line in report.gitHubCommands { Terminal.result(line) }
    }
  }
}

extension Diagnostic.Severity: ExpressibleByArgument {}
