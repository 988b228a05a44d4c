import SpecModel
import SpecterKit
import Testing

@Suite struct TriageTests {
  private func cause(
    _ id: String = "C-1", _ kind: DifferenceKind = .value, candidate: String = "2"
  ) -> Cause {
    Cause(
      id: id, operation: "f", kind: kind, count: 1, pools: [.dev],
      witness: Divergence(
        probe: Measuring.call("f", .int(1)), reference: .answered(Array("1".utf8)),
        candidate: .answered(Array(candidate.utf8)), difference: Difference(kind)),
      words: "words")
  }

  @Test func `one build tells that the spec is wrong or silent`() {
    #expect(Triage.fault(of: cause(), others: [], repeated: false) == .specWrongOrSilent)
  }

  @Test func `a broken example is the implementation's, until it is repeated`() {
    let broken = cause("C-1", .example)
    #expect(Triage.fault(of: broken, others: [], repeated: false) == .implementationWrong)
    #expect(Triage.fault(of: broken, others: [[]], repeated: false) == .implementationWrong)
    #expect(Triage.fault(of: broken, others: [], repeated: true) == .specWrongOrSilent)
    #expect(Triage.fault(of: broken, others: [[broken]], repeated: true) == .specWrong)
  }

  @Test func `builds that agree against the reference tell that the spec is wrong`() {
    let all = [[cause("C-0"), cause()], [cause()]]
    #expect(Triage.fault(of: cause(), others: all, repeated: false) == .specWrong)
  }

  @Test func `builds that disagree tell that the spec is silent`() {
    #expect(Triage.fault(of: cause(), others: [[cause()], []], repeated: false) == .specSilent)
    let otherwise = [[cause(candidate: "3")]]
    #expect(Triage.fault(of: cause(), others: otherwise, repeated: false) == .specSilent)
  }
}
