import SpecModel
import SpecterKit

/// Tries an empty store against the contract of `Store` and returns what it breaks, one sentence
/// each; empty when it holds. Durability and damage can't be tried through the port: each store's
/// own tests do that.
public func storeContract(_ store: any Store) async throws -> [String] {
  var breaches: [String] = []
  func expect(_ holds: Bool, _ sentence: String) {
    if !holds { breaches.append(sentence) }
  }
  let samples = StoreSamples()

  expect(try await store.events(run: "none").isEmpty, "an unknown run has no events")
  expect(try await store.runs().isEmpty, "an empty store has no runs")

  for event in samples.first { try await store.append(event) }
  expect(try await store.events(run: "a") == samples.first, "events come back in order")
  for event in samples.second { try await store.append(event) }
  expect(try await store.events(run: "a") == samples.first, "runs don't mix")
  let heads = try await store.runs()
  expect(heads.map(\.run) == ["b", "a"], "runs come newest first")
  expect(heads.map(\.stop) == [nil, .converged], "a run's head says why it ended")
  expect(heads.first?.plan == samples.plan, "a run's head has its plan")

  func isRefused(_ event: RecordedEvent) async -> Bool {
    do {
      try await store.append(event)
      return false
    } catch let failure as Failure { return failure.code == .storage } catch { return false }
  }
  let after = samples.second.count
  for (sequence, run, what) in [
    (after + 2, "b", "a gap"), (after, "b", "a sequence used before"), (0, "b", "sequence 0"),
    (2, "c", "a run that never began"),
  ] {
    let event = RecordedEvent(run: run, sequence: sequence, time: 9, event: .resumed)
    expect(await isRefused(event), "\(what) is refused")
  }
  let again = RecordedEvent(run: "b", sequence: after + 1, time: 9, event: .began(samples.plan))
  expect(await isRefused(again), "a run that has begun can't begin again")
  let headless = RecordedEvent(run: "c", sequence: 1, time: 9, event: .resumed)
  expect(await isRefused(headless), "a run that begins with another event than 'began' is refused")
  expect(try await store.events(run: "b") == samples.second, "a refused event leaves no trace")
  expect(try await store.runs().count == 2, "a refused run leaves no trace")

  for bytes in samples.objects {
    let digest = try await store.put(bytes)
    expect(digest == Digest.of(bytes), "an object's name is its digest")
    expect(try await store.put(bytes) == digest, "an object can be put twice")
    expect(try await store.object(digest) == bytes, "an object comes back byte for byte")
  }
  do {
    _ = try await store.object(Digest.of("never put"))
    breaches.append("an object that was never put is a failure")
  } catch let failure as Failure {
    expect(failure.code == .storage, "a missing object is a failure of code storage")
  }
  return breaches
}

/// Two runs with every kind of event and result, and objects of several sizes.
private struct StoreSamples {
  let plan = RunPlan(
    name: "naïve/\"quoted\"", folder: "specs/a b", agents: ["implementer=recorded"],
    candidates: 2, rounds: 5, seed: .max, fresh: true, isolation: .sealed)
  let objects: [[UInt8]] = [
    [], [0], Array(0...255), Array("text".utf8), [UInt8](repeating: 7, count: 3 << 20),
  ]

  var first: [RecordedEvent] {
    let digest = Digest.of("x")
    let summary = MeasureSummary(
      verdict: digest, candidate: digest, spec: digest,
      fidelity: Interval(value: 99.1, low: 0.1 + 0.2, high: 100), structure: 0.25,
      undiscovered: 0, economy: nil, open: ["C-1"], minor: [], unprobed: ["f"], probes: 12,
      recordedFidelity: 98.7)
    let results: [StepResult] = [
      .fetched(reference: digest, files: 3), .mined(probes: digest, count: 41),
      .wrote(SpecChange(spec: digest, declined: ["Not \u{0}this\n"], agent: "a")),
      .built(
        Build(candidate: digest, spec: digest, brief: digest, agent: "b", isolation: .folder)),
      .measured(summary), .refused(reason: "worse"),
      .compared(
        AmbiguitySummary(Ambiguity(builds: 3, operations: 2, ambiguous: []), document: digest)),
    ]
    let cost = StepCost(
      seconds: 1.25, outside: 1, usage: Usage(tokensIn: 1, tokensOut: 2, cached: 1, dollars: 0.1))
    let step = RunStep(.measure, round: 1, candidate: 2, attempt: 3)
    var events: [RunEvent] = [.began(plan), .resumed]
    for result in results { events += [.stepBegan(step), .stepEnded(step, result, cost)] }
    events += [.stepBegan(step), .stepFailed(step, reason: "It gave up.", cost)]
    events.append(.ended(.converged, sentence: "It held."))
    return recorded("a", events, from: 100)
  }

  var second: [RecordedEvent] {
    recorded("b", [.began(plan), .stepBegan(RunStep(.fetch))], from: 200.5)
  }

  private func recorded(_ run: String, _ events: [RunEvent], from time: Double) -> [RecordedEvent] {
    events.enumerated().map { place, event in
      RecordedEvent(run: run, sequence: place + 1, time: time + Double(place), event: event)
    }
  }
}
