import ArgumentParser
import SpecModel
import SpecterKit

/// What every verb that goes round takes.
struct LoopOptions: ParsableArguments {
  @Argument(help: "The spec's folder, for example specs/inflection.")
  var folder: String
  @OptionGroup var agents: AgentOptions
  @Option(help: "Candidates built from one spec in each round.")
  var candidates = 1
  @Option(
    help: "Most candidates that are built at the same time (default: all for handoff, else 4).")
  var parallel: Int?
  @OptionGroup var budget: BudgetOptions
  @Option(help: "Generated probes an operation in each round.")
  var probes = 600
  @Option(help: "Seed of everything random.")
  var seed: UInt64 = 1
  @Flag(inversion: .prefixedNo, help: "Take from the cache what has not changed since it was run.")
  var cache = true
  @Option(help: "Isolation of subjects and commands: sealed or none.")
  var isolation = IsolationLevel.sealed
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
    if candidates < 1 || probes < 2 || (parallel ?? 1) < 1 {
      throw ValidationError(
        "--candidates and --parallel must be at least 1, --probes at least 2")
    }
  }
}

extension LoopSession {
  /// Shows the plan or runs, and ends the program with the status that the ending asks for.
  func perform() async throws {
    if options.dryRun {
      for line in planLines { Terminal.result(line) }
      return
    }
    try await withInterrupts {
      let ending = try await run()
      if ending.reason == .failed { throw Exit.failed }
      guard ending.reason == .converged else { throw Exit.found }
    }
  }
}
