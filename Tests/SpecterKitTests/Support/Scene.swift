import SpecModel
import SpecterKit
import SpecterTesting
import Synchronization

/// A loop over the toy library, its agents played by functions of their briefs.
struct Scene: Sendable {
  typealias Script = @Sendable (Brief) throws -> FileTree

  var settings = Scene.small
  var store = InMemoryStore()
  var initial = ToySpec.bare
  var fresh = false
  /// Calls that the reference's tests make; nil where it has no tests.
  var mined: [Probe]?
  /// How often they were mined.
  let minings = Ticks()
  /// Whether every process of the reference answers otherwise.
  var unstable = false
  /// Faults that an implementer makes unless the spec rules them out.
  var tempting: Set<Toy.Fault> = []
  var extractor: Script = { _ in Scene.spec(ToySpec.ruling()) }
  var reviser: Script = { _ in throw Failure(.agent, "no revision was expected") }
  var distiller: Script = { _ in throw Failure(.agent, "no cut was expected") }
  /// Stands in place of the implementer that avoids what the spec rules out.
  var implementer: Script?
  let folders = InMemoryFolders(["reference": Scene.source, "tests": Scene.tests])
  let coding = RememberingCoding()

  static let source = FileTree(["toy.py": Array("# the original\n".utf8)]) ?? FileTree()
  static let tests = FileTree(["test_toy.py": Array("# its tests\n".utf8)]) ?? FileTree()
  static let reference = Reference(
    pin: ReferencePin(from: "path:reference"), digest: Digest.of(source), root: "reference",
    tests: nil, modules: ["toy"])

  /// Few probes, and a bound that they can reach.
  static let small: LoopSettings = {
    var settings = LoopSettings()
    settings.probesPerOperation = 40
    settings.finalPerOperation = 60
    settings.largestDivergence = 5
    settings.rounds = 8
    return settings
  }()

  static func spec(_ bytes: [UInt8]) -> FileTree { FileTree(["SPEC.md": bytes]) ?? FileTree() }

  /// An agent that plays the roles' scripts.
  func agent() -> ScriptedAgent {
    ScriptedAgent { [self] brief in
      switch brief.key.role {
      case .extractor: return try extractor(brief)
      case .reviser: return try reviser(brief)
      case .distiller: return try distiller(brief)
      case .implementer:
        if let implementer { return try implementer(brief) }
        let known = ToySpec.ruledOut(by: brief.files.text("SPEC.md") ?? "")
        return Toy.candidate(tempting.subtracting(known))
      }
    }
  }

  func environment(_ agent: any Agent, store: (any Store)? = nil) -> LoopEnvironment {
    LoopEnvironment(
      store: store ?? self.store, references: FixedReference(reference),
      surface: surface, agent: agent, folders: folders.folders,
      prompts: FileTree(),
      clock: .still, isolation: .sealed, coding: coding.coding)
  }

  private var reference: Reference {
    var reference = Self.reference
    if mined != nil { reference.tests = "tests" }
    return reference
  }

  private var surface: ScriptedSurface {
    Toy.surface(folders, unstable: unstable) { _ in
      _ = minings.next()
      return Mined(probes: mined ?? [])
    }
  }

  /// Plays the loop from its start, or goes on with what the store holds.
  func play(_ agent: any Agent, store: (any Store)? = nil) async throws -> LoopEnding {
    let past = await self.store.events(run: "toy")
    let recorder = RunRecorder(run: "toy", past: past, store: store ?? self.store, clock: .still) {
      _ in
    }
    try await recorder.record(past.isEmpty ? .began(plan) : .resumed)
    let loop = Loop(
      settings: settings, environment: environment(agent, store: store), recorder: recorder,
      fresh: fresh)
    return try await loop.run(spec: initial)
  }

  func play() async throws -> LoopEnding { try await play(agent()) }

  var plan: RunPlan {
    RunPlan(
      name: "toy", folder: "specs/toy", agents: ["scripted"], candidates: settings.candidates,
      rounds: settings.rounds, seed: settings.seed, fresh: fresh, isolation: .sealed)
  }

  /// The run so far, a word or two an event.
  func story() async -> [String] { await store.events(run: "toy").map { Self.words($0.event) } }

  /// The same without the beginnings of steps.
  func endings() async -> [String] { await story().filter { !$0.hasPrefix("begin ") } }

  static func words(_ event: RunEvent) -> String {
    func place(_ step: RunStep) -> String {
      let numbers = "\(step.round).\(step.candidate).\(step.attempt)"
      return "\(step.kind.rawValue) \(numbers)"
    }
    switch event {
    case .began: return "began"
    case .resumed: return "resumed"
    case .stepBegan(let step): return "begin \(place(step))"
    case .stepEnded(let step, .refused, _): return "\(place(step)) refused"
    case .stepEnded(let step, _, _): return place(step)
    case .stepFailed(let step, _, _): return "\(place(step)) failed"
    case .ended(let reason, _, _): return "ended \(reason.rawValue)"
    }
  }
}

extension Clock {
  /// A clock that stands still.
  static let still = Clock(time: { 0 }, monotonic: { 0 })
}

/// Keeps measurements in memory; their documents hold only a key.
final class RememberingCoding: Sendable {
  private let kept = Mutex<[String: Measurement]>([:])

  var coding: MeasurementCoding {
    MeasurementCoding(
      encode: { measurement in
        let key = "\(measurement.hashValue)"
        self.kept.withLock { $0[key] = measurement }
        return .string(key)
      },
      decode: { value in
        guard let found = self.kept.withLock({ $0[value.stringValue ?? ""] }) else {
          throw Failure(.storage, "the measurement was not kept")
        }
        return found
      })
  }
}
