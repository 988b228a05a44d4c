import SpecModel
import SpecterTesting
import Testing

@testable import SpecterKit

@Suite struct NoiseTests {
  private static func returned(_ value: Value) -> Observation {
    .answered(
      Value.object([.init("did", .array([.object([.init("return", value)])]))]).canonicalBytes)
  }

  /// The toy library beside `roll(n)`, whose answer `roll` gives from the seed of its process.
  private func surface(
    _ roll: @escaping @Sendable (_ seed: UInt64, _ isReference: Bool) -> Value
  ) -> ScriptedSurface {
    let described = SurfaceDescription(symbols: [
      .init(id: "roll", kind: .function, parameters: [Parameter(name: "n", type: "int")]),
      Toy.shout,
    ])
    return ScriptedSurface(driver: { request in
      ScriptedDriver(described) { probe in
        guard probe.target == "roll" else { return Toy.observe(probe) }
        let rolled = roll(request.seed, request.subject == Measuring.reference)
        let did = probe.steps.map { step -> Value in
          guard case .call("roll", _, _, _) = step.action else {
            return .members(["return": .null])
          }
          return .members(["return": rolled])
        }
        return .answered(Value.members(["did": .array(did)]).canonicalBytes)
      }
    })
  }

  // SPEC: R-SCO-02
  @Test func `what is noise all over is dropped and counted`() async throws {
    var request = Measuring.request(spec: nil)
    request.scope.include = ["roll"]
    let measurement = try await Measuring.measure(
      surface { seed, _ in .int(Int(seed)) }, request
    ).measurement
    #expect(measurement.causes.isEmpty)
    #expect(measurement.probes.dropped >= 35)
    #expect(measurement.unprobed == ["roll"], "it blocks convergence")
    let counted = measurement.noise.filter { $0.operation == "roll" }
    #expect(counted.map(\.what) == [DropReason.value.rawValue] && counted[0].isDropped)
    #expect(counted[0].count == measurement.probes.dropped)
  }

  // SPEC: R-SCO-02
  @Test func `noise at one place is masked and the rest is compared`() async throws {
    func roll(_ second: Int) -> ScriptedSurface {
      surface { seed, isReference in .array([.int(Int(seed)), .int(isReference ? 1 : second)]) }
    }
    let same = try await Measuring.measure(roll(1), Measuring.request(spec: nil)).measurement
    #expect(same.causes.isEmpty && same.probes.masked >= 35 && same.probes.dropped == 0)
    let other = try await Measuring.measure(roll(2), Measuring.request(spec: nil)).measurement
    #expect(Set(other.causes.map(\.operation)) == ["roll"])
    #expect(other.causes.allSatisfy { $0.witness.difference.path.hasSuffix("return.1") })
  }

  // SPEC: R-SCO-03
  @Test func `noise that two runs agree on by chance is found by asking again`() async throws {
    // The first two processes of the reference agree; the third does not.
    let lucky = surface { seed, isReference in
      guard isReference else { return .int(2) }
      return .int(seed > 2 ? Int(seed) : 1)
    }
    let measurement = try await Measuring.measure(lucky, Measuring.request(spec: nil)).measurement
    #expect(measurement.causes.isEmpty)
    #expect(measurement.probes.dropped >= 35)
  }

  /// 100 coins, thrown by a generator (splitmix64) that knows the process's seed and who throws.
  private static func coins(_ seed: UInt64, _ isReference: Bool) -> [Value] {
    var state = seed &* 1_000 &+ (isReference ? 0 : 500)
    return (0..<100).map { _ in
      state &+= 0x9E37_79B9_7F4A_7C15
      var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
      mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
      return .int(Int((mixed ^ (mixed >> 31)) >> 63))
    }
  }

  // SPEC: R-SCO-03
  @Test func `a long list drawn by chance from two items is no divergence`() async throws {
    let thrown = surface { seed, isReference in
      .members(["coins": .array(Self.coins(seed, isReference)), "size": .int(100)])
    }
    let same = try await Measuring.measure(thrown, Measuring.request(spec: nil)).measurement
    #expect(same.causes.isEmpty && same.probes.masked >= 35 && same.probes.dropped == 0)
    let places = same.noise.filter { $0.operation == "roll" }
    #expect(places.map(\.what) == ["did.*.return.coins.*"] && places[0].count >= 35)
    #expect(places.allSatisfy { !$0.isDropped })
  }

  // SPEC: R-SCO-03
  @Test func `beside a list drawn by chance another difference still shows`() async throws {
    let other = surface { seed, isReference in
      .members([
        "coins": .array(Self.coins(seed, isReference)), "size": .int(isReference ? 100 : 99),
      ])
    }
    let measurement = try await Measuring.measure(other, Measuring.request(spec: nil)).measurement
    #expect(measurement.causes.map(\.operation) == ["roll"])
    #expect(measurement.causes.first?.witness.difference.path.hasSuffix("return.size") == true)
  }

  /// `add` counts what ran before it in the same process and adds that.
  private func counting(_ faults: Set<Toy.Fault>) -> ScriptedSurface {
    ScriptedSurface(driver: { request in
      let ticks = Ticks()
      let faults = request.subject == Measuring.reference ? [] : faults
      return ScriptedDriver(
        Toy.surface,
        remembering: { probe, isolated in
          let before = ticks.next()
          let seen = Toy.observe(probe, faults)
          guard probe.target == "add", !isolated else { return seen }
          return Self.returned(.array([.int(before), .int(Int(request.seed))]))
        })
    })
  }

  // SPEC: R-SCO-02
  @Test func `what depends on order is run again in fresh processes`() async throws {
    let plan = MeasurePlan(perOperation: 20)
    let measurement = try await Measuring.measure(
      counting([]), Measuring.request(spec: nil, plan: plan)
    ).measurement
    #expect(measurement.probes.rerun >= 15)
    #expect(measurement.probes.dropped == 0 && measurement.probes.masked == 0)
    #expect(measurement.causes.isEmpty && measurement.unprobed.isEmpty)
  }

  /// `shout` is in another language once `add` was used in the same process. The first process is
  /// started anew between the two, as after a probe that hung; the candidate's is not.
  private func switching(leaky: Bool) -> ScriptedSurface {
    let processes = Ticks()
    return ScriptedSurface(driver: { request in
      let isReference = request.subject == Measuring.reference
      let forgets = isReference && processes.next() == 0
      let added = Ticks()
      return ScriptedDriver(
        Toy.surface,
        remembering: { probe, isolated in
          if probe.target == "add" {
            _ = added.next()
            return Toy.observe(probe)
          }
          let isSwitched = added.passed > 0
          guard isSwitched, !isolated, !forgets, !leaky || !isReference else {
            return Toy.observe(probe)
          }
          return Self.returned(.string("!"))
        })
    })
  }

  // SPEC: R-SCO-02
  @Test func `a process that forgot what ran before it is no divergence`() async throws {
    let plan = MeasurePlan(perOperation: 20)
    let measurement = try await Measuring.measure(
      switching(leaky: false), Measuring.request(spec: nil, plan: plan)
    ).measurement
    #expect(measurement.causes.isEmpty && measurement.probes.rerun > 0)
  }

  @Test func `a candidate that alone depends on what ran before diverges`() async throws {
    let plan = MeasurePlan(perOperation: 20)
    let measurement = try await Measuring.measure(
      switching(leaky: true), Measuring.request(spec: nil, plan: plan)
    ).measurement
    #expect(measurement.causes.contains { $0.operation == "shout" })
  }

  @Test func `every operation gets its share of what is run again`() {
    #expect(Turns.taken(["a", "a", "a", "b", "c", "b"], most: 4) == [0, 1, 3, 4])
    #expect(Turns.taken(["a", "b"], most: 5) == [0, 1])
    #expect(Turns.taken([], most: 5).isEmpty)
  }

  @Test func `what depends on order still shows a difference`() async throws {
    let plan = MeasurePlan(perOperation: 20)
    let measurement = try await Measuring.measure(
      counting([.wordy]), Measuring.request(spec: nil, plan: plan)
    ).measurement
    #expect(measurement.probes.dropped == 0)
    #expect(!measurement.causes.isEmpty && measurement.causes.allSatisfy { $0.operation == "add" })
  }

  @Test func `a driver that loses an answer is a failure`() async throws {
    struct Forgetful: Driver {
      func describe() async throws -> SurfaceDescription { Toy.surface }
      func observe(_ batch: ProbeBatch) async throws -> [Observation] {
        batch.probes.dropFirst().map { Toy.observe($0) }
      }
    }
    struct ForgetfulSurface: Surface {
      func withDriver<R: Sendable>(
        _ request: DriverRequest, _ body: @Sendable (any Driver) async throws -> R
      ) async throws -> R { try await body(Forgetful()) }
      func survey(_ subject: Subject, scope: SurfaceScope) async throws -> Survey? { nil }
      func identity() async throws -> SurfaceIdentity { SurfaceIdentity() }
      func mine(_ request: MineRequest) async throws -> Mined { Mined(probes: []) }
    }
    let differ = Differ(surface: ForgetfulSurface(), clock: .still)
    let failure = await #expect(throws: Failure.self) {
      try await differ.measure(Measuring.request())
    }
    #expect(failure?.code == .driver)
  }
}
