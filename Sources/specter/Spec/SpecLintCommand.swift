import ArgumentParser
import SpecModel
import SpecText

/// `specter spec lint FILE`: what is wrong with a spec.
struct SpecLintCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lint",
    abstract: "Say what is wrong with a spec, one FILE:LINE a finding.",
    discussion: "Exits 1 when it finds an error or a warning; notes are only told.")

  @Argument(help: "The spec: a markdown file, or a folder with a SPEC.md.")
  var file: String

  @Flag(help: "Print the findings as JSON (schema specter.lint/1).")
  var json = false

  @Option(help: "The least severity to tell: error, warning or note.")
  var severity: Diagnostic.Severity = .note

  func run() async throws {
    var isClean = true
    try await reportingFailures {
      let (bytes, path) = try SpecFile.read(file)
      let found = Linter.lint(LintInput(bytes, path: path))
      let shown = found.filter { Self.weight($0.severity) >= Self.weight(severity) }
      isClean = !found.contains { $0.severity != .note }
      if json {
        Terminal.result(
          Value.members([
            "schema": .string("specter.lint/1"), "path": .string(path),
            "findings": .array(shown.map(SpecEncoding.value)),
          ]).description)
        return
      }
      for finding in shown {
        let remedy = finding.remedy.isEmpty ? "" : ". \(finding.remedy)"
        Terminal.result(
          SpecOutline.visible(
            "\(path):\(finding.lines.first): \(finding.severity.rawValue): "
              + "\(finding.message)\(remedy) [\(finding.rule)]"))
      }
    }
    if !isClean { throw Exit.found }
  }

  private static func weight(_ severity: Diagnostic.Severity) -> Int {
    switch severity {
    case .error: 2
    case .warning: 1
    case .note: 0
    }
  }
}

extension Diagnostic.Severity: ExpressibleByArgument {}
