import Differential
import SpecModel
import SpecterTesting
import Testing

@testable import SpecterKit

@Suite struct LoopAmbiguityTests {
  /// Three builds, of which one is quiet, one quiet after four letters, and one right.
  private static func scene(_ faults: [Set<Toy.Fault>] = [[.quiet], [.long], []]) -> Scene {
    var scene = Scene()
    scene.settings.candidates = faults.count
    scene.settings.parallel = 1
    scene.settings.rounds = 2
    scene.implementer = { brief in
      let known = ToySpec.ruledOut(by: brief.files.text("SPEC.md") ?? "")
      let number = min(brief.key.candidate, faults.count)
      return Toy.candidate(faults[number - 1].subtracting(known))
    }
    scene.reviser = { _ in Scene.spec(ToySpec.ruling(out: Set(Toy.Fault.allCases))) }
    return scene
  }

  private func summaries(_ scene: Scene) async -> [AmbiguitySummary] {
    await scene.store.events(run: "toy").compactMap {
      if case .stepEnded(_, .compared(let summary), _) = $0.event { summary } else { nil }
    }
  }

  private func whole(_ summary: AmbiguitySummary, _ scene: Scene) async throws -> Ambiguity {
    try AmbiguityDocument.decode(Value.reading(await scene.store.object(summary.document)))
  }

  @Test func `a round tells where its builds disagree, and what the spec says there`() async throws
  {
    let scene = Self.scene()
    #expect(try await scene.play().reason == .converged)
    #expect(
      await scene.endings().filter { $0.hasPrefix("compare") } == [
        "compare 1.0.1", "compare 2.0.1",
      ])
    let found = await summaries(scene)
    #expect(found[0].builds == 3 && found[0].operations == 2)
    #expect(found[0].ambiguous.map(\.operation) == ["shout"])
    #expect(found[1].ambiguous.isEmpty)
    let own = try #require(try await whole(found[0], scene).ambiguous.first)
    #expect(own.requirements == ["R-SHOUT-1"] && own.section == "`shout(text: str) -> str`")
    #expect(own.disagreeing == found[0].ambiguous[0].disagreeing && own.disagreeing > 0)
    #expect(own.witness.pool == .dev && own.answers.map(\.builds).reduce(0, +) == 3)
  }

  /// The number of disagreements is that of the probes on which the toys' answers differ.
  @Test func `each disagreement is one that the builds really have`() async throws {
    let scene = Self.scene()
    _ = try await scene.play()
    let measured = try await Measuring.measure(
      Measuring.toy([]),
      Measuring.request(plan: MeasurePlan(perOperation: scene.settings.probesPerOperation)))
    func differs(_ probe: Probe) -> Bool {
      Set([[.quiet], [.long], []].map { Toy.observe(probe, $0) }).count > 1
    }
    // What differs is always `shout`, also where it only gives `add` its argument.
    let shouts = measured.lines.map(\.probe).filter { $0.target == "shout" || differs($0) }
    let differing = shouts.filter(differs)
    let found = try #require(await summaries(scene).first?.ambiguous.first)
    #expect(found.probes == shouts.count && found.disagreeing == differing.count)
  }

  @Test func `builds that are wrong in the same way are not ambiguous`() async throws {
    let scene = Self.scene([[.long], [.long]])
    _ = try await scene.play()
    #expect(await summaries(scene).allSatisfy { $0.builds == 2 && $0.ambiguous.isEmpty })
  }

  @Test func `a single build is held against nothing`() async throws {
    let scene = Self.scene([[]])
    _ = try await scene.play()
    #expect(await summaries(scene).isEmpty)
  }

  @Test func `the reviser is told, with a witness of the dev pool`() async throws {
    let scene = Self.scene([[.long], [.long], [.quiet, .long]])
    let agent = scene.agent()
    _ = try await scene.play(agent)
    let brief = try #require(await agent.briefs.first { $0.key.role == .reviser })
    let text = brief.files.text("causes.md") ?? ""
    #expect(text.contains("## Where the builds disagree with each other"))
    #expect(text.contains("### Ambiguous: `shout`"))
    #expect(text.contains("section “`shout(text: str) -> str`”; of it speak R-SHOUT-1."))
    #expect(text.contains("2 of the builds: as the reference"))
    #expect(text.contains("1 of the builds: {\"did\":[{\"return\":"))
    #expect(!text.contains("`add`"))
  }

  // SPEC: R-SCO-15
  @Test func `what only held-out probes show is told in words`() {
    var probe = Measuring.call("shout", .string("secret-input"))
    probe.pool = .heldOut
    func answer(_ text: String) -> Observation { .answered(Array(text.utf8)) }
    let own = AmbiguousOperation(
      operation: "shout", probes: 9, disagreeing: 2, difference: Difference(.raises),
      witness: probe, reference: answer("secret-reference"),
      answers: [.init(answer("secret-answer"), builds: 2, isReference: false)])
    let ambiguity = Ambiguity(builds: 2, operations: 1, ambiguous: [own])
    let text = CauseText.markdown(
      [], faults: [:], structure: [], brokenExamples: [], analysis: "", ambiguity: ambiguity)
    #expect(!text.contains("secret") && !text.contains("```"))
    #expect(
      text.contains(
        "differ on 2 of 9 probes; no requirement speaks of it. What differs is of kind raises."))
  }

  @Test func `answers and ambiguities come back as they were`() throws {
    let probe = Measuring.call("add", .int(1), .int(2))
    for seen in [
      Observation.answered([0xFF, 0]), .crashed(11), .timedOut, .oversized,
      .answered(Array("{\"did\":[]}".utf8)),
    ] {
      let own = Divergence(
        probe: probe, reference: seen, candidate: .crashed(-3), difference: Difference(.crash))
      var answers = BuildAnswers(probes: [probe], divergences: [own])
      answers.compared["x"] = [0, 1, .max]
      #expect(try BuildAnswersFile.answers(in: BuildAnswersFile.bytes(of: answers)) == answers)
      let whole = Ambiguity(
        builds: 2, operations: 5,
        ambiguous: [
          AmbiguousOperation(
            operation: "add", probes: 3, disagreeing: 1, difference: own.difference,
            witness: probe, reference: seen,
            answers: [.init(seen, builds: 1, isReference: true)], requirements: ["R-1"],
            section: "`add`")
        ])
      #expect(try AmbiguityDocument.decode(AmbiguityDocument.encode(whole)) == whole)
    }
    #expect(throws: Failure.self) { try BuildAnswersFile.answers(in: Array("{}".utf8)) }
    #expect(throws: Failure.self) { try AmbiguityDocument.decode(.null) }
  }
}
