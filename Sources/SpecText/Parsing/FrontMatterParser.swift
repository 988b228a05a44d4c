import SpecModel
import Yams

/// Reads the YAML above a spec.
enum FrontMatterParser {
  /// Longest front matter that is read, in bytes: people write it.
  static let limit = 1 << 18
  /// Deepest nesting of brackets; the YAML library recurses.
  static let deepest = 64

  /// What was found.
  struct Result {
    var frontMatter: FrontMatter?
    var diagnostics: [Diagnostic] = []
    /// The line where the markdown starts.
    var bodyLine = 1
  }

  /// Cuts the front matter off `text` and reads it.
  static func parse(_ text: SourceText) -> Result {
    guard isFence(text.line(1), opening: true) else { return Result() }
    guard let last = closingLine(in: text) else { return unclosed(text) }
    var result = Result(bodyLine: last + 1)
    let lines = SourceLines(1, last)
    let range = text.range(ofLine: 2).lowerBound..<text.range(ofLine: last).lowerBound
    guard range.count <= limit, !isTooDeep(text.bytes[range]) else {
      result.diagnostics.append(
        error("the front matter is too long or nested too deep", lines, "Make it shorter"))
      return result
    }
    do {
      let yaml = String(decoding: text.bytes[range], as: UTF8.self)
      guard let node = try Yams.compose(yaml: yaml) else {
        result.frontMatter = FrontMatter(name: "", lines: lines)
        return result
      }
      var reader = FrontMatterReader(lines: lines)
      result.frontMatter = reader.frontMatter(node)
      result.diagnostics += reader.diagnostics
    } catch let fault as YamlError {
      let (line, problem) = place(of: fault)
      let at = min(max(2, line + 1), last)
      result.diagnostics.append(
        error("the front matter is no YAML: \(problem)", SourceLines(at, at), "Mend the YAML"))
    } catch {
      result.diagnostics.append(
        self.error("the front matter is no YAML", lines, "Mend the YAML"))
    }
    return result
  }

  private static func isFence(_ line: ArraySlice<UInt8>, opening: Bool) -> Bool {
    var line = line
    if opening, line.starts(with: [0xEF, 0xBB, 0xBF]) { line = line.dropFirst(3) }
    while line.last == 0x20 || line.last == 0x09 { line.removeLast() }
    return line.elementsEqual("---".utf8) || (!opening && line.elementsEqual("...".utf8))
  }

  private static func closingLine(in text: SourceText) -> Int? {
    guard text.lineCount > 1 else { return nil }
    return (2...text.lineCount).first { isFence(text.line($0), opening: false) }
  }

  /// A file that starts with a thematic break has no front matter; one that starts with `---` and a
  /// key was meant to have it.
  private static func unclosed(_ text: SourceText) -> Result {
    let second = text.line(2)
    let key = second.prefix { SignatureParser.isName($0) || $0 == UInt8(ascii: "-") }
    guard !key.isEmpty, second.dropFirst(key.count).first == UInt8(ascii: ":") else {
      return Result()
    }
    return Result(diagnostics: [
      error(
        "the front matter does not end", SourceLines(1, 1), "Put a line --- below it")
    ])
  }

  static func isTooDeep(_ bytes: ArraySlice<UInt8>) -> Bool {
    var depth = 0
    var dashes = 0
    for byte in bytes {
      if byte == UInt8(ascii: "[") || byte == UInt8(ascii: "{") { depth += 1 }
      if byte == UInt8(ascii: "]") || byte == UInt8(ascii: "}") { depth = max(0, depth - 1) }
      if byte == 0x0A { dashes = 0 }
      if byte == UInt8(ascii: "-") || byte == UInt8(ascii: "?") || byte == UInt8(ascii: ":") {
        dashes += 1
      }
      if depth > deepest || dashes > 4 * deepest { return true }
    }
    return false
  }

  static func error(_ message: String, _ lines: SourceLines, _ remedy: String) -> Diagnostic {
    Diagnostic(
      rule: "front-matter", severity: .error, message: message, remedy: remedy, lines: lines)
  }

  /// Line in the YAML (from 1) and what is wrong there.
  static func place(of error: YamlError) -> (Int, String) {
    switch error {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      (mark.line, problem)
    case .reader(let problem, let offset, _, let yaml):
      (1 + yaml.utf8.prefix(offset ?? 0).count { $0 == 0x0A }, problem)
    case .duplicatedKeysInMapping(let keys, let context):
      duplicate(keys, in: context.text, line: context.mark.line)
    default: (1, "it can't be read")
    }
  }

  /// The key that is there twice, and the line where it first is. Of several keys the library puts
  /// any in front, one reading another than the next, where one of them is no text.
  private static func duplicate(_ keys: [String], in yaml: String, line: Int)
    -> (line: Int, problem: String)
  {
    guard keys.count > 1 else { return (line, "duplicate key \(keys.first ?? "")") }
    guard let key = keys.filter({ !$0.hasPrefix("<") }).min() else { return (1, "duplicate keys") }
    let lines = yaml.utf8.split(separator: 0x0A, omittingEmptySubsequences: false)
    let first = lines.firstIndex { $0.drop { $0 == 0x20 }.starts(with: "\(key):".utf8) }
    return (first.map { $0 + 1 } ?? 1, "duplicate key \(key)")
  }
}
