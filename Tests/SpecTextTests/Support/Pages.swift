import Foundation

/// The pages of the lint rules.
enum Pages {
  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("docs/lint")

  /// Pages that are no rule's.
  static let others: Set<String> = [
    "README.md", "contradictions.md", "false-alarms.md", "leaks.md",
  ]

  static func text(of name: String) throws -> String {
    try String(contentsOf: folder.appendingPathComponent("\(name).md"), encoding: .utf8)
  }
}
