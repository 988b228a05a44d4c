import Foundation

/// A Swift source file of the project, read once.
struct SourceFile: Sendable {
  /// Path from the top of the project, for example `Sources/SpecModel/Digest.swift`.
  var path: String
  var lines: [String]

  /// The target that it belongs to: the folder below `Sources` or `Tests`.
  var target: String { path.split(separator: "/").dropFirst().first.map(String.init) ?? "" }

  /// Modules that it imports.
  var imports: [String] {
    lines.compactMap { line in
      let words = line.split(separator: " ")
      guard let place = words.firstIndex(of: "import"), place <= 2, place + 1 < words.count,
        words.prefix(place).allSatisfy({ $0.hasPrefix("@") || $0 == "public" })
      else { return nil }
      return words[place + 1].split(separator: ".").first.map(String.init)
    }
  }

  /// Lines without comments and without the insides of string literals on one line.
  var code: [String] {
    lines.map { line in
      var result = ""
      var inString = false
      var previous: Character = " "
      for character in line {
        if character == "\"" && previous != "\\" { inString.toggle() }
        if !inString && character == "/" && previous == "/" {
          return String(result.dropLast())
        }
        if !inString || character == "\"" { result.append(character) }
        previous = character
      }
      return result
    }
  }
}

/// The project's own tree.
enum Project {
  static let root: URL = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// Every Swift file below the given top-level folder.
  static func swiftFiles(_ folder: String) -> [SourceFile] {
    files(folder, suffix: ".swift")
  }

  static func files(_ folder: String, suffix: String) -> [SourceFile] {
    let base = root.appendingPathComponent(folder)
    guard let walk = FileManager.default.enumerator(atPath: base.path) else { return [] }
    return walk.compactMap { $0 as? String }.filter { $0.hasSuffix(suffix) }.sorted()
      .compactMap { path in
        guard let text = try? String(contentsOf: base.appendingPathComponent(path), encoding: .utf8)
        else { return nil }
        return SourceFile(path: "\(folder)/\(path)", lines: text.components(separatedBy: "\n"))
      }
  }
}
