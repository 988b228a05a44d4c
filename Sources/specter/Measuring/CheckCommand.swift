import ArgumentParser
import SpecModel
import SpecterAgents
import SpecterKit
import SpecterReport

/// `specter check`: what CI runs.
struct CheckCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Measure again, without any agent, and compare with the committed verdict.",
    discussion: """
      The verdict holds when its digests are today's, no recorded probe diverges anew, and \
      fidelity is not below the recorded lower end.

      Exit status: 0 holds, 1 does not hold or is stale, 2 Specter or its environment failed.
      """)

  @Argument(help: "The spec's folder, for example specs/inflection.")
  var folder: String
  @Option(help: "The candidate's folder; by default the newest recorded build.")
  var candidate: String?
  @Option(help: "Isolation of the run: sealed or none.")
  var isolation = IsolationLevel.sealed
  @Option(help: "Write a JUnit file here.")
  var junit: String?
  @OptionGroup var measuring: MeasuringOptions
  @Flag(help: "Answer in JSON (specter.check/1).")
  var json = false
  @Flag(help: "Measure and write the verdict anew instead of checking it.")
  var accept = false
  @Option(help: "With --accept: generated probes an operation.")
  var probes = 600
  @Option(help: "With --accept: seed of everything random.")
  var seed: UInt64 = 1
  @Option(help: "With --accept: also change the original in N places; the verdict keeps the share.")
  var killRate: Int?

  func validate() throws {
    if let killRate, killRate < 1 { throw ValidationError("--kill-rate must be at least 1") }
    if killRate != nil && !accept { throw ValidationError("--kill-rate needs --accept") }
  }

  func run() async throws {
    try await reportingFailures {
      try await withInterrupts {
        let start = Clock.host.monotonic()
        let folders = try ProjectFolders(specFolder: folder)
        let bench = try await Workbench(
          isolation: isolation, base: folders.spec ?? folders.root,
          keeping: measuring.cache && !accept)
        let name = folders.name ?? "spec"
        let corpus = folders.corpus ?? "\(folders.root)/corpora/\(name)"
        let spec = try FolderTree.file("\(folders.spec ?? ".")/SPEC.md")
        let session = VerdictSession(bench: bench, corpus: corpus, name: name)
        let built =
          try candidate.map { BuiltCandidate(files: try FolderTree.read($0)) }
          ?? session.newestBuild(of: spec)
        if accept {
          try await session.accept(
            spec: spec, candidate: built, plan: MeasurePlan(perOperation: probes, seed: seed),
            killRate: killRate)
          return
        }
        var (outcome, begun) = try await session.check(spec: spec, candidate: built)
        outcome.profile.add(.preparing, begun - start)
        try show(outcome)
        guard outcome.holds else { throw Exit.found }
      }
    }
  }

  private func show(_ outcome: CheckOutcome) throws {
    if let junit {
      try OutputFile.write(Array(JUnit.document(outcome).utf8), to: junit)
    }
    if json {
      var members = CheckDocument.value(of: outcome).objectValue ?? []
      if measuring.profile {
        members.append(.init("profile", ProfileText.value(outcome.profile)))
      }
      Terminal.result(JSONText.pretty(.object(members)))
      return
    }
    Terminal.result(CheckText.head(outcome))
    for reason in outcome.why { Terminal.result("  \(Escaping.terminal(reason))") }
    measuring.show(outcome.profile)
  }
}
