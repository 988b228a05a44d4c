import SpecModel
import Testing

@testable import Differential

/// Which results are not given to other operations.
@Suite struct EndlessResultsTests {
  private func trial(_ operation: String, _ argument: Int) -> Probe {
    Samples.probe(
      [Step(name: "v1", .call(operation, on: nil, arguments: [.int(argument)], named: []))],
      target: operation)
  }

  private func answered(_ result: String) -> Observation {
    .answered(Array(#"{"did":[{"return":\#(result)}]}"#.utf8))
  }

  private var iterator: Observation { answered(#"{"$iterator":[],"more":true}"#) }

  @Test func `calls that gave an iterator are asked again without a name, six of each`() {
    let trials = (0..<9).map { trial("count", $0) } + [trial("size", 1), trial("broken", 1)]
    let seen = trials.prefix(9).map { _ in iterator } + [answered("1"), .timedOut]
    let asked = EndlessResults(trials, seen).probes
    #expect(asked.count == 6 && asked.allSatisfy { $0.target == "count" })
    #expect(asked.allSatisfy { $0.steps.count == 1 && $0.steps[0].name == nil })
  }

  @Test func `half of the results without an end are enough`() {
    let trials = ["count", "mixed", "short", "hangs"].flatMap { name in
      (0..<2).map { trial(name, $0) }
    }
    let results = EndlessResults(trials, trials.map { _ in iterator })
    let (long, short) = (
      answered(#"{"$iterator":[1,2],"more":true}"#), answered(#"{"$iterator":[1,2]}"#)
    )
    let endless = results.operations([long, long, short, long, short, short, .timedOut, .notRun])
    #expect(endless == ["count", "mixed", "hangs"])
  }

  @Test func `they are given to no other operation, and are probed themselves`() {
    let surface = SurfaceDescription(
      symbols: ["count", "take", "size"].map { name in
        .init(id: name, kind: .function, parameters: [Parameter(name: "x", type: "int")])
      })
    func givers(_ endless: Set<String>) -> (given: Set<String>, probed: Set<String>) {
      var request = ProbeRequest(surface: surface, seed: 5, perOperation: 200)
      request.endless = endless
      let probes = makeProbes(request).probes
      let given = probes.flatMap { $0.steps.dropLast() }.compactMap { step -> String? in
        if case .call(let operation, nil, _, _) = step.action { operation } else { nil }
      }
      return (Set(given), Set(probes.map(\.target)))
    }
    #expect(givers([]).given == ["count", "take", "size"])
    #expect(givers(["count"]).given == ["take", "size"])
    #expect(givers(["count"]).probed == ["count", "take", "size"])
  }
}
