import SpecModel
import Testing

@testable import SpecText

@Suite struct LeakNameTests {
  private func hits(_ text: String, _ names: String...) -> [String] {
    let bytes = Array(text.utf8)
    return DeniedNameSearch(names.map { DeniedName(name: $0) }).hits(in: bytes).map {
      String(decoding: bytes[$0.range], as: UTF8.self)
    }
  }

  @Test(arguments: [
    "acme core", "AcmeCore", "acme-core", "acme_core", "ACME_CORE", "acme.core", "Acme\n  Core",
    "acmecore", "Acme\n> Core",
  ])
  func `a name is found however it is joined`(_ spelling: String) {
    for name in ["AcmeCore", "acme-core", "acme_core", "Acme Core"] {
      #expect(hits("x \(spelling)!", name) == [spelling])
      #expect(hits("x_\(spelling)_y", name) == [spelling])
    }
  }

  @Test func `a name in a word is not found, in an identifier it is`() {
    #expect(hits("scores hardcore core2 coreX xCore", "core") == ["core", "core", "Core"])
    #expect(hits("ZeusClient HTTPZeus zeus_db prezeus", "Zeus") == ["Zeus", "Zeus", "zeus"])
    #expect(hits("Acme\n\nCore", "AcmeCore").isEmpty)
    #expect(hits("MÜLLER und Müller", "müller") == ["MÜLLER", "Müller"])
  }

  @Test func `findings stand in front matter and comments too, once a line`() {
    let text = "---\nspec: zeus\n---\n\n<!-- Zeus, zeus -->\n"
    let input = LintInput(
      Array(text.utf8), path: "SPEC.md", denied: [DeniedName(name: "Zeus", reason: "say the hub")])
    let found = Linter.lint(input).filter { $0.rule == "leak-denied-name" }
    #expect(found.map(\.lines.first) == [2, 5])
    #expect(found.first?.message == "'Zeus' is on the deny list: say the hub")
  }

  private func lines(_ text: String, _ names: String...) -> [Int] {
    let input = LintInput(
      Array(text.utf8), path: "SPEC.md", denied: names.map { DeniedName(name: $0) })
    return Linter.lint(input).filter { $0.rule == "leak-denied-name" }.map(\.lines.first)
  }

  @Test(arguments: [
    "Project **Bluebird**", "project blue**bird**", "Project &#98;luebird", "project `Bluebird`",
    "Project [Blue](x)bird", "Project Blue<b>bird</b>", "Project Blue\u{AD}bird",
    "Project&nbsp;Bluebird", "*Project*\n**Bluebird**", "Project Blue&shy;bird",
    "~~Project~~ Bluebird",
  ])
  func `no markup hides a name`(_ spelling: String) {
    let name = "Project Bluebird"
    #expect(lines("x\n\n\(spelling)\n", name) == [3])
    let nested = "- a\n\n  \(spelling.replacing("\n", with: "\n  "))\n"
    #expect(lines("---\nspec: x\n---\n\n\(nested)", name) == [7])
    guard !spelling.contains("\n") else { return }
    #expect(lines("# a \(spelling)\n", name) == [1])
    #expect(lines("| a | b |\n|---|---|\n| c | d |\n| e | \(spelling) |\n", name) == [4])
    #expect(lines("> a\n> \(spelling) b\n", name) == [2])
  }

  @Test func `what is not read together is no name`() {
    #expect(lines("| Blue | bird |\n|---|---|\n| blue | bird |\n", "Bluebird") == [])
    #expect(lines("Blue\n\nbird\n\n- blue\n- bird\n", "Bluebird") == [])
    #expect(lines("<p>Blue<b>bird</b></p>\n", "Bluebird") == [1])
    #expect(lines("a Bluebird and a **Blue**bird\n", "Bluebird") == [1])
  }

  @Test func `a deny list has names, reasons and comments`() throws {
    let text = "# ours\r\nZeus: say the hub\n\n acme::core # inner\nC#: no\n"
    #expect(
      try DenyList.parse(Array(text.utf8), path: "deny") == [
        DeniedName(name: "Zeus", reason: "say the hub"), DeniedName(name: "acme::core"),
        DeniedName(name: "C#", reason: "no"),
      ])
  }

  @Test(arguments: ["a\n: why\n", "a\n--\n", "a\n\u{0}"])
  func `a deny list that is half read would let names through`(_ text: String) {
    #expect(throws: Failure.self) { try DenyList.parse(Array(text.utf8), path: "deny") }
  }

  @Test func `a deny list that is not UTF-8 is refused with its line`() {
    do {
      _ = try DenyList.parse([0x61, 0x0A, 0xFF], path: "deny")
      Issue.record("nothing was thrown")
    } catch {
      #expect("\(error)".contains("deny:2"))
    }
  }
}
