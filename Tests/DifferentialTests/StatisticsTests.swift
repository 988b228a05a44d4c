import SpecModel
import Testing

@testable import Differential

private func isNear(_ left: Double, _ right: Double, _ tolerance: Double = 1e-4) -> Bool {
  (left - right).magnitude <= tolerance
}

@Test func `Clopper and Pearson's bounds agree with the published ones`() {
  // 5 of 20 and 1 of 10, two-sided 95 %: (0.0866, 0.4910) and (0.0025, 0.4450).
  let five = RateBounds.clopperPearson(5, of: 20)
  #expect(isNear(five.low, 0.08657) && isNear(five.high, 0.49105))
  let one = RateBounds.clopperPearson(1, of: 10)
  #expect(isNear(one.low, 0.00253) && isNear(one.high, 0.44502))
  #expect(RateBounds.clopperPearson(0, of: 10).low == 0)
  #expect(RateBounds.clopperPearson(10, of: 10).high == 1)
}

// SPEC: R-SCO-09
@Test func `with none found 300 probes bound the rate at 1 percent and 3000 at 0.1`() {
  // Closed form for no successes: 1 − error^(1/n).
  #expect(isNear(RateBounds.upper(0, of: 300, error: 0.05), 0.009936, 1e-6))
  #expect(isNear(RateBounds.upper(0, of: 3000, error: 0.05), 0.000998, 1e-6))
  #expect(RateBounds.upper(0, of: 0, error: 0.05) == 1)
}

@Test func `Wilson's interval agrees with the published one`() {
  // 8 of 10: (0.4902, 0.9433).
  let eight = RateBounds.wilson(8, of: 10)
  #expect(isNear(eight.low, 0.49016) && isNear(eight.high, 0.94331))
  #expect(RateBounds.wilson(0, of: 10).low == 0)
  #expect(isNear(RateBounds.wilson(0, of: 10).high, 0.27753))
}

@Test func `the gamma function agrees with factorials`() {
  var sum = 0.0
  var factorial = 1.0
  for n in 1...10 {
    factorial *= Double(n)
    sum += (Beta.logGamma(Double(n) + 1) - Beta.logGamma(Double(n))) - 0
    #expect(isNear(Beta.quantile(0.5, Double(n), Double(n)), 0.5, 1e-9))
  }
  #expect(isNear(sum, Beta.logGamma(11), 1e-9))
  #expect(factorial == 3_628_800)
}

// SPEC: R-SCO-06
@Test func `b is a skill score that a constant earns nothing of`() {
  func table(_ losses: [Double], _ constants: [Double]) -> LossTable {
    LossTable(zip(losses, constants))
  }
  #expect(table([0, 0, 0, 0], [1, 1, 0, 1]).score == 0)
  #expect(table([1, 0, 0, 0], [1, 1, 0, 0]).score == 0.5)
  #expect(table([1, 1, 0, 1], [1, 1, 0, 1]).score == 1)
  #expect(table([1, 1, 1, 1], [1, 1, 0, 1]).score == 1)
  #expect(table([0, 0], [0, 0]).score == 0)
  #expect(table([0.1, 0], [0, 0]).score == 1)
  #expect(table([], []).score == 0)
}

// SPEC: R-SCO-06
@Test func `the best constant may be a value or an error`() {
  let probe = Samples.probe(.int(1))
  func losses(_ observations: [Observation], _ rules: CompareRules = CompareRules()) -> [Double] {
    ConstantAnswer.losses(observations.map { OutcomeDigest($0, of: probe) }, rules: rules)
  }
  let (yes, no) = (Samples.returned(.bool(true)), Samples.returned(.bool(false)))
  #expect(losses([yes, yes, no]) == [0, 0, 1])
  #expect(losses([yes, Samples.raised("A"), Samples.raised("A")]) == [1, 0, 0])
  #expect(losses([Samples.raised("A", "x"), Samples.raised("A", "y"), yes]) == [0, 0.1, 1])
  #expect(
    losses([Samples.raised("A", "x"), Samples.raised("A", "y"), yes], CompareRules(errors: .type))
      == [0, 0, 1])
  #expect(losses([]) == [])
}

@Test func `the scanner finds the last outcome without parsing`() {
  let probe = Samples.probe(.int(1))
  let plain = OutcomeDigest(Samples.returned(.string("a,]}\"\\")), of: probe)
  let later = OutcomeDigest(
    Samples.answer(
      #"{"return":{"return":[1,{"x":"]"}]}}"#,
      #"{"args_after":[{"return":2}],"return":"a,]}\"\\"}"#,
      more: #","out":"x""#), of: probe)
  #expect(plain.main == later.main && plain.effects == 0 && later.effects != 0)
  #expect(plain.kind == .returned)
  #expect(OutcomeDigest(Samples.raised("A"), of: probe).kind == .raised)
  #expect(OutcomeDigest(.answered(Array("{\"did".utf8)), of: probe).kind == .other)
}

@Test func `binomial draws have the mean and variance of the distribution`() {
  let sampler = BinomialSampler(most: 10_000)
  var generator = Seed(3).generator
  for (trials, probability) in [(20, 0.3), (1000, 0.01), (300, 0.98), (10_000, 0.4)] {
    let draws = (0..<4000).map { _ in Double(sampler.draw(trials, .init(probability), &generator)) }
    let mean = draws.reduce(0, +) / 4000
    let variance = draws.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 4000
    let expected = Double(trials) * probability
    let spread = expected * (1 - probability)
    #expect((mean - expected).magnitude < 5 * (spread / 4000).squareRoot())
    #expect((variance / spread - 1).magnitude < 0.15)
  }
}

// SPEC: R-SCO-09
@Test func `without any divergence the interval still has an upper end`() {
  let table = LossTable((0..<300).map { _ in (0.0, 1.0) })
  let estimate = DivergenceEstimate.make([table], structure: 0, seed: Seed(1))
  #expect(estimate.divergence.value == 0 && estimate.divergence.low == 0)
  #expect(isNear(estimate.divergence.high, 0.9936, 1e-3))
  #expect(estimate.fidelity.value == 100)
  let nothing = DivergenceEstimate.make([], structure: 0, seed: Seed(1))
  #expect(nothing.divergence.high == 100)
}

// SPEC: R-SCO-09
@Test func `the interval covers the true divergence in simulations`() {
  // 200 simulations a rate, three operations; the reference's answers are true in 60 % of probes,
  // so the best constant loses 40 %.
  for rate in [0.0, 0.01, 0.1] {
    var covered = 0
    for simulation in 0..<200 {
      var generator = Seed(UInt64(simulation)).derived("simulation \(rate)").generator
      let tables = (0..<3).map { _ in
        LossTable(
          (0..<300).map { _ in
            (generator.chance(rate) ? 1.0 : 0.0, generator.chance(0.4) ? 1.0 : 0.0)
          })
      }
      let estimate = DivergenceEstimate.make(
        tables, structure: 0, seed: Seed(UInt64(simulation)), resamples: 400)
      let truth = 100 * rate / 0.4
      let interval = estimate.divergence
      if interval.low <= truth + 1e-9, truth <= interval.high + 1e-9 { covered += 1 }
    }
    #expect(covered >= 186, "rate \(rate) was covered \(covered) times of 200")
  }
}
