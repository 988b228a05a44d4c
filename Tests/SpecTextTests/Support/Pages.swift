import Foundation

/// The pages of the lint rules.
enum Pages {
  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("docs/lint")

  static func text(of name: String) throws -> String {
    try String(contentsOf: folder.appendingPathComponent("\(name).md"), encoding: .utf8)
  }
}
