import Foundation
import SpecModel

/// Reads the spec that a verb names: a file, or a folder with a SPEC.md.
enum SpecFile {
  /// The file's bytes and its path.
  static func read(_ path: String) throws(Failure) -> (bytes: [UInt8], path: String) {
    var isFolder: ObjCBool = false
    var path = path
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      throw Failure(.usage, "there is no file '\(path)'", remedy: "Name a markdown file")
    }
    if isFolder.boolValue { path += path.hasSuffix("/") ? "SPEC.md" : "/SPEC.md" }
    do {
      return ([UInt8](try Data(contentsOf: URL(fileURLWithPath: path))), path)
    } catch {
      throw Failure(.badInput, "the file can't be read", place: path)
    }
  }
}
