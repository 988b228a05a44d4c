import ArgumentParser
import SpecModel
import SpecterReport

/// `specter log`: the runs of a project, or the steps of one run.
struct LogCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "log", abstract: "List the runs of a project, or the steps of one run.")

  @Argument(help: "Folder of a spec, to list only its runs.")
  var specFolder: String?

  @Option(help: "The run whose steps are shown; the start of its id will do.")
  var run: String?

  @Flag(help: "Answer with a specter.log/1 document.")
  var json = false

  func run() async throws {
    try await reportingFailures {
      let choice = try await RunChoice(specFolder: specFolder)
      guard let run else {
        if json {
          Terminal.result(JSONText.line(LogText.document(choice.runs)))
        } else {
          LogText.runs(choice.runs).forEach(Terminal.result)
        }
        return
      }
      let events = try await choice.store.events(run: try choice.run(run).run)
      if json {
        Terminal.result(JSONText.line(LogText.document(events)))
      } else {
        LogText.steps(events).forEach(Terminal.result)
      }
    }
  }
}
