import Foundation
import SpecModel
import SpecText

/// A baseline on disk. It calls specs by their paths from its own folder, so that it means the same
/// wherever Specter is run.
struct BaselineFile {
  /// Its path as it was named.
  let path: String
  /// Its bytes; empty where it is to be written first.
  let bytes: [UInt8]
  /// What it accepts.
  let content: Baseline

  /// Reads the baseline at `path`.
  init(reading path: String) throws(Failure) {
    guard FileManager.default.fileExists(atPath: path) else {
      throw Failure(
        .usage, "there is no file '\(path)'", remedy: "Make it with --write-baseline \(path)")
    }
    try self.init(writing: path)
  }

  /// The baseline at `path`, or an empty one where there is none yet.
  init(writing path: String) throws(Failure) {
    self.path = path
    guard FileManager.default.fileExists(atPath: path) else {
      bytes = []
      content = Baseline()
      return
    }
    do {
      bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
    } catch {
      throw Failure(.badInput, "the baseline can't be read", place: path)
    }
    content = try Baseline(reading: bytes, path: path)
  }

  /// The path of `spec` from the baseline's folder.
  func name(of spec: String) -> String {
    func parts(_ path: String) -> [String] {
      URL(fileURLWithPath: path).resolvingSymlinksInPath().pathComponents
    }
    let folder = parts(path).dropLast()
    let file = parts(spec)
    let common = zip(folder, file).prefix { $0 == $1 }.count
    let up = Array(repeating: "..", count: folder.count - common)
    return (up + file.dropFirst(common)).joined(separator: "/")
  }
}
