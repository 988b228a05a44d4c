import SpecModel
import SpecterKit
import Testing

@testable import SpecterHistory

/// Events as earlier versions wrote them.
@Suite struct `An old history` {
  private func read(_ text: String) throws -> RunEvent {
    try EventCoding.decode(text, place: "history.sqlite")
  }

  @Test func `has usages without cached tokens`() throws {
    let text = """
      {"stepEnded":{"_0":{"attempt":1,"candidate":1,"kind":"build","round":1},\
      "_1":{"refused":{"reason":"x"}},\
      "_2":{"outside":1,"seconds":2,"usage":{"dollars":0.5,"tokensIn":3,"tokensOut":4}}}}
      """
    guard case .stepEnded(_, _, let cost) = try read(text) else {
      Issue.record("it is no end of a step")
      return
    }
    #expect(cost.usage == Usage(tokensIn: 3, tokensOut: 4, dollars: 0.5))
  }

  @Test func `has ends without what was spent, and measurements without answers`() throws {
    #expect(
      try read(#"{"ended":{"_0":"budget spent","sentence":"8 rounds were played"}}"#)
        == .ended(.budgetSpent, sentence: "8 rounds were played"))
    let digest = "\"\(Digest.of("x"))\""
    let summary = """
      {"candidate":\(digest),"fidelity":{"high":100,"low":99,"value":100},"minor":[],"open":[],\
      "probes":3,"spec":\(digest),"structure":0,"undiscovered":0,"unprobed":[],"verdict":\(digest)}
      """
    let text = """
      {"stepEnded":{"_0":{"attempt":1,"candidate":1,"kind":"measure","round":1},\
      "_1":{"measured":{"_0":\(summary)}},"_2":{"outside":1,"seconds":2}}}
      """
    guard case .stepEnded(_, .measured(let read), _) = try read(text) else {
      Issue.record("it is no measurement")
      return
    }
    #expect(read.answers == nil && read.fidelity.low == 99)
  }
}
