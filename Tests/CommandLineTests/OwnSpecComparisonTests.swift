import SpecModel
import Testing

/// The comparer of console examples, without running anything.
@Suite struct OwnSpecComparisonTests {
  private func told(
    _ lines: [ConsoleExample.Line], _ output: String, expected: Int = 0, status: Int = 0,
    command: String = "a"
  ) -> [String] {
    ConsoleComparison.differences(
      .init(command: command, output: lines, status: expected, lines: SourceLines(10, 20)),
      path: "S.md", output: output, status: status)
  }

  @Test func `what is as expected gives nothing`() {
    #expect(told([], "").isEmpty)
    #expect(told([], "\n\n").isEmpty)
    #expect(
      told(
        [.init(text: "a"), .init(text: ""), .init(text: "b?*", match: .glob)], "a\n\nbcd\n"
      ).isEmpty)
    #expect(told([.init(text: "[0-9]+ s", match: .regex)], "12 s").isEmpty)
    #expect(told([], "", expected: 64, status: 64).isEmpty)
  }

  @Test func `every difference is told with its line`() {
    #expect(told([.init(text: "a")], "b\n") == ["S.md:11: prints 'b', not 'a'"])
    #expect(
      told([.init(text: "a"), .init(text: "b")], "a\n") == ["S.md:12: does not print 'b'"])
    #expect(
      told([.init(text: "a")], "a\nb\n", command: "x \\\ny")
        == ["S.md:13: prints 'b' beyond what is expected"])
    #expect(told([], "", status: 2) == ["S.md:10: ends with status 2, not 0"])
    #expect(
      told([.init(text: "a*", match: .glob), .init(text: "[0-9]+", match: .regex)], "ba\n12 s")
        == [
          "S.md:11: prints 'ba', which does not match the glob 'a*'",
          "S.md:12: prints '12 s', which does not match the pattern '[0-9]+'",
        ])
    #expect(
      told([.init(text: "(", match: .regex)], "(") == ["S.md:11: '(' is no regular expression"])
  }

  @Test func `globs have stars and question marks and nothing else`() {
    let holds = [
      ("", ""), ("", "*"), ("abc", "abc"), ("abc", "a*"), ("abc", "*c"), ("abc", "a?c"),
      ("abcabd", "a*abd"), ("a.b[c]", "a.b[c]"), ("ab", "a**b*"), ("é…", "??"),
    ]
    for (text, glob) in holds {
      #expect(ConsoleComparison.matches(text, glob: glob), "\(text) \(glob)")
    }
    for (text, glob) in [("", "?"), ("a", ""), ("abc", "a?"), ("abc", "*b"), ("ab", "a?b")] {
      #expect(!ConsoleComparison.matches(text, glob: glob), "\(text) \(glob)")
    }
    let long = String(repeating: "a", count: 20_000)
    #expect(!ConsoleComparison.matches(long, glob: "*a*a*a*b"))
  }
}
