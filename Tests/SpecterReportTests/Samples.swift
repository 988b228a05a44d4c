import SpecModel
import SpecterKit

/// A measurement and a run with something of everything, some of it hostile.
enum Samples {
  static func answer(_ text: String) -> Observation { .answered(Array(text.utf8)) }

  static func probe(_ steps: [Step], _ target: String) -> Probe {
    Probe(steps: steps, target: target, origin: .generated, pool: .heldOut)
  }

  static func call(
    _ operation: String, _ arguments: [Value], on: String? = nil, name: String? = nil
  ) -> Step {
    Step(name: name, .call(operation, on: on, arguments: arguments, named: []))
  }

  static let plural = Cause(
    id: "C-3f2a91", operation: "pluralize", kind: .value, count: 17, pools: [.dev, .heldOut],
    witness: Divergence(
      probe: probe([call("pluralize", [.string("octopus")])], "pluralize"),
      reference: answer(#"{"did":[{"return":"octopi"}]}"#),
      candidate: answer(#"{"did":[{"return":"octopuses"}]}"#),
      difference: Difference(.value, path: "did.0.return")),
    words: "An irregular plural is formed by the regular rule.")

  static let hostile = Cause(
    id: "C-0badff", operation: "titleize", kind: .raises, count: 1, pools: [.heldOut],
    witness: Divergence(
      probe: probe([call("titleize", [.string("<b>&\u{1B}[31m\u{202E}\u{0}\n")])], "titleize"),
      reference: answer(#"{"did":[{"return":"<script>alert(1)</script>"}]}"#),
      candidate: answer(
        #"{"did":[{"raise":{"bases":[],"message":"]]> <img src=x> \u001b]0;x\u0007","type":"E"}}]}"#
      ),
      difference: Difference(.raises, path: "did.0")),
    words: "")

  static let version = Cause(
    id: "C-77aa10", operation: "Version.bump_major", kind: .crash, count: 2, pools: [.dev],
    witness: Divergence(
      probe: probe(
        [
          call("Version.parse", [.string("1.2.3")], name: "v"),
          call("bump_major", [], on: "v"),
        ], "Version.bump_major"),
      reference: answer(
        #"{"did":[{"return":null},{"return":{"$object":"Version","repr":"Version(major=2)"}}]}"#),
      candidate: .crashed(11), difference: Difference(.crash)),
    words: "The process dies.")

  static let message = Cause(
    id: "C-00beef", operation: "ordinal", kind: .errorMessage, count: 4, pools: [.dev],
    witness: Divergence(
      probe: probe([call("ordinal", [.null])], "ordinal"),
      reference: answer(
        #"{"did":[{"raise":{"bases":["Exception"],"message":"not None","type":"TypeError"}}]}"#),
      candidate: answer(
        #"{"did":[{"raise":{"bases":["Exception"],"message":"None","type":"TypeError"}}]}"#),
      difference: Difference(.errorMessage, path: "did.0.raise.message")),
    words: "Another message.")

  static func measurement(_ causes: [Cause], fidelity: Interval) -> Measurement {
    Measurement(
      fidelity: fidelity, behaviour: 0.0127, structure: 0.0625,
      operations: ["ordinal", "pluralize", "titleize", "Version.bump_major"].map {
        OperationScore(operation: $0, probes: 300, diverged: 3, loss: 0.01, score: 0.0127)
      },
      unprobed: ["parameterize"],
      probes: ProbeCounts(
        dev: 4200, heldOut: 1200, final: 0, dropped: 3, masked: 2, rerun: 0, perSecond: 41_230.4),
      causes: causes,
      surface: [
        StructureFinding(
          id: "tableize", what: "parameters", reference: "(word: str)", candidate: "(text: str)"),
        StructureFinding(id: "PLURALS", what: "missing", reference: "a list", candidate: ""),
      ],
      undiscovered: 0.002, gap: NeighbourGap(examples: 0, neighbours: 0.05), economy: 0.4123,
      isolation: IsolationPair(build: .folder, run: .sealed),
      rules: CompareRules(
        errors: .type,
        allow: [.init(operation: "dasherize", path: "return", reason: "Documented as free")]),
      allowed: [
        AllowedCount(
          allowance: .init(operation: "dasherize", path: "return", reason: "Documented as free"),
          count: 3)
      ],
      seed: 7, seconds: 12.345, notes: ["The clock was not frozen."])
  }

  static let whole = measurement(
    [plural, hostile, version, message], fidelity: Interval(value: 98.73, low: 98.1, high: 99.2))

  static let clean: Measurement = {
    var clean = measurement([], fidelity: Interval(value: 100, low: 99.75, high: 100))
    clean.surface = []
    clean.unprobed = []
    clean.behaviour = 0
    clean.structure = 0
    clean.undiscovered = 0
    clean.gap = nil
    clean.notes = []
    clean.rules = CompareRules()
    clean.allowed = []
    clean.probes.dropped = 0
    clean.probes.masked = 0
    return clean
  }()

  static func summary(_ name: String, _ m: Measurement, spec: String) -> MeasureSummary {
    MeasureSummary(
      verdict: .of(name), candidate: .of("candidate " + name), spec: .of(spec),
      fidelity: m.fidelity, structure: m.structure, undiscovered: m.undiscovered,
      economy: m.economy, open: m.openCauses.map(\.id),
      minor: m.causes.filter { $0.priority == .p3 }.map(\.id), unprobed: m.unprobed,
      probes: m.probes.all, recordedFidelity: name == "one" ? 97.5 : nil)
  }

  static let firstSpec = "# Inflection\n\n- **R-1** Words MUST be plain.\n- **R-2** Plurals.\n"
  static let secondSpec =
    "# Inflection\n\n- **R-1** Words MUST be plain.\n- **R-2** Plurals of `octopus` MUST be "
    + "`octopi`.\n- **R-3** <script>alert(2)</script>\n"

  static var events: [RecordedEvent] {
    let plan = RunPlan(
      name: "inflection", folder: "specs/inflection", agents: ["implementer=recorded"],
      candidates: 1, rounds: 5, seed: 7, fresh: true, isolation: .sealed)
    let own = StepCost(seconds: 0.5)
    let agent = StepCost(
      seconds: 62.25, outside: 61, usage: Usage(tokensIn: 12_345, tokensOut: 678, dollars: 0.12))
    func build(_ name: String, _ spec: String) -> StepResult {
      .built(
        Build(
          candidate: .of("candidate " + name), spec: .of(spec), brief: .of("brief"),
          agent: "recorded", isolation: .sealed))
    }
    func pair(_ step: RunStep, _ result: StepResult, _ cost: StepCost) -> [RunEvent] {
      [.stepBegan(step), .stepEnded(step, result, cost)]
    }
    let events: [RunEvent] =
      [.began(plan)]
      + pair(RunStep(.fetch), .fetched(reference: .of("reference"), files: 3), own)
      + pair(
        RunStep(.extract), .wrote(SpecChange(spec: .of(firstSpec), agent: "recorded")), agent)
      + pair(RunStep(.build, round: 1, candidate: 1), build("one", firstSpec), agent)
      + [.stepBegan(RunStep(.measure, round: 1, candidate: 1)), .resumed]
      + pair(
        RunStep(.measure, round: 1, candidate: 1),
        .measured(summary("one", whole, spec: firstSpec)), own)
      + pair(
        RunStep(.revise, round: 1),
        .wrote(
          SpecChange(
            spec: .of(secondSpec), from: .of(firstSpec), causes: ["C-3f2a91"],
            declined: ["C-00beef: a message is no contract <i>"], agent: "recorded")), agent)
      + pair(RunStep(.build, round: 2, candidate: 1), build("two", secondSpec), agent)
      + pair(
        RunStep(.measure, round: 2, candidate: 1),
        .measured(summary("two", clean, spec: secondSpec)), own)
      + pair(RunStep(.revise, round: 2), .refused(reason: "It made fidelity worse."), agent)
      + pair(
        RunStep(.confirm, round: 2, candidate: 1),
        .measured(summary("final", clean, spec: secondSpec)), own)
      + [.ended(.converged, sentence: "The frozen candidate held on 1,200 fresh probes.")]
    return events.enumerated().map {
      RecordedEvent(
        run: "20250102-a1b2", sequence: $0.offset + 1, time: 1_735_787_045 + Double($0.offset) * 3,
        event: $0.element)
    }
  }

  static let measurements: [Digest: Measurement] = [
    .of("one"): whole, .of("two"): clean, .of("final"): clean,
  ]
  static let specs: [Digest: String] = [.of(firstSpec): firstSpec, .of(secondSpec): secondSpec]
}
