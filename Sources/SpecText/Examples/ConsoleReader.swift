import SpecModel

/// Cuts a `console` fence into commands with what they print and how they end.
///
/// `$ ` begins a command and `> ` below it goes on with it; what follows is its output, up to the
/// next command. A last line `[2]` is the exit status, which is 0 where none is written. Blank
/// lines above a command, and at the end, are layout. Lines are the forms of Cram.
struct ConsoleReader {
  /// What is wrong with a line.
  struct Fault: Hashable {
    var message: String
    var remedy: String
    var line: Int
  }

  private(set) var commands: [ConsoleExample.Command] = []
  private(set) var faults: [Fault] = []
  /// Whether the line before belongs to a command that may go on.
  private var mayGoOn = false
  private var strayLine: Int?

  /// Reads the text of a fence; `first` is the file's line of its first line.
  init(_ text: String, firstLine first: Int) {
    var number = first
    for line in text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false) {
      take(line.last == 0x0D ? line.dropLast() : line, number)
      number += 1
    }
    finish()
    if commands.isEmpty {
      faults = [
        Fault(
          message: "the console example has no command", remedy: "Begin a command with '$ '",
          line: first - 1)
      ]
    } else if let strayLine {
      faults.append(
        Fault(
          message: "output stands above the first command", remedy: "Begin a command with '$ '",
          line: strayLine))
    }
  }

  private mutating func take(_ line: Substring.UTF8View, _ number: Int) {
    if let command = Self.rest(of: line, after: UInt8(ascii: "$")) {
      finish()
      commands.append(.init(command: command, lines: SourceLines(number, number)))
      mayGoOn = true
      return
    }
    guard let last = commands.indices.last else {
      if strayLine == nil, !line.allSatisfy({ $0 == 0x20 || $0 == 0x09 }) { strayLine = number }
      return
    }
    if mayGoOn, let more = Self.rest(of: line, after: UInt8(ascii: ">")) {
      commands[last].command += "\n" + more
      commands[last].lines.last = number
      return
    }
    mayGoOn = false
    commands[last].output.append(Self.line(line))
    if !line.isEmpty { commands[last].lines.last = number }
  }

  /// Closes the last command: its blank lines go, and its status is taken from its output.
  private mutating func finish() {
    guard let last = commands.indices.last else { return }
    while commands[last].output.last?.text.isEmpty == true { commands[last].output.removeLast() }
    if let line = commands[last].output.last, line.match == .exact,
      let status = Self.status(line.text)
    {
      commands[last].output.removeLast()
      commands[last].status = status
    }
    let command = commands[last].command
    let number = commands[last].lines.first
    if command.trimmed.isEmpty {
      faults.append(
        Fault(message: "the command is empty", remedy: "Write it behind '$ '", line: number))
    } else if ShellQuoting.isOpen(command) {
      faults.append(
        Fault(
          message: "the command does not end: a quote or a line is left open",
          remedy: "Close it, or go on with '> ' on the next line", line: number))
    }
  }

  /// What follows the prompt and a space; nil where the line does not begin with the prompt.
  private static func rest(of line: Substring.UTF8View, after prompt: UInt8) -> String? {
    guard line.first == prompt else { return nil }
    let rest = line.dropFirst()
    guard let next = rest.first else { return "" }
    return next == 0x20 ? String(decoding: rest.dropFirst(), as: UTF8.self) : nil
  }

  private static func line(_ line: Substring.UTF8View) -> ConsoleExample.Line {
    for (marker, match) in [(" (glob)", ConsoleExample.Line.Match.glob), (" (re)", .regex)]
    where line.count > marker.utf8.count
      && line.suffix(marker.utf8.count).elementsEqual(marker.utf8)
    {
      let text = line.dropLast(marker.utf8.count)
      return .init(text: String(decoding: text, as: UTF8.self), match: match)
    }
    return .init(text: String(decoding: line, as: UTF8.self))
  }

  /// `[2]` → 2; nil for anything but a number from 0 to 255 in brackets.
  private static func status(_ text: String) -> Int? {
    guard text.utf8.count <= 5, text.utf8.first == UInt8(ascii: "["),
      text.utf8.last == UInt8(ascii: "]"),
      text.utf8.dropFirst().dropLast().allSatisfy({ (0x30...0x39).contains($0) }),
      let status = Int(text.dropFirst().dropLast()), status <= 255
    else { return nil }
    return status
  }
}
