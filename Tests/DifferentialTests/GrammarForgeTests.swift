import SpecModel
import Testing

@testable import Differential

/// Texts for subjects that read a notation.
@Suite struct GrammarForgeTests {
  private static func bytes(_ texts: [String]) -> [[UInt8]] { texts.map { Array($0.utf8) } }

  @Test func `a notation is told by the marks among a subject's literals`() {
    #expect(GrammarForge(constants: Self.bytes(["=", "[", "]", "#"]), known: []) != nil)
    #expect(GrammarForge(constants: Self.bytes(["=", "[]", "]]", "'''"]), known: []) != nil)
    #expect(GrammarForge(constants: Self.bytes(["=", "==", "a=b[c]{d}", ","]), known: []) == nil)
    #expect(GrammarForge(constants: [], known: Self.bytes(["a = [1]"])) == nil)
  }

  @Test func `brackets and quotes are found, inner ones too`() {
    let text = Array("a = [1, {b = \"]\"}]".utf8)
    let parts = GrammarForge.enclosedRanges(of: text).map {
      String(decoding: text[$0], as: UTF8.self)
    }
    #expect(parts == ["\"]\"", "{b = \"]\"}", "[1, {b = \"]\"}]"])
  }

  @Test func `the same seed makes the same texts, with lines, assignments and nesting`() throws {
    let forge = TextForge(constants: ["=", "[", "]", "\n", "#", "inf"], known: [])
    func texts() -> [String] {
      var generator = SeededGenerator(seed: 3)
      return (0..<400).map { _ in forge.text([], &generator) }
    }
    let made = texts()
    #expect(made == texts())
    #expect(made.filter { $0.contains("=") && $0.contains("\n") }.count > 60)
    #expect(made.contains { $0.contains("= [") && $0.contains("]") })
  }

  @Test func `parts of known texts come together in one text`() {
    let known = ["[owner]\nname = 'Tom'\n", "ports = [8000, 8001]\ndob = 1979-05-27\n"]
    let forge = TextForge(constants: ["=", "[", "]", "\n", "#"], known: known)
    let cut = known.map { TokenText(Array($0.utf8)) }
    var generator = SeededGenerator(seed: 4)
    let made = (0..<3_000).map { _ in forge.text(cut, &generator) }
    #expect(made.contains { $0.contains("[owner]") && $0.contains("ports = [8000, 8001]") })
    #expect(made.contains { $0.contains("name = [8000, 8001]") })
  }
}
