import SpecModel
import Testing

@testable import SpecText

@Suite struct LeakTests {
  private let source = """
    # Copyright of this file is the house's.
    import re

    _CACHE = {}

    def slugify(text, separator="-"):
        \"\"\"Turn a text into a slug by cutting what is no letter and joining the rest.

        >>> slugify("a b")
        'a-b'
        \"\"\"
        clean_words = [part for part in re.split(r"[^a-z]+", text.lower()) if part]
        for position, current in enumerate(clean_words):
            if len(current) > 20 and position != len(clean_words) - 1:
                clean_words[position] = current[:20] + "~" + str(len(current))
        if not clean_words:
            raise ValueError("nothing is left of this text")
        return _joined(separator, clean_words)

    def _joined(separator, clean_words):
        return separator.join(clean_words)

    """

  private func findings(
    _ text: String, _ rule: String, denied: [DeniedName] = [], licence: String? = nil,
    path: String = "slugs.py"
  ) -> [Diagnostic] {
    var files = [ReferenceFile(path: path, bytes: Array(source.utf8))]
    if let licence { files.append(ReferenceFile(path: "LICENSE", bytes: Array(licence.utf8))) }
    let input = LintInput(
      Array(text.utf8), path: "SPEC.md", reference: files, denied: denied)
    return Linter.lint(input).filter { $0.rule == rule }
  }

  private func lines(_ text: String, _ rule: String) -> [Int] {
    findings(text, rule).map(\.lines.first)
  }

  @Test func `copied code is found, laid out or named in another way`() {
    let code = """
      for position, current in enumerate(clean_words):
        if len(current) > 20 and position != len(clean_words) - 1:
          clean_words[position] = current[:20] + "~" + str(len(current))
      """
    let found = findings("# X\n\n```python\n\(code)\n```\n", "leak-source")
    #expect(found.map(\.lines) == [SourceLines(4, 6)])
    #expect(found.first?.message.hasSuffix("in slugs.py:13") == true)
    let renamed = code.replacing("position", with: "i").replacing("current", with: "w")
      .replacing("clean_words", with: "ws")
    let other = findings("# X\n\n```python\n\(renamed)\n```\n", "leak-source")
    #expect(other.map(\.lines) == [SourceLines(4, 6)])
    #expect(other.first?.message.hasSuffix("under other names") == true)
  }

  @Test func `copied documentation is found in prose`() {
    let text =
      "It MUST turn a text into a slug, by\ncutting what is no letter\nand joining the rest.\n"
    #expect(findings(text, "leak-source").map(\.lines) == [SourceLines(1, 3)])
  }

  @Test func `what can be seen from outside is no leak`() {
    let text = """
      ### `slugify(text, separator="-")`

      Nothing left MUST raise `ValueError`: `nothing is left of this text`.

      ```pycon
      >>> slugify("a b")
      'a-b'
      ```

      ```python
      import re
      def slugify(text, separator="-"):
      ```
      """
    #expect(findings(text, "leak-source").isEmpty)
    #expect(findings(text, "leak-private-name").isEmpty)
  }

  @Test func `without a reference nothing is compared`() {
    let input = LintInput(Array("`_joined` `clean_words`\n".utf8), path: "SPEC.md")
    #expect(!Linter.lint(input).contains { $0.rule.hasPrefix("leak-") })
  }

  @Test func `private names are found once, public ones not`() {
    let text =
      "# X\n\nThe words go to `_joined`,\nand _joined_ again to `_joined`. `slugify`\n"
    #expect(lines(text, "leak-private-name") == [3])
    #expect(lines("# X\n\n_joined_ words, `__init__`, `separator`\n", "leak-private-name") == [])
  }

  @Test func `a name that is public anywhere is public`() {
    let files = [
      ReferenceFile(path: "a.py", bytes: Array("def f():\n  next_token = 1\n".utf8)),
      ReferenceFile(path: "b.py", bytes: Array("def g(next_token):\n  pass\n".utf8)),
      ReferenceFile(path: "tests/test_a.py", bytes: Array("def f():\n  own_token = 1\n".utf8)),
    ]
    #expect(PrivateNames(files).places.isEmpty)
    #expect(PrivateNames([files[0]]).places.keys.sorted() == ["next_token"])
  }

  @Test func `private names of other languages`() {
    func names(_ path: String, _ text: String) -> [String] {
      PrivateNames([ReferenceFile(path: path, bytes: Array(text.utf8))]).places.keys.sorted()
    }
    #expect(
      names("a.swift", "private func innerPart() {}\npublic func outerPart() {}\n") == ["innerPart"]
    )
    #expect(names("a.go", "func innerPart() {}\nfunc OuterPart() {}\n") == ["innerPart"])
    #expect(names("a.rs", "fn inner_part() {}\npub fn outer_part() {}\n") == ["inner_part"])
    #expect(
      names("a.c", "static int inner_part(void) {}\nint outer_part(void);\n") == ["inner_part"])
  }

  private let licence = """
    Copyright (c) 2020 Jane Roe

    Permission is hereby granted, free of charge, to any person … The above copyright notice and
    this permission notice shall be included in all copies.
    """

  @Test func `a licence that disagrees is told`() {
    func front(_ licence: String) -> String {
      "---\nspec: x\nreference: { from: \"path:x\"\(licence) }\n---\n"
    }
    func messages(_ text: String) -> [String] {
      findings(text, "leak-licence", licence: licence).map(\.message)
    }
    #expect(messages(front(", licence: MIT")).isEmpty)
    #expect(messages(front(", licence: MIT OR Apache-2.0")).isEmpty)
    #expect(
      messages(front(", licence: BSD-3-Clause"))
        == ["the front matter says BSD-3-Clause, and LICENSE is MIT"])
    #expect(messages(front("")) == ["the front matter names no licence, and LICENSE is MIT"])
  }

  @Test func `a copy without its notice is told`() {
    let copy = "Turn a text into a slug by cutting what is no letter and joining the rest.\n"
    let found = findings(copy, "leak-licence", licence: licence)
    #expect(found.count == 1)
    #expect(found.first?.message.contains("Copyright (c) 2020 Jane Roe") == true)
    let kept = copy + "\nCopyright (c) 2020\nJane Roe\n"
    #expect(findings(kept, "leak-licence", licence: licence).isEmpty)
  }
}
