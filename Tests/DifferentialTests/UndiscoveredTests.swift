import SpecModel
import Testing

@testable import Differential

// SPEC: R-SCO-10
@Test func `what is undiscovered is the share of causes that one scored probe shows`() {
  var keeper = ScoreKeeper(rules: CompareRules())
  let errors = [3: "KeyError", 4: "TypeError", 5: "TypeError", 10: "OSError"]
  for number in 0...10 {
    // The last one is no scored probe.
    let probe = Samples.probe(.int(number), pool: number == 10 ? .dev : .heldOut)
    let one = Samples.returned(.int(number))
    let other = errors[number].map { Samples.raised($0) } ?? one
    keeper.add(
      probe, reference: one, candidate: other,
      Samples.compare(one, other, probe: probe))
  }
  let structure = StructureReport(findings: [], share: 0, missing: [])
  let card = keeper.card(operations: ["f"], structure: structure, seed: 1, resamples: 100)
  #expect(card.causes.count == 3)
  #expect(card.undiscovered == 0.1)
  let nothing = ScoreKeeper(rules: CompareRules())
    .card(operations: ["f"], structure: structure, seed: 1, resamples: 100)
  #expect(nothing.undiscovered == 1)
}
