import FoundationEssentials
import Glibc
import SpecModel
import SpecterKit
import SpecterReference
import Testing

/// A folder of a test's own, thrown away at its end.
struct Scratch {
  let path: String

  /// Runs `body` with a new folder.
  static func use<R>(_ body: (Scratch) async throws -> R) async throws -> R {
    let path = "/tmp/specter-reference-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    defer {
      Scratch.open(path)
      try? FileManager.default.removeItem(atPath: path)
    }
    return try await body(Scratch(path: path))
  }

  /// Makes the read-only folders of a cache writable, so that an ordinary user can delete them.
  private static func open(_ folder: String) {
    chmod(folder, 0o755)
    for name in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [] {
      var status = stat()
      let path = folder + "/" + name
      if lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR { open(path) }
    }
  }

  /// Writes a file below the folder.
  func write(_ path: String, _ text: String) throws {
    let full = self.path + "/" + path
    try FileManager.default.createDirectory(
      atPath: String(full[..<(full.lastIndex(of: "/") ?? full.endIndex)]),
      withIntermediateDirectories: true)
    try Data(text.utf8).write(to: URL(filePath: full))
  }

  /// The paths of the plain files below a folder, relative to it.
  func files(_ folder: String) -> [String] { Scratch.list(path + "/" + folder, "").sorted() }

  static func list(_ folder: String, _ prefix: String) -> [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.flatMap { name -> [String] in
      var status = stat()
      guard lstat(folder + "/" + name, &status) == 0 else { return [] }
      return status.st_mode & S_IFMT == S_IFDIR
        ? list(folder + "/" + name, prefix + name + "/") : [prefix + name]
    }
  }
}

/// The text of a file; nil when it can't be read.
func text(_ path: String) -> String? {
  FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) }
}

/// The failure that `body` ends with; nil, and a failed test, when it does not fail.
func failure<R>(of body: () async throws -> R) async -> Failure? {
  do {
    _ = try await body()
    Issue.record("it did not fail")
    return nil
  } catch let failure as Failure {
    return failure
  } catch {
    Issue.record("it threw \(error)")
    return nil
  }
}
