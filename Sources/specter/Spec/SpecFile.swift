import Foundation
import SpecModel

/// Reads the spec that a verb names: a file, or a folder with a SPEC.md.
enum SpecFile {
  /// The file's bytes and its path. Throws a `Failure` of code `.usage` where there is no such
  /// file, and of `.badInput` where it can't be read.
  static func read(_ path: String) throws(Failure) -> (bytes: [UInt8], path: String) {
    var isFolder: ObjCBool = false
    var path = path
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      throw Failure(.usage, "there is no file '\(path)'", remedy: "Name a markdown file")
    }
    if isFolder.boolValue {
      let folder = path
      path += path.hasSuffix("/") ? "SPEC.md" : "/SPEC.md"
      guard FileManager.default.fileExists(atPath: path) else {
        throw Failure(
          .usage, "there is no SPEC.md in the folder '\(folder)'",
          remedy: "Name a markdown file, or a folder that holds a SPEC.md")
      }
    }
    return (try bytes(of: path), path)
  }

  /// The bytes of a file, and of nothing else. Throws a `Failure` of code `.badInput`.
  static func bytes(of path: String) throws(Failure) -> [UInt8] {
    do {
      return [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
    } catch {
      throw Failure(.badInput, "the file can't be read", place: path)
    }
  }
}
