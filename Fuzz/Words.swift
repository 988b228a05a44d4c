extension Grammar {
  static let keywords = [
    "MUST", "MUST NOT", "SHOULD", "SHOULD NOT", "MAY", "OPTIONAL", "REQUIRED", "SHALL",
    "NOT RECOMMENDED", "RECOMMENDED", "MUST\nNOT",
  ]
  static let ids = [
    "R-1", "R-DUR-003", "FR-001", "SC-001", "req~name~1", "r-12", "R-1.", "R_2", "A.1", "§8.4/3",
    "8.4", "R-", "-1", "R-999999999999999999999",
  ]
  static let words = [
    "a", "the", "state", "phase", "x.y", "Examples", "é", "\u{FFFD}", "\u{1F600}", "error", "null",
    "18.1", "...", "optional", "as needed", "rfc 2119", "interpreted as described in", "~~x~~",
    "[a][b]", "![i](u)", "<b>", "&amp;", "https://a.b", "*e*", "**b**", "\\|", "a_b", "etc.",
  ]
  static let codes = [
    "`f(x)`", "`f(a, b=1) -> int`", "`1`", "`\"s\"`", "`[1, {}]`", "`error ValueError`", "`a|b`",
    "``a`b``", "` `", "`A.b`", "`x.y.z`", "`{\"a\": [1.5e300, null]}`", "`-> int`", "`f(`",
  ]
  static let titles = [
    "1. One", "2.1 Two", "`f(x) -> int`", "f(x, y?) → string", "Examples", "Interface", "States",
    "Run phases", "Example: leap (R-1)", "Settings", "Open Questions", "Errors", "Test matrix",
    "17.3 Checks", "R-1 · Name", "A.1 Appendix", "Requirement: Two words", "Definition of done",
    "Algorithm", "`A.b`", "", "#", "Commands", "Entities",
  ]
  static let headers = [
    "Input|Output", "Call|Result", "`f(x)`|Outcome", "Field|Type|Default|Description",
    "Key|Type|Default", "Code|When|Exit", "From|Event|Guard|To", "ID|Requirements|Profile|Check",
    "ID|Requirement", "a|b|c|d|e", "x|Expected",
  ]
  static let infos = [
    "", "json input", "json output", "pycon", "example", "console", "text", "pseudocode", "mermaid",
    "python", "py", "file=a.txt", "json file=b.json", "yaml", "sh", " ", "example name",
  ]
  static let sources = [
    ">>> f(1)", "2", ">>> x = f(", "... )", "$ tool build", "> more", "[2]", "a (glob)", "b (re)",
    ".", "stateDiagram-v2", "[*] --> A", "A --> B: go [ok]", "function f(x):", "  return g(x)",
    "if a then b()", "def f(a: int, *, b=2) -> str: ...", "class A(B):", "  @property",
    "Traceback (most recent call last):", "ValueError: bad", "{\"a\": 1}", "[1, 2", "", "```",
    "for each x in y:", "→", "'\\x00\\ud800'", "f(1, *[2], **{'a': 3})",
  ]
  static let pieces = [
    "\n", "\r\n", "\r", "\u{0}", "\t", "|", "`", "```", "~~~", "*", "**", "_", "[", "]", "](", "<",
    "<!--", "-->", ">", "> ", "- ", "1. ", "# ", "#", "---", "---\n", "===\n", "    ", "\\", "&#0;",
    "[a]: b\n", "[a]: <b> 'c'\n", "\u{FEFF}", "- [ ] ", "- [x] ", ":", "~", "{#id}", "(", ")", ",",
    "->", "'", "\"", "...", ">>> ", "\u{2028}", "e\u{301}",
  ]
  static let frontMatters = [
    "---\nspec: x\nversion: 1.0.0\n---\n", "---\nspec: x\n", "---\na: [\n---\n",
    "---\ncompare: { floats: exact, allow: [ { operation: f, path: '$', reason: r } ] }\n---\n",
    "---\nreference:\n  from: pypi:x==1\n  files: { a.whl: sha256:00 }\n---\n",
    "---\nsurface: { kind: python, module: m, include: [a], exclude: [b] }\nspec: s\n...\n",
    "---\nrevision: 3\nprofiles: [core]\n<<: *a\n---\n", "---\n- : ? *a &b !c\n---\n",
  ]
  static let wholes = [
    "a\n===\n", "b\n---\n", "***\n", "<div>\nMUST\n</div>\n", "[a]: /u 'MUST'\n", "    code MUST\n",
    "- a\n  - b\n    - c MUST\n", "1. `One`\n2. `Two`\n", "- [x] done (R-1)\n",
    "> - **R-1** MUST\n> - | a | b |\n>   |---|---|\n>   | MUST | x |\n",
    "#### Example: a (R-1)\n\n```json input\n[1]\n```\n\n```json output\n1\n```\n",
    "Implementation-defined: the colour.\n", "- If x is implemented, y MUST z.\n",
    "<!-- specter: x -->\n", "\\\nMUST\n",
  ]
}
