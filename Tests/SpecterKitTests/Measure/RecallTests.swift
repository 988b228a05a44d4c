import SpecModel
import SpecterTesting
import Synchronization
import Testing

@testable import SpecterKit

/// Divergences that come from what ran before a probe, and those that do not.
@Suite struct RecallTests {
  private static let plan = MeasurePlan(perOperation: 20)

  /// `shout` is in another language once `add` was used in the same process. The candidate's
  /// process was started anew before each `shout`.
  private func forgetting(_ faults: Set<Toy.Fault> = []) -> ScriptedSurface {
    ScriptedSurface(driver: { request in
      let isReference = request.subject == Measuring.reference
      let added = Ticks()
      return ScriptedDriver(
        Toy.surface,
        remembering: { probe, isolated in
          let seen = Toy.observe(probe, isReference ? [] : faults)
          if probe.target == "add" {
            _ = added.next()
            return seen
          }
          guard added.passed > 0, !isolated, isReference else { return seen }
          return .answered(Array(#"{"did":[{"return":"!"}]}"#.utf8))
        },
        restarts: { batch in
          guard !isReference else { return [] }
          return batch.probes.indices.filter { batch.probes[$0].target == "shout" }
        })
    })
  }

  private func measure(_ surface: ScriptedSurface) async throws -> Measurement {
    try await Measuring.measure(surface, Measuring.request(spec: nil, plan: Self.plan)).measurement
  }

  // SPEC: R-SCO-21
  @Test func `a candidate's process that was started anew is no divergence`() async throws {
    let measurement = try await measure(forgetting())
    #expect(measurement.causes.isEmpty && measurement.probes.rerun > 0)
  }

  @Test func `a fault shows although the process was started anew`() async throws {
    let measurement = try await measure(forgetting([.quiet]))
    #expect(Set(measurement.causes.map(\.operation)) == ["shout"])
    #expect(measurement.causes[0].count >= 8)
  }

  @Test func `the processes that are compared begin alike`() async throws {
    let given = Mutex<[Int]>([])
    let surface = ScriptedSurface(driver: { _ in
      let place = given.withLock { given in
        given.append(0)
        return given.count - 1
      }
      return ScriptedDriver(Toy.surface) { probe in
        given.withLock { $0[place] += 1 }
        return Toy.observe(probe)
      }
    })
    let measurement = try await measure(surface)
    let counts = given.withLock { $0 }
    #expect(counts[0] == measurement.probes.all && counts[1] == counts[0] && counts[2] == counts[0])
    #expect(counts.count > 3 && counts[3] > 0, "trial calls ran elsewhere")
  }

  @Test func `a history reaches from a process's start to its last divergence`() {
    let histories = Histories([2, 3, 9, 10, 30], restarts: [3, 8, 20], most: 8)
    #expect(histories.ranges == [0...2, 3...3, 8...10])
    #expect(histories.places == [2, 3, 9, 10] && histories.tooLong == [30])
    #expect(Histories([], restarts: [1], most: 8).ranges.isEmpty)
  }

  /// With no time to hold divergences against what had run before them.
  private func hurried(_ surface: ScriptedSurface) async throws -> Measurement {
    let plan = MeasurePlan(perOperation: 40, budget: 30)
    return try await Measuring.measure(
      surface, Measuring.request(spec: nil, plan: plan), clock: .ticking(by: 12)
    ).measurement
  }

  @Test func `without time for that, a reference that forgets is told by a few fresh processes`()
    async throws
  {
    let measurement = try await hurried(forgetting())
    #expect(measurement.notes.contains { $0.contains("were not held against what had run before") })
    #expect(measurement.causes.isEmpty && measurement.probes.rerun >= MeasureSession.budgetedStarts)
    let undecided = measurement.noise.filter { $0.what == DropReason.undecided.rawValue }
    #expect(undecided.map(\.operation) == ["shout"] && undecided[0].isDropped)
    #expect(undecided[0].count > 20 && measurement.probes.dropped >= undecided[0].count)
  }

  @Test func `without time for that, a fault shows all the same`() async throws {
    #expect(try await hurried(forgetting([.quiet])).causes.map(\.operation) == ["shout"])
    let measurement = try await hurried(Measuring.toy([.quiet]))
    #expect(measurement.causes.map(\.operation) == ["shout"] && measurement.probes.dropped == 0)
  }

  // SPEC: R-VER-01
  @Test func `what there is no time to look at again stays a divergence, told`() async throws {
    let plan = MeasurePlan(perOperation: 200, budget: 30)
    let measurement = try await Measuring.measure(
      Measuring.toy([.quiet]), Measuring.request(plan: plan), clock: .ticking(by: 12)
    ).measurement
    #expect(measurement.probes.unlooked > 0)
    #expect(measurement.causes.contains { $0.operation == "shout" })
    #expect(
      measurement.notes.contains {
        $0.hasPrefix("for lack of time \(measurement.probes.unlooked) probes that differ")
      })
  }

  /// What the reference does with `shout` turns on its seed; its first two runs agree.
  private func salted(_ faults: Set<Toy.Fault> = []) -> ScriptedSurface {
    ScriptedSurface(driver: { request in
      let isReference = request.subject == Measuring.reference
      return ScriptedDriver(Toy.surface) { probe in
        guard probe.target == "shout", isReference, request.seed < 6 else {
          return Toy.observe(probe, isReference ? [] : faults)
        }
        return .answered(Array(#"{"did":[{"return":"!"}]}"#.utf8))
      }
    })
  }

  @Test func `without time, what is noise where there was time is noise`() async throws {
    let measurement = try await hurried(salted([.wordy]))
    #expect(Set(measurement.causes.map(\.operation)) == ["add"])
    let undecided = measurement.noise.filter { $0.what == DropReason.undecided.rawValue }
    #expect(undecided.map(\.operation) == ["shout"])
    #expect(measurement.probes.dropped > undecided[0].count, "some were looked at")
    let unhurried = try await measure(salted([.wordy]))
    #expect(Set(unhurried.causes.map(\.operation)) == ["add"])
  }

  @Test func `in an operation with noise a divergence is asked under more seeds`() async throws {
    // Of one text the reference does otherwise only under a seed that none of the first has.
    let surface = ScriptedSurface(driver: { request in
      let isReference = request.subject == Measuring.reference
      return ScriptedDriver(Toy.surface) { probe in
        guard probe.target == "shout", isReference else { return Toy.observe(probe) }
        let isRare = probe.steps.last?.value.description.contains("1") ?? false
        return request.seed < (isRare ? 20 : 6)
          ? .answered(Array(#"{"did":[{"return":"!"}]}"#.utf8)) : Toy.observe(probe)
      }
    })
    let causes = try await measure(surface).causes
    #expect(causes.isEmpty, "\(causes.map(\.witness.probe.steps))")
  }

  /// Of one text the candidate says something else, so often. `isOrdered` is whether the reference
  /// depends on what ran before, so that all its probes are run again alone.
  private func fickle(times: Int, isOrdered: Bool = false) -> ScriptedSurface {
    let left = Mutex(times)
    return ScriptedSurface(driver: { request in
      let isReference = request.subject == Measuring.reference
      let isSecond = isReference && request.seed % 2 == 1
      return ScriptedDriver(
        Toy.surface,
        remembering: { probe, isolated in
          guard probe.target == "shout" else { return Toy.observe(probe) }
          let other = Observation.answered(Array(#"{"did":[{"return":"!"}]}"#.utf8))
          if isReference { return isOrdered && isSecond && !isolated ? other : Toy.observe(probe) }
          guard isolated || !isOrdered, StableHash.steps(probe.steps) % 8 == 0 else {
            return Toy.observe(probe)
          }
          let isOther = left.withLock { left in
            left -= 1
            return left >= 0
          }
          return isOther ? other : Toy.observe(probe)
        })
    })
  }

  // SPEC: R-SCO-21, R-SCO-22
  @Test func `what the candidate does once and not again is no divergence, and told`() async throws
  {
    for isOrdered in [false, true] {
      let measurement = try await measure(fickle(times: 1, isOrdered: isOrdered))
      #expect(measurement.causes.isEmpty, "\(isOrdered)")
      let told = measurement.noise.filter { $0.what == DropReason.unrepeated.rawValue }
      #expect(told.map(\.count) == [1], "\(isOrdered): \(measurement.noise)")
      let note = "1 probes on which the candidate differed once"
      #expect(measurement.notes.contains { $0.hasPrefix(note) })
      #expect(measurement.probes.rerun > 0)
    }
  }

  @Test func `what the candidate does each time is a divergence`() async throws {
    for isOrdered in [false, true] {
      let measurement = try await measure(fickle(times: .max, isOrdered: isOrdered))
      #expect(measurement.causes.contains { $0.operation == "shout" }, "\(isOrdered)")
    }
  }
}
