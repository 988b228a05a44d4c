import SpecModel
import SpecText
import SpecterAgents
import SpecterHistory
import SpecterKit
import SpecterReport

#if canImport(Glibc)
  import Glibc
#endif

/// One `specter loop`, composed: adapters, the run that is begun or resumed, and what is written at
/// the end.
struct LoopSession: Sendable {
  let options: LoopOptions
  /// Whether only the front matter of the spec counts.
  let fresh: Bool
  /// The economy that a distillation is to reach; nil for a loop.
  let economy: Double?
  let folders: ProjectFolders
  let bench: Workbench
  let agents: AgentSettings
  let settings: LoopSettings
  let initial: [UInt8]

  /// The library's name on disk.
  var name: String { folders.name ?? "spec" }
  /// The spec's folder.
  var specFolder: String { folders.spec ?? "." }
  /// What the library's measurements run on.
  var corpus: String { folders.corpus ?? "\(folders.root)/corpora/\(name)" }
  /// Where agents' replies lie: those of a distillation apart, because it builds the spec that it
  /// begins with anew, under the key that the loop's own build has.
  private var recordings: String {
    "\(corpus)/\(economy == nil ? "recordings" : "distilled")"
  }
  /// The module that the spec's front matter names; nil for other surfaces than Python's.
  private var module: String? {
    let surface = SpecParser.parse(initial, path: specFile).frontMatter?.surface
    return surface.flatMap { $0.kind == "python" ? $0.module : nil }
  }
  private var specFile: String { "\(specFolder)/SPEC.md" }

  init(_ options: LoopOptions, rounds: Int, fresh: Bool = false, economy: Double? = nil)
    async throws
  {
    self.options = options
    self.fresh = fresh
    self.economy = economy
    folders = try ProjectFolders(specFolder: options.folder)
    bench = try await Workbench(
      isolation: options.isolation, base: folders.spec ?? folders.root, keeping: options.cache)
    agents = try AgentSettings(parsing: options.agents.agent)
    var settings = LoopSettings()
    settings.candidates = options.candidates
    // Whoever works by hand wants all the folders at once.
    if case .handoff = agents[.implementer] { settings.parallel = options.candidates }
    if let parallel = options.parallel { settings.parallel = parallel }
    settings.rounds = rounds
    settings.budget = options.budget.budget
    settings.probesPerOperation = options.probes
    settings.seed = options.seed
    self.settings = settings
    initial = try FolderTree.file("\(folders.spec ?? ".")/SPEC.md")
  }

  /// What the run sets out to do.
  var plan: RunPlan {
    RunPlan(
      name: name, folder: options.folder, agents: descriptions,
      candidates: settings.candidates, rounds: settings.rounds, seed: settings.seed,
      fresh: fresh, isolation: options.isolation,
      spec: Digest.of(initial), economy: economy)
  }

  /// The plan for people, for `--dry-run`.
  var planLines: [String] {
    [
      "library     \(name)",
      "spec        \(specFile)\(fresh ? " (front matter only)" : "")",
      "agents      \(descriptions.joined(separator: ", "))",
      "candidates  \(settings.candidates) a round, \(sideBySide)at most \(settings.rounds) rounds",
      "probes      \(settings.probesPerOperation) an operation, "
        + (economy.map { "economy \($0) to reach" }
          ?? "\(settings.finalPerOperation) fresh ones to confirm"),
      "isolation   \(options.isolation.rawValue)", "state       \(folders.state)",
    ]
  }

  /// The agents of the roles that take part, for the plan.
  private var descriptions: [String] {
    let roles: [Role] =
      economy == nil ? [.extractor, .implementer, .reviser] : [.implementer, .distiller]
    return agents.descriptions.filter { one in
      roles.contains { one.hasPrefix("\($0.rawValue)=") }
    }
  }

  private var sideBySide: String {
    let parallel = min(settings.parallel, settings.candidates)
    return parallel > 1 ? "\(parallel) at a time, " : ""
  }

  /// Runs the loop under the library's lock.
  func run() async throws -> LoopEnding {
    if let front = SpecParser.parse(initial, path: specFile).frontMatter, let pin = front.reference
    {
      _ = try await bench.reference(pin, for: front.surface)
    }
    let store = try SQLiteStore(folder: folders.state)
    return try await RunLock(folder: folders.state, name: name).withLock {
      let (run, past) = try await begin(store)
      let console = RunConsole(json: options.json, store: store, past: past)
      let recorder = RunRecorder(run: run, past: past, store: store, clock: .host) {
        await console.show($0)
      }
      try await recorder.record(past.isEmpty ? .began(plan) : .resumed)
      let start = try await self.start(past, store)
      let loop = Loop(
        settings: settings, environment: try environment(store), recorder: recorder,
        fresh: fresh)
      let ending = try await console.ticking {
        guard let economy else { return try await loop.run(spec: start) }
        return try await loop.distil(spec: start, DistilGoal(economy: economy))
      }
      try await finish(ending, run: run, store)
      return ending
    }
  }

  /// The newest run of this library if it can go on (`Continuation.goesOn`); otherwise a new one.
  private func begin(_ store: SQLiteStore) async throws -> (String, [RecordedEvent]) {
    let runs = try await store.runs().filter { $0.plan.name == name }
    if !options.restart, let newest = runs.first {
      let past = try await store.events(run: newest.run)
      if Continuation.goesOn(past, plan: plan) { return (newest.run, past) }
    }
    if economy != nil { try await requireHeld(runs, store) }
    // The spec that it begins with, for a run that goes on after it has left another.
    _ = try await store.put(initial)
    let digest = Digest.of("\(name) \(Clock.host.time()) \(getpid())")
    return ("\(name)-\(digest.hex.prefix(8))", [])
  }

  /// The spec that the run began with.
  private func start(_ past: [RecordedEvent], _ store: SQLiteStore) async throws -> [UInt8] {
    guard case .began(let plan)? = past.first?.event, let spec = plan.spec,
      spec != Digest.of(initial)
    else { return initial }
    return try await store.object(spec)
  }

  private func environment(_ store: SQLiteStore) throws -> LoopEnvironment {
    let replies = RecordingStore(folder: recordings)
    let records = options.record
    let places = AgentPlaces(
      recordings: recordings, handoff: "\(folders.state)/handoff", sandbox: bench.sandbox,
      live: options.agents.live, module: module,
      paths: [folders.root: "[project]", bench.cache.folder: "[cache]"],
      recorder: records ? Specter.version : nil,
      announce: { Terminal.error($0) })
    var prompts = FileTree()
    for role in Role.allCases where FolderTree.hasFile("\(specFolder)/\(Prompt.path(role))") {
      prompts[Prompt.path(role)] = try FolderTree.file("\(specFolder)/\(Prompt.path(role))")
    }
    return LoopEnvironment(
      store: store, references: bench.cache, surface: bench.python,
      agent: AgentTeam(agents, places: places), folders: bench.folders, prompts: prompts,
      clock: .host, isolation: bench.sandbox.isolation, coding: .verdict,
      measured: { key, fidelity in
        if records { try replies.note(fidelity: fidelity, for: key) }
      })
  }

  /// Writes the resulting spec and, when recording, the verdict.
  private func finish(_ ending: LoopEnding, run: String, _ store: SQLiteStore) async throws {
    guard let digest = ending.spec else { return }
    let spec = try await store.object(digest)
    let target = options.output ?? specFile
    if options.output == nil {
      let now = try FolderTree.file(specFile)
      guard now == initial else {
        throw Failure(
          .storage, "SPEC.md was edited while the loop ran; the loop's spec was not written",
          remedy: "it is object \(digest.short) of run \(run): use --output", place: specFile)
      }
    }
    if FolderTree.hasFile(target), try FolderTree.file(target) == spec {
      Terminal.error("spec unchanged: \(target)")
    } else {
      try FolderTree.replace(target, with: spec)
      Terminal.error("spec written: \(target)")
    }
    guard options.record, ending.best != nil else { return }
    let verdict = VerdictSession(bench: bench.anew, corpus: corpus, name: name)
    try await verdict.accept(
      spec: spec, candidate: try verdict.newestBuild(of: spec),
      plan: MeasurePlan(perOperation: settings.probesPerOperation, seed: settings.seed),
      killRate: nil)
  }
}

extension MeasurementCoding {
  /// The versioned verdict document.
  static let verdict = MeasurementCoding(
    encode: { VerdictDocument.encode($0) }, decode: { try VerdictDocument.decode($0) })
}
