import Glibc
import SpecModel
import Testing

/// `specter spec parse` and `lint` on what no author would write.
@Suite(.serialized, .needsProgram) struct SpecTests {
  private static let front =
    "---\nspec: x\nversion: 0.1.0\nreference:\n  from: path:lib\n"
    + "surface:\n  kind: python\n  module: x\n---\n"

  private static let bad: [(name: String, bytes: [UInt8], finding: String)] = [
    ("broken YAML", Array("---\nspec: [x\n  y: {\n---\n\n### `f(a)`\n".utf8), "front"),
    ("front matter without an end", Array("---\nspec: x\n\n### `f(a)`\n".utf8), "front"),
    ("no operations", Array((front + "\nWords only.\n").utf8), "no-operations"),
    ("invalid UTF-8", Array((front + "\n### `f(a)`\n\n").utf8) + [0xFF, 0xFE, 0xC0, 0x0A], "utf"),
    ("nothing at all", [], ""),
    ("nothing but NUL", [UInt8](repeating: 0, count: 4_096), ""),
    ("one line of a megabyte", [UInt8](repeating: 0x61, count: 1 << 20), ""),
    ("deep quotes", [UInt8](repeating: 0x3E, count: 100_000), ""),
    ("deep lists", Array(String(repeating: "- ", count: 50_000).utf8), ""),
    ("deep YAML", Array(("---\n" + String(repeating: "[", count: 50_000) + "\n---\n").utf8), ""),
    ("aliases that explode", Array(bomb.utf8), ""),
  ]

  private static let bomb: String = {
    var text = "---\na0: &a0 [x, x, x, x, x, x, x, x, x]\n"
    for level in 1...30 {
      let alias = "*a\(level - 1)"
      text +=
        "a\(level): &a\(level) [\(Array(repeating: alias, count: 9).joined(separator: ", "))]\n"
    }
    return text + "---\n"
  }()

  // SPEC: R-SPEC-01, R-EXIT-05
  @Test func `bad specs are told apart from good ones in bounded time`() async throws {
    try await Bench.with { bench in
      for (name, bytes, finding) in Self.bad {
        try bench.write("project/bad.md", bytes)
        for words in [["spec", "lint", "bad.md"], ["spec", "lint", "bad.md", "--json"]] {
          let lint = try await bench.specter(words, seconds: 20)
          #expect(lint.status == 1, "\(name): \(lint.errors)")
          #expect(lint.seconds < 5, "\(name) took \(lint.seconds) s")
          #expect(
            finding.isEmpty || lint.output.lowercased().contains(finding),
            "\(name): \(lint.output.prefix(500))")
        }
        let parse = try await bench.specter(["spec", "parse", "bad.md", "--json"], seconds: 20)
        #expect(parse.status == 0 && parse.seconds < 5, "\(name): \(parse.errors)")
        #expect(try parse.json["schema"]?.stringValue == "specter.spec/1", "\(name)")
        let people = try await bench.specter(["spec", "parse", "bad.md"], seconds: 20)
        #expect(people.status == 0 && people.seconds < 5, "\(name): \(people.errors)")
      }
    }
  }

  // SPEC: R-CLI-06
  @Test func `a good spec is clean and its model complete`() async throws {
    try await Bench.with { bench in
      try bench.write("project/good/SPEC.md", Self.front + Library.spec)
      for file in ["good", "good/SPEC.md"] {
        let lint = try await bench.specter(["spec", "lint", file])
        #expect(lint.status == 0, lint.story)
        let parse = try await bench.specter(["spec", "parse", file, "--json"])
        #expect(try parse.json["operations"]?.arrayValue?.count == 4, parse.story)
        #expect(try parse.json["requirements"]?.arrayValue?.count == 4)
        #expect(try parse.json["examples"]?.arrayValue?.count == 4)
      }
    }
  }

  @Test func `show prints the sections, or one thing with its source and what refers to it`()
    async throws
  {
    try await Bench.with { bench in
      try bench.write("project/SPEC.md", Self.front + Library.spec)
      let outline = try await bench.specter(["spec", "show", "SPEC.md"])
      #expect(outline.status == 0, outline.story)
      let sections = outline.output.split(separator: "\n")
      #expect(sections.count == 5 && sections[1].contains("1 requirement, 1 operation, 1 example"))
      let one = try await bench.specter(["spec", "show", "SPEC.md", "shout"])
      #expect(
        one.output == """
          SPEC.md:13: operation shout · (text) -> str
            13 | ### `shout(text: str) -> str`
          1 place refers to it:
            SPEC.md:18: example ex-18: of shout

          """, one.story)
      let json = try await bench.specter(["spec", "show", "SPEC.md", "R-SHO-01", "--json"])
      let found = try json.json["found"]?.arrayValue?.first
      #expect(try json.json["schema"]?.stringValue == "specter.show/1")
      #expect(found?["kind"]?.stringValue == "requirement", json.story)
      #expect(
        found?["places"]?.arrayValue?.first?["lines"] == .array([.int(15), .int(15)]), json.story)
      let unknown = try await bench.specter(["spec", "show", "SPEC.md", "R-SHO-02"])
      #expect(unknown.status == 64 && unknown.output.isEmpty, unknown.story)
      #expect(unknown.errors.contains("Did you mean 'R-SHO-01'"), unknown.story)
    }
  }

  // SPEC: R-EXIT-06
  @Test func `a file that can't be read is the user's mistake`() async throws {
    try await Bench.with { bench in
      try bench.makeFolder("project/empty")
      for verb in ["parse", "lint", "show"] {
        for file in ["none.md", ""] {
          let ran = try await bench.specter(["spec", verb, file])
          #expect(ran.status == 64 && ran.output.isEmpty, ran.story)
        }
        let folder = try await bench.specter(["spec", verb, "empty"])
        #expect(folder.status == 64 && folder.errors.contains("no SPEC.md"), folder.story)
      }
    }
  }

  // SPEC: R-SPEC-01
  @Test func `a spec of two megabytes is read in seconds`() async throws {
    try await Bench.with { bench in
      let sections = (0..<4_000).map { number in
        """
        ### `f\(number)(text: str) -> str`

        - **R-F-\(number)** It MUST return the text in upper case, whatever the text is, and no
          more; see also the rules of the other functions, which say the same. \(number)

        ```pycon
        >>> f\(number)("a\(number)")
        'A\(number)'
        ```


        """
      }
      let padding = String(repeating: "\nMore words.\n", count: 80_000)
      let text = Self.front + "\n" + sections.joined() + padding
      try bench.write("project/long.md", text)
      let lint = try await bench.specter(["spec", "lint", "long.md"], seconds: 60)
      #expect(
        lint.status < 2 && lint.seconds < 20,
        "\(text.utf8.count) bytes: \(lint.seconds) s \(lint.errors)")
    }
  }
}
