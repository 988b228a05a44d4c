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
    let forge = TextForge(
      constants: ["=", "[", "]", "\n", "#", "\"", "'", ",", "inf"], known: [])
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

  @Test func `an assignment is a mark between a name and a value`() {
    func mark(_ text: String) -> String? {
      GrammarForge.assignment(in: Array(text.utf8)).map {
        String(decoding: [$0], as: UTF8.self)
      }
    }
    #expect(mark("a = 1") == "=" && mark("{\"a\": 1}") == ":" && mark("[x]\nb.c=d") == "=")
    #expect(mark(">=1.0,<2") == nil && mark("a ==1") == nil && mark("a =\nb") == nil)
  }

  @Test func `what was understood says which mark assigns`() {
    let forge = TextForge(constants: ["=", ":", "[", "]", "\n"], known: ["a = 1\n"])
    let known = [TokenText(Array("a = 1\n".utf8))]
    var generator = SeededGenerator(seed: 6)
    let made = (0..<1_000).map { _ in forge.text(known, &generator) }
    let lines = made.flatMap { $0.split(separator: "\n") }
    #expect(lines.filter { $0.contains("=") }.count > 4 * lines.filter { $0.contains(":") }.count)
  }

  @Test func `escapes that the subject knows have as many digits as their letter asks for`() {
    let forge = EscapeForge(constants: Self.bytes(["\\x", "\\u", "\\ ", "\\t", "x", "\\ab"]))
    var generator = SeededGenerator(seed: 7)
    let made = (0..<2_000).map { _ in
      String(decoding: forge.escape(&generator), as: UTF8.self)
    }
    func count(_ prefix: String, _ length: Int) -> Int {
      made.filter { $0.hasPrefix(prefix) && $0.count == length }.count
    }
    #expect(count("\\x", 4) > 150 && count("\\u", 6) > 150)
    #expect(count("\\x", 3) > 0 && count("\\u", 4) > 0)
    #expect(made.contains("\\ \n  ") && made.contains("\\t"))
  }
}
