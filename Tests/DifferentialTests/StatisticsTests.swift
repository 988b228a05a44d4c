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

@Test func `gamma draws have the mean, variance and skew of the distribution`() {
  var generator = Seed(3).generator
  for shape in [1, 2, 7, 300] {
    let sampler = GammaSampler(shape)
    let draws = (0..<20_000).map { _ in sampler.draw(&generator) }
    let k = Double(shape)
    func moment(_ power: Int) -> Double {
      draws.reduce(0) { sum, draw in
        sum + (0..<power).reduce(1.0) { all, _ in all * (draw - k) }
      } / 20_000
    }
    #expect(moment(1).magnitude < 5 * (k / 20_000).squareRoot(), "mean of shape \(shape)")
    #expect((moment(2) / k - 1).magnitude < 0.1, "variance of shape \(shape)")
    // 2 ÷ √k, with the standard error √(6/n) of a near-normal sample and more at small shapes.
    let skew = moment(3) / (k * k.squareRoot())
    #expect((skew - 2 / k.squareRoot()).magnitude < (shape == 1 ? 0.4 : 0.15), "\(shape): \(skew)")
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
