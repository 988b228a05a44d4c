import SpecModel
import SpecterKit

/// The Python program that reads indexes and archives, joined from its files in this order.
enum Script {
  /// Its text.
  static let text: String = {
    let files = EmbeddedFiles.below("SpecterReference/Scripts")
    return ["errors", "web", "versions", "archives", "cache", "resolve", "main"]
      .compactMap { files.text("\($0).py") }.joined(separator: "\n")
  }()
}
