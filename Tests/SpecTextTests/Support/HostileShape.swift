import Testing

/// A text that grows to any length in a way that has hurt parsers.
struct HostileShape: Sendable, CustomTestStringConvertible {
  var testDescription: String
  /// How many pieces the smaller text has.
  var count: Int
  var isOfRequirements = false
  /// The text with this many pieces.
  var bytes: @Sendable (Int) -> [UInt8]

  private static func repeated(
    _ name: String, _ piece: String, _ count: Int, after head: String = "",
    isOfRequirements: Bool = false
  ) -> HostileShape {
    HostileShape(testDescription: name, count: count, isOfRequirements: isOfRequirements) {
      Array((head + String(repeating: piece, count: $0)).utf8)
    }
  }

  private static func numbered(
    _ name: String, _ count: Int, after head: String = "", isOfRequirements: Bool = false,
    _ piece: @escaping @Sendable (Int) -> String
  ) -> HostileShape {
    HostileShape(testDescription: name, count: count, isOfRequirements: isOfRequirements) {
      Array((head + (0..<$0).map(piece).joined()).utf8)
    }
  }

  static let all: [HostileShape] = [
    repeated("headings", "# a\n", 50_000),
    numbered("nested lists", 20_000) { String(repeating: " ", count: 2 * ($0 % 60)) + "- a\n" },
    repeated("nested quotes", String(repeating: "> ", count: 45) + "a\n\n", 2_000),
    repeated("quote markers", ">", 250_000),
    repeated("list markers", "- ", 150_000),
    repeated("a long row", "x", 500_000, after: "|a|b|\n|-|-|\n|"),
    repeated("bars", "|", 250_000, after: "|a|b|\n|-|-|\n"),
    repeated(
      "table rows", "|x MUST|`y`|\n", 20_000, after: "|a|b|\n|-|-|\n", isOfRequirements: true),
    repeated("an unclosed fence", "a MUST\n", 50_000, after: "```\n"),
    repeated("unclosed fences", "```text\nf(x)\n", 20_000),
    numbered("link references", 25_000) { "[a\($0)]: b\n" },
    repeated("brackets", "[", 250_000),
    repeated("images", "![](", 50_000),
    repeated("stars", "*", 250_000),
    repeated("open emphasis", "*a ", 80_000),
    repeated("backticks", "`", 250_000),
    repeated("code spans", "`a``b", 40_000),
    repeated("angles", "<", 250_000),
    repeated("comments", "<!-- a\n", 30_000),
    repeated("NULs", "\0", 250_000),
    HostileShape(testDescription: "bytes that are not UTF-8", count: 250_000) {
      [UInt8](repeating: 0xFF, count: $0)
    },
    repeated("items of one list", "- a\n", 50_000),
    repeated("boxes", "- [ ] a\n", 20_000, after: "# Definition of done\n\n"),
    repeated("matrix cases", "- a `b` fails\n", 15_000, after: "# 1 Test matrix\n\n"),
    numbered("requirements", 15_000, isOfRequirements: true) { "- **R-\($0)** a MUST b\n" },
    repeated("one id", "- **R-1** a MUST b\n", 15_000, isOfRequirements: true),
    repeated("derived ids", "- a MUST b\n", 15_000, isOfRequirements: true),
    numbered("mentions", 8_000, isOfRequirements: true) {
      "- **R-\($0)** a MUST b as R-\($0 / 2) and Section 4.\($0)\n"
    },
    numbered("settings", 6_000, after: "# Settings\n\n") {
      "- `k\($0)` (int)\n  - Default: `\($0)`\n"
    },
    repeated("one setting", "- `k` (int)\n  - Default: `1`\n", 6_000, after: "# Settings\n\n"),
    numbered("states", 10_000, after: "# States\n\n") { "1. `K\($0)`\n" },
    numbered("algorithms", 5_000) { "```text\nf\($0)(x):\n  return g\($0)(x)\n```\n\n" },
    numbered("operations", 8_000) { "# `f\($0)(x) -> int`\n" },
    repeated(
      "examples", "|`1`|`2`|\n", 5_000, after: "# `f(x)`\n\n## Examples\n\n|x|result|\n|-|-|\n"),
    repeated("captions", "a:\n\n- `b`\n\n", 10_000),
  ]
}
