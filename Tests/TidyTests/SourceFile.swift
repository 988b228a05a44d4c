import Foundation
import Testing

/// A Swift source file of the project, read once.
struct SourceFile: Sendable {
  /// Path from the top of the project, for example `Sources/SpecModel/Digest.swift`.
  var path: String
  var lines: [String]
  /// The lines without comments and without the insides of string literals.
  let code: [String]

  /// The target that it belongs to: the folder below `Sources` or `Tests`.
  var target: String { path.split(separator: "/").dropFirst().first.map(String.init) ?? "" }

  /// Modules that it imports: imports stand above the first declaration, and what looks like one
  /// below is a script inside a string.
  var imports: [String] {
    let starts = [
      "///", "public ", "struct ", "enum ", "extension ", "func ", "private ", "actor ",
    ]
    let head = lines.prefix { line in !starts.contains { line.hasPrefix($0) } }
    return head.compactMap { line in
      let words = line.split(separator: " ")
      guard let place = words.firstIndex(of: "import"), place <= 2, place + 1 < words.count,
        words.prefix(place).allSatisfy({ $0.hasPrefix("@") || $0 == "public" })
      else { return nil }
      return words[place + 1].split(separator: ".").first.map(String.init)
    }
  }

  init(path: String, lines: [String]) {
    self.path = path
    self.lines = lines
    code = lines.map(Self.code)
  }

  /// A line without its comment and without the insides of string literals. Bytes, because this is
  /// done to every line of the project.
  private static func code(of line: String) -> String {
    var result: [UInt8] = []
    var inString = false
    var previous = UInt8(ascii: " ")
    for byte in line.utf8 {
      if byte == UInt8(ascii: "\""), previous != UInt8(ascii: "\\") { inString.toggle() }
      if !inString, byte == UInt8(ascii: "/"), previous == byte {
        return String(decoding: result.dropLast(), as: UTF8.self)
      }
      if !inString || byte == UInt8(ascii: "\"") { result.append(byte) }
      previous = byte
    }
    return String(decoding: result, as: UTF8.self)
  }
}

/// The project's own tree.
enum Project {
  static let root: URL = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// Every Swift file below `Sources`.
  static let sources = files("Sources", suffix: ".swift")
  /// Every Swift file below `Tests`.
  static let tests = files("Tests", suffix: ".swift")

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

extension SourceFile: CustomTestStringConvertible {
  /// The path: a failing test names the file, not its text.
  var testDescription: String { path }
}
