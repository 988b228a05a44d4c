import SpecModel
import SpecterKit
import SpecterTesting
import Testing

@Suite struct CheckTests {
  private static let digests = VerdictDigests(
    spec: Digest.of("spec"), reference: Digest.of("reference"), candidate: Digest.of("candidate"),
    driver: Digest.of("driver"), interpreter: "Python 3.11.2", probes: Digest.of("probes"))

  /// A check of a candidate with `faults` against what was recorded of one with `before`.
  private func request(before: Set<Toy.Fault> = []) async throws -> CheckRequest {
    let recorded = try await Measuring.measure(Measuring.toy(before))
    return CheckRequest(
      name: "toy", measure: Measuring.request(), digests: Self.digests, recorded: Self.digests,
      recordedFidelity: recorded.measurement.fidelity,
      recordedCauses: Set(recorded.measurement.causes.map(\.id)), lines: recorded.lines)
  }

  private func check(_ request: CheckRequest, _ faults: Set<Toy.Fault> = []) async throws
    -> CheckOutcome
  {
    try await Check(surface: Measuring.toy(faults), clock: .still).run(request)
  }

  // SPEC: R-VER-03, R-VER-04
  @Test func `what was committed holds`() async throws {
    let request = try await request()
    let outcome = try await check(request)
    #expect(outcome.holds && outcome.why.isEmpty && outcome.anew.isEmpty)
    #expect(outcome.measurement.fidelity.value == 100)
    #expect(outcome.recorded == request.recordedFidelity)
  }

  @Test func `an imperfect verdict holds as long as nothing is new`() async throws {
    let outcome = try await check(try await request(before: [.long]), [.long])
    #expect(outcome.holds)
    #expect(!outcome.measurement.causes.isEmpty && outcome.anew.isEmpty)
  }

  // SPEC: R-VER-05
  @Test func `every digest can make a verdict stale`() async throws {
    let request = try await request()
    let changes: [(String, (inout VerdictDigests) -> Void)] = [
      ("spec", { $0.spec = Digest.of("other") }),
      ("reference", { $0.reference = nil }),
      ("candidate", { $0.candidate = Digest.of("other") }),
      ("driver", { $0.driver = Digest.of("other") }),
      ("interpreter", { $0.interpreter = "Python 3.13.1" }),
      ("probes", { $0.probes = Digest.of("other") }),
    ]
    for (name, change) in changes {
      var stale = request
      change(&stale.digests)
      let outcome = try await check(stale)
      #expect(!outcome.holds)
      #expect(
        outcome.why == ["the \(name) is no longer the one that the verdict was measured on"])
    }
  }

  // SPEC: R-VER-03, R-VER-04
  @Test func `a recorded probe that diverges anew breaks it`() async throws {
    var request = try await request()
    // Wide enough that fidelity alone would hold.
    request.recordedFidelity.low = 0
    request.lines = [.init(probe: Measuring.call("shout", .string("abcdef")))]
    let outcome = try await check(request, [.long])
    #expect(
      outcome.broken == [#"diverges anew: `shout`: [{"args":["abcdef"],"call":"shout"}]"#])
    #expect(!outcome.anew.isEmpty && !outcome.holds && outcome.stale.isEmpty)
  }

  @Test func `many new divergences are told as a number`() async throws {
    var request = try await request()
    request.recordedFidelity.low = 0
    let outcome = try await check(request, [.quiet])
    #expect(outcome.broken.count == 11)
    #expect(outcome.broken.last?.hasSuffix("more recorded probes diverge anew") == true)
  }

  @Test func `a probe that diverged when it was recorded may diverge`() async throws {
    var request = try await request()
    request.recordedFidelity.low = 0
    request.lines = [
      .init(probe: Measuring.call("shout", .string("abcdef")), diverged: true)
    ]
    #expect(try await check(request, [.long]).holds)
  }

  // SPEC: R-VER-04
  @Test func `a reference that changed breaks it`() async throws {
    var request = try await request()
    let probe = Measuring.call("add", .int(1), .int(2))
    request.lines = [
      .init(probe: probe, reference: Toy.observe(probe, [.wordy])),
      .init(probe: Measuring.call("shout", .string("a"))),
    ]
    let outcome = try await check(request)
    #expect(
      outcome.broken == [
        "the reference answers 1 of 2 recorded probes otherwise than recorded, first `add`: "
          + #"[{"args":[1,2],"call":"add"}]"#
      ])
  }

  // SPEC: R-VER-04
  @Test func `fidelity below the recorded lower end breaks it`() async throws {
    var request = try await request()
    request.lines = []
    request.recordedFidelity = Interval(value: 100, low: 99.5, high: 100)
    let outcome = try await check(request, [.long])
    #expect(outcome.broken.count == 1)
    #expect(outcome.broken[0].hasSuffix("is below the recorded lower end 99.50"))
  }
}
