import ArgumentParser
import Foundation
import SpecModel
import SpecText
import SpecterKit
import SpecterReport

/// `specter spec diff OLD NEW`: what changed between two versions of a spec, as models.
struct SpecDiffCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff", abstract: "Say what changed between two versions of a spec.",
    discussion: """
      Requirements, settings, entities, states, errors, operations, examples and checks are \
      compared as what they are, not as lines; what else changed is counted by section. Exits 0 \
      when both say the same, 1 when they differ, 2 on trouble.
      """)

  @Argument(help: "The old version: a markdown file, or a folder with a SPEC.md.")
  var old: String

  @Argument(help: "The new version.")
  var new: String

  @Flag(help: "Print the changes as JSON (schema specter.spec-diff/1).")
  var json = false

  @Flag(help: "Print markdown for a pull request, with a checklist for ports.")
  var markdown = false

  @Flag(help: "Show the texts that carry no keyword too, not only where they changed.")
  var prose = false

  @Option(help: "A verdict.json of an implementation: tells which of its probes are stale.")
  var verdict: String?

  @Option(
    help: """
      What specter spec trace --json told about the old version: tells which examples, cases, \
      sources and tests are stale.
      """)
  var trace: String?

  func validate() throws {
    if json && markdown { throw ValidationError("--json and --markdown exclude each other") }
  }

  func run() async throws {
    var isSame = true
    try await reportingFailures {
      let (oldBytes, oldPath) = try SpecFile.read(old)
      let (newBytes, newPath) = try SpecFile.read(new)
      var list = SpecComparison.changes(from: (oldBytes, oldPath), to: (newBytes, newPath))
      isSame = list.changes.isEmpty
      list.stale = try stale(list.all, oldBytes, newBytes)
      if json {
        Terminal.result(ChangeEncoding.value(of: list).description)
      } else if markdown {
        Terminal.write(ChangeMarkdown.text(of: list), to: STDOUT_FILENO)
      } else {
        let lines = ChangeText.lines(of: list, withProse: prose)
        Terminal.write(
          lines.map { SpecOutline.visible($0) + "\n" }.joined(), to: STDOUT_FILENO)
      }
    }
    if !isSame { throw Exit.found }
  }

  private func stale(_ changes: [ModelChange], _ old: [UInt8], _ new: [UInt8]) throws(Failure)
    -> [StaleThing]
  {
    var rows: [StaleFinder.Row] = []
    if let trace {
      let value: Value
      do {
        value = try Value(parsing: try SpecFile.read(trace).bytes)
      } catch let failure as Failure {
        throw failure
      } catch {
        throw Failure(.badInput, "the trace is no JSON: \(error)", place: trace)
      }
      rows = try StaleFinder.rows(value, place: trace)
    }
    guard let verdict else { return StaleFinder.stale(changes, rows: rows, probed: []) }
    let document = try VerdictDocument(parsing: try SpecFile.read(verdict).bytes, place: verdict)
    let probed = document.measurement.operations.map { ($0.operation, $0.probes) }
    let things = StaleFinder.stale(changes, rows: rows, probed: probed)
    let measured = document.digests.spec
    guard measured != Digest.of(new) else { return things }
    let which = measured == Digest.of(old) ? "the old version" : "neither version"
    return [StaleThing(kind: "verdict", name: verdict, because: ["it measured \(which)"])] + things
  }
}
