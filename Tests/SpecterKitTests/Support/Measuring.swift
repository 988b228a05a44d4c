import SpecModel
import SpecText
import SpecterKit
import SpecterTesting
import Synchronization

/// Comparisons of subjects that functions play.
enum Measuring {
  static let reference = Subject(location: .command(["reference"]), digest: Digest.of("reference"))
  static let candidate = Subject(location: .command(["candidate"]), digest: Digest.of("candidate"))

  /// A surface on which the reference is right and the candidate has `faults`.
  static func toy(_ faults: Set<Toy.Fault>) -> ScriptedSurface {
    ScriptedSurface(driver: { Toy.driver($0.subject == reference ? [] : faults) })
  }

  /// A comparison of the two.
  static func request(
    spec: [UInt8]? = ToySpec.ruling(), rules: CompareRules = CompareRules(), mined: [Probe] = [],
    plan: MeasurePlan = MeasurePlan(perOperation: 40)
  ) -> MeasureRequest {
    MeasureRequest(
      spec: spec.map { SpecParser.parse($0, path: "SPEC.md") }, scope: SurfaceScope(module: "toy"),
      rules: rules, reference: reference, candidate: candidate, mined: mined,
      survey: Survey(bareBytes: 1_000, constants: []), plan: plan, isolation: .sealed)
  }

  static func measure(
    _ surface: ScriptedSurface, _ request: MeasureRequest = request(), clock: Clock = .still
  ) async throws -> MeasureOutcome {
    try await Differ(surface: surface, clock: clock).measure(request)
  }

  static func call(_ operation: String, _ arguments: Value...) -> Probe {
    Probe(
      steps: [Step(.call(operation, on: nil, arguments: arguments, named: []))],
      target: operation, origin: .generated, pool: .dev)
  }
}

extension Clock {
  /// A clock that goes on by so many seconds each time that somebody looks at it.
  static func ticking(by seconds: Double = 1) -> Clock {
    let ticks = Ticks()
    return Clock(time: { 0 }, monotonic: { Double(ticks.next()) * seconds })
  }
}

/// Counts from 0.
final class Ticks: Sendable {
  private let count = Mutex(0)

  /// How often it was asked for the next.
  var passed: Int { count.withLock { $0 } }

  func next() -> Int {
    count.withLock { count in
      defer { count += 1 }
      return count
    }
  }
}
