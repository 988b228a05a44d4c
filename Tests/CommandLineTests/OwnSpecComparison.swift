import SpecModel

/// Compares what a command of a console example did with what the spec says of it.
enum ConsoleComparison {
  /// What differs, one sentence with `PATH:LINE:` each; empty when nothing does.
  ///
  /// Lines are compared one by one: exactly, as a glob, or as a regular expression of the whole
  /// line. Blank lines at the end count on neither side.
  static func differences(
    _ command: ConsoleExample.Command, path: String, output: String, status: Int
  ) -> [String] {
    var found: [String] = []
    // The output begins below the command and its continuation lines.
    let first = command.lines.first + 1 + command.command.count { $0 == "\n" }
    var actual = output.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    while actual.last?.isEmpty == true { actual.removeLast() }
    for place in 0..<max(actual.count, command.output.count) {
      let line = first + min(place, command.output.count)
      guard place < command.output.count else {
        found.append("\(path):\(line): prints '\(actual[place])' beyond what is expected")
        continue
      }
      let expected = command.output[place]
      guard place < actual.count else {
        found.append("\(path):\(line): does not print '\(expected.text)'")
        continue
      }
      if let fault = fault(of: actual[place], expected) {
        found.append("\(path):\(line): \(fault)")
      }
    }
    if status != command.status {
      found.append(
        "\(path):\(command.lines.first): ends with status \(status), not \(command.status)")
    }
    return found
  }

  private static func fault(of actual: String, _ expected: ConsoleExample.Line) -> String? {
    switch expected.match {
    case .exact: return actual == expected.text ? nil : "prints '\(actual)', not '\(expected.text)'"
    case .glob:
      return matches(actual, glob: expected.text)
        ? nil : "prints '\(actual)', which does not match the glob '\(expected.text)'"
    case .regex:
      guard let regex = try? Regex(expected.text) else {
        return "'\(expected.text)' is no regular expression"
      }
      return actual.wholeMatch(of: regex) != nil
        ? nil : "prints '\(actual)', which does not match the pattern '\(expected.text)'"
    }
  }

  /// Whether the whole text matches a pattern of `*` (any characters) and `?` (one).
  static func matches(_ text: String, glob pattern: String) -> Bool {
    let text = Array(text.unicodeScalars)
    let pattern = Array(pattern.unicodeScalars)
    var (at, of) = (0, 0)
    // Where to go on when what follows the last `*` does not match: it takes one more.
    var retry: (at: Int, of: Int)?
    while at < text.count {
      if of < pattern.count, pattern[of] == "*" {
        retry = (at, of + 1)
        of += 1
      } else if of < pattern.count, pattern[of] == "?" || pattern[of] == text[at] {
        at += 1
        of += 1
      } else if let last = retry {
        retry = (last.at + 1, last.of)
        (at, of) = (last.at + 1, last.of)
      } else {
        return false
      }
    }
    return pattern[of...].allSatisfy { $0 == "*" }
  }
}
