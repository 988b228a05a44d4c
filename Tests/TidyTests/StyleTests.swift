import Foundation
import Testing

private let all = Project.sources + Project.tests

@Test func `there is something to hold to the rules`() {
  #expect(all.count > 50)
}

@Test(arguments: all)
func `files and lines stay short`(file: SourceFile) {
  #expect(file.lines.count <= 401, "\(file.path) has \(file.lines.count) lines")
  for (number, line) in file.lines.enumerated() {
    #expect(line.count <= 100, "\(file.path):\(number + 1) has \(line.count) columns")
  }
}

@Test(arguments: all)
func `functions have at most seventy lines`(file: SourceFile) {
  for function in functions(of: file) {
    #expect(function.length <= 70, "\(file.path):\(function.line) has \(function.length) lines")
  }
}

@Test(arguments: Project.sources)
func `nothing unsafe is used`(file: SourceFile) {
  let banned = [
    "try!", "as!", "@unchecked", "nonisolated(unsafe)", "Task {", "Task.detached", "fatalError(",
  ]
  for (number, line) in file.code.enumerated() {
    // A child of a task group is structured, and is added by a method that ends in the same word.
    let text = line.replacingOccurrences(of: "addTask {", with: "")
    for word in banned where text.contains(word) {
      Issue.record("\(file.path):\(number + 1) uses \(word)")
    }
  }
}

@Test(arguments: Project.sources)
func `the glossary's synonyms are not used in names`(file: SourceFile) {
  // One word, one meaning (docs/glossary.md): an oracle is a reference, a mutant of the spec is a
  // revision, a test case is a probe.
  let banned = ["Manager", "Helper", "Utils", "Oracle", "TestCase", "Utility"]
  for (number, line) in file.code.enumerated() {
    let text = line.replacingOccurrences(of: "FileManager", with: "")
    for word in banned where text.contains(word) {
      Issue.record("\(file.path):\(number + 1) says \(word)")
    }
  }
}

@Test(arguments: Project.sources)
func `the pure targets touch no file, clock, environment or chance`(file: SourceFile) {
  let pure = ["SpecModel", "SpecText", "Differential", "SpecterKit"]
  guard pure.contains(file.target) else { return }
  let banned = [
    "FileManager", "Date()", "ProcessInfo", "getenv(", "fopen(", ".random(in", "shuffled()",
    "SystemRandomNumberGenerator", "ContinuousClock", "clock_gettime", "URLSession",
  ]
  for (number, line) in file.code.enumerated() {
    for word in banned where line.contains(word) {
      Issue.record("\(file.path):\(number + 1) uses \(word)")
    }
  }
}

@Test func `a long function is seen`() {
  let body = Array(repeating: "  work()", count: 71)
  let file = SourceFile(path: "Sources/X/Y.swift", lines: ["func long() {"] + body + ["}"])
  #expect(functions(of: file).map(\.length) == [71])
}

private struct Function {
  var line: Int
  var length: Int
}

/// Functions by their indentation, which `swift format` guarantees: from the line with `func` or
/// `init` to the closing brace in the same column.
private func functions(of file: SourceFile) -> [Function] {
  var found: [Function] = []
  let code = file.code
  for (start, line) in code.enumerated() {
    let text = line.drop { $0 == " " }
    let words = text.split(separator: " ")
    guard words.contains("func") || text.hasPrefix("init") || words.contains("init(") else {
      continue
    }
    let indent = String(line.prefix { $0 == " " })
    guard !line.contains("}"),
      let open = code[start...].firstIndex(where: { $0.hasSuffix("{") }),
      let end = file.lines[open...].firstIndex(of: indent + "}")
    else { continue }
    found.append(Function(line: start + 1, length: end - open - 1))
  }
  return found
}
