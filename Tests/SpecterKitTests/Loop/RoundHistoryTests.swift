import SpecModel
import SpecterKit
import Testing

@Suite struct RoundHistoryTests {
  /// Rounds of these fidelities, half an interval wide to each side, and open causes.
  private func history(
    _ rounds: [(fidelity: Double, open: [String])], half: Double = 1
  ) -> RoundHistory {
    var history = RoundHistory()
    for (place, round) in rounds.enumerated() {
      let spec = Digest.of("spec \(place + 1)")
      history.append(
        .init(
          number: place + 1, spec: spec,
          best: MeasureSummary(
            verdict: spec, candidate: spec, spec: spec,
            fidelity: Interval(
              value: round.fidelity, low: round.fidelity - half, high: round.fidelity + half),
            structure: 0, undiscovered: 0, economy: nil, open: round.open, minor: [],
            unprobed: [], probes: 1)))
    }
    return history
  }

  @Test func `no rounds are nothing in particular`() {
    let none = RoundHistory()
    #expect(none.best == nil && none.bestBeforeLast == nil && !none.lastIsWorse)
    #expect(!none.isPlateau(3) && none.oscillating.isEmpty)
  }

  @Test func `the best of equals is the later`() {
    #expect(history([(90, []), (80, []), (90, []), (10, [])]).best?.number == 3)
    #expect(history([(90, []), (80, [])]).best?.number == 1)
    #expect(history([(90, []), (80, []), (99, [])]).bestBeforeLast?.number == 1)
    #expect(history([(90, []), (90, []), (1, [])]).bestBeforeLast?.number == 2)
  }

  // SPEC: R-STOP-04
  @Test func `a round is worse only when the intervals do not overlap`() {
    #expect(!history([(90, [])]).lastIsWorse)
    #expect(!history([(90, []), (88, [])]).lastIsWorse, "they touch")
    #expect(history([(90, []), (87.9, [])]).lastIsWorse)
    #expect(history([(90, []), (50, []), (60, [])]).lastIsWorse, "than the best, not the last")
    #expect(!history([(90, []), (50, []), (91, [])]).lastIsWorse)
  }

  // SPEC: R-STOP-05
  @Test func `a plateau takes as many rounds without progress`() {
    #expect(!history([(90, ["a"]), (90, ["a"]), (90, ["a"])]).isPlateau(3))
    #expect(history([(90, ["a"]), (90, ["a"]), (90, ["a"]), (90, ["a"])]).isPlateau(3))
  }

  // SPEC: R-STOP-05
  @Test func `fewer open causes are progress`() {
    let fewer = history([(90, ["a", "b"]), (90, ["a", "b"]), (90, ["a"]), (90, ["a", "b"])])
    #expect(!fewer.isPlateau(3))
    let others = history([
      (90, ["a", "b"]), (90, ["b", "c"]), (90, ["c", "d"]), (90, ["d", "e"]),
    ])
    #expect(others.isPlateau(3), "as many, only others")
  }

  // SPEC: R-STOP-05
  @Test func `a divergence that falls by half its interval is progress`() {
    func rise(_ by: Double, half: Double) -> Bool {
      history([(90, ["a"]), (90, ["a"]), (90 + by, ["a"]), (90, ["a"])], half: half).isPlateau(3)
    }
    #expect(rise(0.9, half: 1))
    #expect(!rise(1, half: 1))
    #expect(rise(0.09, half: 0), "never less than a tenth")
    #expect(!rise(0.11, half: 0))
  }

  @Test func `progress long ago does not count`() {
    let rounds: [(fidelity: Double, open: [String])] = [
      (10, ["a", "b"]), (90, ["a"]), (90, ["a"]), (89, ["a"]), (90, ["a"]),
    ]
    #expect(!history(Array(rounds.dropLast())).isPlateau(3))
    #expect(history(rounds).isPlateau(3))
  }

  // SPEC: R-STOP-06
  @Test func `a cause oscillates when it was closed and opened again twice`() {
    func pattern(_ open: String) -> [String] {
      history(open.map { (90, $0 == "o" ? ["C"] : []) }).oscillating
    }
    #expect(pattern("o.o.").isEmpty)
    #expect(pattern("o.o.o") == ["C"])
    #expect(pattern("ooo..o..oo") == ["C"])
    #expect(pattern(".o.o.").isEmpty, "its first opening is no reopening")
    #expect(pattern(".o.o.o") == ["C"])
    #expect(pattern("oooooo").isEmpty)
  }

  @Test func `a rollback is no oscillation`() {
    // Rounds 2 and 4 were so much worse that they were rolled back: that their cause is not seen
    // there does not mean that it was closed.
    let rolled = history([(90, ["C"]), (10, ["D"]), (90, ["C"]), (10, ["D"]), (90, ["C"])])
    #expect(rolled.oscillating.isEmpty)
  }

  @Test func `oscillating causes come in the order of their ids`() {
    let both = history([(9, ["b", "a"]), (9, []), (9, ["a", "b"]), (9, []), (9, ["b", "a"])])
    #expect(both.oscillating == ["a", "b"])
  }
}
