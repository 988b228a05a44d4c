import SpecModel
import Testing

@testable import SpecterKit

@Suite struct SpecAcceptanceTests {
  private func objections(_ reply: [UInt8]) -> [String] {
    SpecAcceptance.objections(to: reply, after: ToySpec.bare)
  }

  @Test func `a sound spec is accepted`() {
    #expect(objections(ToySpec.ruling()).isEmpty)
    #expect(SpecAcceptance.objections(to: ToySpec.ruling(), after: ToySpec.ruling()).isEmpty)
  }

  // SPEC: R-STOP-07
  @Test(arguments: [
    ToySpec.frontMatter.replacing("0.1.0", with: "0.1.1"),
    ToySpec.frontMatter.replacing("version", with: "Version"),
    ToySpec.frontMatter.replacing("spec: toy\n", with: "spec: toy \n"), "",
  ])
  func `front matter stays byte for byte`(head: String) {
    let found = objections(ToySpec.ruling(head: head))
    #expect(
      found.first
        == "the front matter belongs to people and must stay as it is, byte for byte")
  }

  @Test func `a spec without an operation is refused`() {
    #expect(
      objections(ToySpec.bare + Array("\nWords.\n".utf8)).first == "the spec declares no operation")
  }

  // SPEC: R-STOP-07
  @Test func `a linter's error is told with its line and rule`() throws {
    let found = objections(ToySpec.ruling(more: "- **R-ADD-1** It MUST be so.\n"))
    let one = try #require(found.first)
    #expect(found.count == 1)
    #expect(one.hasPrefix("SPEC.md:29: 'R-ADD-1' is the id of something on line 22 too"))
    #expect(one.hasSuffix("[duplicate-id]"))
  }

  // SPEC: R-STOP-07
  @Test func `an example that can't be read is refused`() {
    let found = objections(
      ToySpec.ruling(more: "\n```pycon\n>>> toy.add(1, lambda: 2)\n3\n```\n"))
    #expect(found.count == 1)
    #expect(found.first?.hasSuffix("[example-unparsed]") == true)
  }

  @Test func `warnings are no objections`() {
    #expect(objections(ToySpec.ruling(more: "- **R-NEW-1** It MUST be fast.\n")).isEmpty)
  }

  @Test func `ill-formed text is refused, not read past`() {
    #expect(
      objections(ToySpec.ruling() + [0xFF, 0x0A]).contains { $0.hasSuffix("[invalid-utf8]") })
  }

  @Test func `a draft goes back under the front matter of people`() {
    let draft = ToySpec.ruling(head: ToySpec.frontMatter.replacing("0.1.0", with: "9"))
    #expect(SpecAcceptance.draft(draft, after: ToySpec.bare) == ToySpec.ruling())
    #expect(SpecAcceptance.draft(ToySpec.ruling(head: ""), after: ToySpec.bare) == ToySpec.ruling())
    let sound = ToySpec.ruling(more: "- **R-ADD-1** Twice.\n")
    #expect(SpecAcceptance.draft(sound, after: ToySpec.bare) == sound)
  }
}
