import SpecModel
import Testing

@testable import Differential

/// Numbers near constants, past what a double holds, and spans of time.
@Suite struct NumberForgeTests {
  private static func drawn<Made>(
    _ count: Int, _ make: (inout SeededGenerator) -> Made
  ) -> [Made] {
    var generator = SeededGenerator(seed: 5)
    return (0..<count).map { _ in make(&generator) }
  }

  @Test func `constants beyond the largest exact double come as they are, one less and one more`() {
    let power = "1" + String(repeating: "0", count: 33)
    let forge = NumberForge([.tagged("$int", .string(power))])
    let made = Self.drawn(4_000) { forge.whole(&$0) }
    let large = made.compactMap { $0["$int"]?.stringValue }
    #expect((450...850).contains(large.count))
    #expect(large.allSatisfy { Int($0) == nil || Int($0).map { $0.magnitude > 1 << 53 } == true })
    for text in [power, String(repeating: "9", count: 33), power.dropLast() + "1", "-" + power] {
      #expect(large.contains(String(text)), "\(text)")
    }
    #expect(made == Self.drawn(4_000) { forge.whole(&$0) })
  }

  @Test func `one less than a number borrows, and keeps to many digits`() {
    func less(_ text: String) -> String {
      String(decoding: NumberForge.less(Array(text.utf8)), as: UTF8.self)
    }
    #expect(less("200000000000000000000") == "199999999999999999999")
    #expect(less("100000000000000000000") == "99999999999999999999")
    #expect(less("18446744073709551616") == "18446744073709551615")
    #expect(less("10000000000000000") == "10000000000000000")
  }

  @Test func `floats are drawn just beside whole numbers, and parts of constants`() {
    let forge = NumberForge([.int(1000)])
    let made = Self.drawn(40_000) { forge.float(&$0) }
    #expect(made.contains(59.999) && made.contains(60.001) && made.contains(0.001))
    #expect(made.contains { $0.isNaN } && made.contains(.infinity))
  }

  @Test func `spans are a few of each unit, at times a little more or less`() {
    let forge = NumberForge([])
    let made = Set(Self.drawn(4_000) { forge.microseconds(&$0) })
    for span in [1_000, 3_600_000_000, 86_400_001_000, 60_000_000 - 1] {
      #expect(made.contains(span), "\(span)")
    }
    #expect(made.contains { $0 < 0 })
  }

  @Test func `lists and texts have as many items as a constant says, one more and one less`() {
    let forge = ValueForge(constants: [.int(17)], known: [])
    let lists = Self.drawn(3_000) { forge.value(.list(.integer), [], &$0).arrayValue?.count ?? 0 }
    let texts = Self.drawn(3_000) { forge.value(.string, [], &$0).stringValue?.count ?? 0 }
    for size in 16...18 {
      #expect(lists.contains(size) && texts.filter { $0 == size }.count > 5)
    }
    #expect(lists.filter { $0 < 4 }.count > 2_700)
  }

  @Test func `the least whole number of a machine word can be varied and made smaller`() {
    let least = Value.int(.min)
    let probe = Samples.probe([Samples.call("titleize", least)], target: "titleize")
    let symbol = Samples.surface.symbols.first { $0.id == "titleize" }
    let tables = ForgeTables(Samples.request(), surface: Samples.surface, mined: [])
    var forge = ProgramForge(tables, SeededGenerator(seed: 1))
    let made = (0..<100).compactMap { _ in symbol.flatMap { forge.mutant(of: probe.steps, $0) } }
    #expect(made.count == 100 && made.contains { $0 != probe.steps })
    #expect(!Reduction.candidates(probe.steps).isEmpty)
  }
}
