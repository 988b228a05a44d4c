import SpecModel

extension ExampleParser {
  /// Takes a `console` fence.
  mutating func take(console fence: Fence, context: Context) {
    let reader = ConsoleReader(fence.text, firstLine: fence.lines.first + 1)
    for fault in reader.faults {
      warn(
        "example-unparsed", fault.message, SourceLines(fault.line, fault.line),
        remedy: fault.remedy)
    }
    guard !reader.commands.isEmpty else { return }
    consoleExamples.append(
      ConsoleExample(
        id: id(line: fence.lines.first, name: context.name), requirements: context.requirements,
        commands: reader.commands, lines: fence.lines))
  }

  /// Takes an `example` fence in the form of CommonMark's own spec: input, a line `.`, output.
  mutating func take(text fence: Fence, context: Context) {
    let body = fence.text.utf8
    guard let dot = Self.dividingLine(of: body) else {
      return warn(
        "example-without-outcome", "the example has no line '.' between input and output",
        fence.lines, remedy: "Put the output below a line '.'")
    }
    textExamples.append(
      TextExample(
        id: id(line: fence.lines.first, name: context.name), requirements: context.requirements,
        input: String(decoding: body[..<dot.lowerBound], as: UTF8.self),
        output: String(decoding: body[dot.upperBound...], as: UTF8.self), lines: fence.lines))
  }

  /// The first line that is `.` alone, its line end included.
  private static func dividingLine(of body: String.UTF8View) -> Range<String.Index>? {
    var start = body.startIndex
    while start < body.endIndex {
      let end = body[start...].firstIndex(of: 0x0A) ?? body.endIndex
      let next = end < body.endIndex ? body.index(after: end) : end
      if body[start..<end].elementsEqual(".".utf8) || body[start..<end].elementsEqual(".\r".utf8) {
        return start..<next
      }
      start = next
    }
    return nil
  }

  /// Takes a fence with `file=NAME`, a file that the examples below it find in their folder.
  mutating func take(file name: String, _ fence: Fence) {
    guard let fault = Self.fault(ofPath: name) else {
      files.append(ExampleFile(name: name, text: fence.text, lines: fence.lines))
      return
    }
    warn(
      "example-unparsed", "the file's name '\(name)' \(fault)",
      SourceLines(fence.lines.first, fence.lines.first),
      remedy: "Write file=NAME with a path inside the examples' folder")
  }

  /// Why a path may not be written; nil when it may. A spec may come from a stranger.
  static func fault(ofPath path: String) -> String? {
    if path.isEmpty { return "is empty" }
    if path.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F }) { return "has control characters" }
    if path.utf8.first == UInt8(ascii: "/") || path.utf8.first == UInt8(ascii: "~") {
      return "is not relative"
    }
    if path.utf8.contains(UInt8(ascii: "\\")) { return "has a backslash" }
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    if parts.contains("..") { return "leads out of the folder" }
    if parts.contains("") || parts.contains(".") { return "has an empty part" }
    return parts.contains { $0.utf8.count > 255 } || path.utf8.count > 1024 ? "is too long" : nil
  }

  /// `markdown file=notes.md` → `notes.md`; nil where the info string names no file.
  static func fileName(ofInfo info: String) -> String? {
    guard info.contains("file=") else { return nil }
    let words = info.utf8.split { $0 == 0x20 || $0 == 0x09 }
    guard let word = words.first(where: { $0.starts(with: "file=".utf8) }) else { return nil }
    var name = word.dropFirst(5)
    if let quote = name.first, quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'"),
      let end = info.utf8[info.utf8.index(after: name.startIndex)...].firstIndex(of: quote)
    {
      // A name in quotes may hold spaces.
      name = info.utf8[name.startIndex...end]
    }
    if let quote = name.first, quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'"),
      name.count > 1, name.last == quote
    {
      name = name.dropFirst().dropLast()
    }
    return String(decoding: name, as: UTF8.self)
  }
}
