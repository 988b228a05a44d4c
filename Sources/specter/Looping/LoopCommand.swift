import ArgumentParser
import SpecModel
import SpecterAgents
import SpecterHistory
import SpecterKit
import SpecterReport

#if canImport(Glibc)
  import Glibc
#endif

/// `specter loop`: extract, build, measure and revise until a stop reason.
struct LoopCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "loop",
    abstract: "Have a spec written, built blind, measured and revised until it converges.",
    discussion: """
      Every step is written down before the next begins; run the same command again to go on with \
      a run that was stopped.

      Exit status: 0 converged, 1 stopped for another reason, 2 Specter or its environment failed, \
      130 stopped by a signal.
      """)

  @Argument(help: "The spec's folder, for example specs/inflection.")
  var folder: String
  @OptionGroup var agents: AgentOptions
  @Option(help: "Candidates built from one spec in each round.")
  var candidates = 1
  @Option(
    help: "Most candidates that are built at the same time (default: all for handoff, else 4).")
  var parallel: Int?
  @Option(help: "Most rounds.")
  var rounds = 8
  @OptionGroup var budget: BudgetOptions
  @Option(help: "Generated probes an operation in each round.")
  var probes = 600
  @Option(help: "Seed of everything random.")
  var seed: UInt64 = 1
  @Option(help: "Isolation of subjects and commands: sealed or none.")
  var isolation = IsolationLevel.sealed
  @Flag(help: "Start from the front matter alone, whatever else SPEC.md says.")
  var fresh = false
  @Flag(help: "Begin a new run even where one was stopped.")
  var restart = false
  @Flag(help: "Record what live agents reply, and write the verdict, below corpora/.")
  var record = false
  @Option(help: "Write the resulting spec here instead of over SPEC.md.")
  var output: String?
  @Flag(help: "Print the plan and stop.")
  var dryRun = false
  @Flag(help: "Write the run's events to standard output as JSON lines (specter.event/1).")
  var json = false

  func validate() throws {
    if candidates < 1 || rounds < 1 || probes < 2 || (parallel ?? 1) < 1 {
      throw ValidationError(
        "--candidates, --parallel and --rounds must be at least 1, --probes at least 2")
    }
  }

  func run() async throws {
    try await reportingFailures {
      let session = try await LoopSession(self)
      if dryRun {
        for line in session.planLines { Terminal.result(line) }
        return
      }
      try await withInterrupts {
        let ending = try await session.run()
        if ending.reason == .failed { throw Exit.failed }
        guard ending.reason == .converged else { throw Exit.found }
      }
    }
  }
}
