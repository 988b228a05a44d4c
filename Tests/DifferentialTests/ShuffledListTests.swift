import SpecModel
import Testing

@testable import Differential

/// Tables whose rows the reference numbers otherwise in each run.
@Suite struct ShuffledListTests {
  private static let probe = Samples.probe(
    [Samples.call("table", .int(1))], target: "table", origin: .generated, pool: .dev)

  /// A table of `count` rows that each name another row, in an order that `turn` decides; one of
  /// them has a mark that no other row has.
  private static func table(
    turn: Int, mark: String = "reduce", end: String = "end", count: Int = 40
  ) -> Observation {
    let rows = (0..<count).map { place -> Value in
      let row = (place * 7 + turn * 11 + 3) % count
      let members: [Value.Member] = [
        .init("action", .string(row == 0 ? mark : "shift")), .init("next", .int(row)),
      ]
      return .object(members)
    }
    let answer = Value.object([.init("end", .string(end)), .init("rows", .array(rows))])
    let did = Value.array([.object([.init("return", answer)])])
    return .answered(Value.object([.init("did", did)]).canonicalBytes)
  }

  private func compare(_ candidate: Observation) -> Comparison {
    Comparator(rules: CompareRules()).compare(
      Self.probe, first: Self.table(turn: 0), second: Self.table(turn: 1),
      more: [Self.table(turn: 2), Self.table(turn: 3)], candidate: candidate)
  }

  @Test func `a row that no run had at this place is noise where every run numbers anew`() {
    let comparison = compare(Self.table(turn: 9))
    #expect(comparison.differences.isEmpty && !comparison.isDropped)
    #expect(comparison.masked.contains("did.0.return.rows.*"))
  }

  @Test func `what no row of the reference holds still shows`() {
    let comparison = compare(Self.table(turn: 9, mark: "accept"))
    #expect(comparison.loss == 1)
    #expect(comparison.difference?.path.hasSuffix("action") == true)
  }

  @Test func `a difference beside the table and another length still show`() {
    #expect(compare(Self.table(turn: 9, end: "stop")).difference?.path == "did.0.return.end")
    #expect(compare(Self.table(turn: 9, count: 39)).difference?.path == "did.0.return.rows")
  }

  @Test func `a table that the reference numbers the same each time is compared as it is`() {
    let comparator = Comparator(rules: CompareRules())
    let comparison = comparator.compare(
      Self.probe, first: Self.table(turn: 0), second: Self.table(turn: 0),
      candidate: Self.table(turn: 1))
    #expect(comparison.loss == 1)
  }
}
