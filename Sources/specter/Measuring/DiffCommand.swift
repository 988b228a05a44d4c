import ArgumentParser
import SpecModel
import SpecText
import SpecterAgents
import SpecterKit
import SpecterReport

/// `specter diff`: compares two programs, with no spec and no agent needed.
struct DiffCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff",
    abstract: "Run an original and a rebuild side by side and score how far they diverge.",
    discussion: """
      With --surface python, REFERENCE and CANDIDATE are folders that hold the module. With \
      --surface driver, they are commands that speak the driver protocol (docs/driver-protocol.md).

      Exit status: 0 nothing diverges, 1 something does or the original breaks an example of the \
      spec, 2 Specter or its environment failed.
      """)

  @Option(help: "How the programs are used: python or driver.")
  var surface = "python"
  @Option(help: "The module to import, for --surface python.")
  var module: String?
  @Argument(help: "The original: a folder, or a command.")
  var reference: String
  @Argument(help: "The rebuild: a folder, or a command.")
  var candidate: String
  @Option(help: "The spec: its examples are run, its rules and scope are used.")
  var spec: String?
  @Option(help: "A folder with the original's own tests; the calls they make become probes.")
  var mine: String?
  @Option(
    help: ArgumentHelp(
      "Probes that somebody wrote, one a line (docs/driver-protocol.md).", valueName: "file"))
  var probeFile: String?
  @Option(help: "Seed of everything random.")
  var seed: UInt64 = 1
  @Option(help: "Generated probes an operation.")
  var probes = 600
  @Option(
    help: "Programs an operation in search of new branches of the original; 0: no search.")
  var guided = 120
  @Option(
    help: "Most time for running probes, and as much for running again what differs: 30s, 2m.")
  var budget: Duration?
  @Option(help: "Isolation of the run: sealed or none.")
  var isolation = IsolationLevel.sealed
  @Option(help: "Also change the original in N places and say how many changes the probes see.")
  var killRate: Int?
  @OptionGroup var measuring: MeasuringOptions
  @Flag(help: "Answer in JSON (specter.diff/1).")
  var json = false

  func validate() throws {
    if surface == "python" && module == nil && spec == nil {
      throw ValidationError("--surface python needs --module or --spec")
    }
    if let killRate, killRate < 1 { throw ValidationError("--kill-rate must be at least 1") }
    if killRate != nil && surface != "python" {
      throw ValidationError("--kill-rate needs source to change: --surface python")
    }
    if probes < 1 { throw ValidationError("--probes must be at least 1") }
  }

  func run() async throws {
    try await reportingFailures {
      try await withInterrupts {
        let start = Clock.host.monotonic()
        let (outcome, begun, rate) = try await measure()
        let measurement = outcome.measurement
        var profile = outcome.profile
        profile.add(.preparing, begun - start)
        if json {
          var members = DiffDocument.value(of: measurement).objectValue ?? []
          members.append(.init("killRate", rate.map(AdequacyDocument.value) ?? .null))
          if measuring.profile { members.append(.init("profile", ProfileText.value(profile))) }
          Terminal.result(JSONText.pretty(.object(members)))
        } else {
          Terminal.result(ConsoleReporter().lines(measurement).joined(separator: "\n"))
          for line in rate.map(AdequacyText.lines) ?? [] { Terminal.result(line) }
          measuring.show(profile)
        }
        guard measurement.causes.isEmpty, measurement.structure == 0,
          measurement.brokenExamples.isEmpty
        else { throw Exit.found }
      }
    }
  }

  /// What was measured, when on the host's monotonic clock that began, and the kill rate where it
  /// was asked for.
  private func measure() async throws -> (MeasureOutcome, Double, KillRate?) {
    let bench = try await Workbench(
      isolation: isolation, base: currentFolder(), keeping: measuring.cache)
    let document = try spec.map { SpecParser.parse(try FolderTree.file($0), path: $0) }
    var scope = document?.frontMatter?.surface ?? SurfaceScope()
    scope.kind = surface
    if let module { scope.module = module }
    let usedSurface = try bench.surface(surface)
    let original = try await subject(reference, bench)
    let rebuilt = try await subject(candidate, bench)
    let written =
      try probeFile.map { try ProbeFile.probes(in: try FolderTree.file($0), path: $0) } ?? []
    var mined = written
    var notes = bench.notes
    if let mine {
      let tests = try await bench.subject(at: mine)
      guard case .folder(let folder) = tests.location else {
        throw Failure(.usage, "--mine names no folder")
      }
      let found = try await usedSurface.mine(
        MineRequest(subject: original, scope: scope, tests: folder))
      mined += found.probes
      notes += found.notes
    }
    let request = MeasureRequest(
      spec: document, scope: scope, rules: document?.frontMatter?.compare ?? CompareRules(),
      reference: original, candidate: rebuilt, mined: mined,
      survey: try await usedSurface.survey(original, scope: scope),
      plan: MeasurePlan(perOperation: probes, seed: seed, budget: budget?.seconds, guided: guided),
      isolation: bench.sandbox.isolation)
    let differ = Differ(surface: usedSurface, clock: .host)
    let begun = Clock.host.monotonic()
    var outcome = try await differ.measure(request)
    outcome.measurement.notes = notes + outcome.measurement.notes
    outcome.measurement.notes += WrittenProbes.notes(written, outcome.measurement)
    guard let killRate, case .folder(let root) = original.location else {
      return (outcome, begun, nil)
    }
    let mutants = try await bench.python.mutants(
      MutantRequest(subject: original, scope: scope, seed: seed, count: killRate))
    let rate = try await bench.withScratch { folders in
      try await differ.killRate(
        request, mutants: mutants, of: try await folders.read(root), folders: folders)
    }
    outcome.measurement.kills = rate.count
    return (outcome, begun, rate)
  }

  private func subject(_ text: String, _ bench: Workbench) async throws -> Subject {
    guard surface == "driver" else { return try await bench.subject(at: text) }
    let words = try CommandWords.split(text)
    return Subject(location: .command(words), digest: Digest.of(text))
  }
}

/// A span of time as people write it: `30s`, `2m`, `1h`, or seconds.
struct Duration: ExpressibleByArgument, Sendable {
  let seconds: Double

  init?(argument: String) {
    let units: [Character: Double] = ["s": 1, "m": 60, "h": 3_600]
    let unit = argument.last.flatMap { units[$0] }
    let digits = unit == nil ? argument[...] : argument.dropLast()
    guard let number = Double(digits), number > 0, number.isFinite else { return nil }
    seconds = number * (unit ?? 1)
  }
}
