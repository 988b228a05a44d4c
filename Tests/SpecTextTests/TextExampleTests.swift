import SpecModel
import Testing

@testable import SpecText

@Suite struct TextExampleTests {
  private static let ticks = String(repeating: "`", count: 32)

  @Test func `an example of CommonMark's form is input and output`() throws {
    let text = """
      ## Tabs

      \(Self.ticks) example
      →foo
      ```
      .x

      .
      <pre>
      .
      </pre>
      \(Self.ticks)

      ```example
      .
      ```

      ```example
      a
      ..
      b
      ```

      ```example
      >>> f(1)
      2
      ```
      """
    let spec = parsed(text)
    #expect(spec.textExamples.map(\.id) == ["ex-3", "ex-14"])
    let first = try #require(spec.textExamples.first)
    #expect(first.input == "→foo\n```\n.x\n\n")
    #expect(first.output == "<pre>\n.\n</pre>\n")
    #expect(first.lines == SourceLines(3, 12))
    #expect(spec.textExamples[1].input.isEmpty && spec.textExamples[1].output.isEmpty)
    #expect(
      spec.diagnostics.map { "\($0.rule) \($0.lines.first)" } == ["example-without-outcome 18"])
  }

  @Test(.enabled(if: RealSpecs.folder != nil, Comment(rawValue: RealSpecs.whyAbsent)))
  func `all 655 examples of the CommonMark spec are read, byte for byte`() throws {
    let spec = SpecParser.parse(try RealSpecs.bytes("commonmark/spec.txt"), path: "c")
    #expect(spec.textExamples.count == 655)
    #expect(spec.examples.isEmpty && spec.consoleExamples.isEmpty && spec.files.isEmpty)
    #expect(Set(spec.textExamples.map(\.id)).count == 655)
    #expect(!spec.diagnostics.contains { $0.rule.hasPrefix("example-") })
    let text = SourceText(try RealSpecs.bytes("commonmark/spec.txt"))
    for example in spec.textExamples {
      let range = text.range(example.lines.first + 1, example.lines.last - 1)
      let source = String(decoding: text.bytes[range], as: UTF8.self)
      #expect(source == example.input + ".\n" + example.output, "line \(example.lines.first)")
    }
  }
}
