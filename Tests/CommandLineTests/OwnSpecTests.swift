import FoundationEssentials
import Glibc
import SpecModel
import SpecText
import Subprocess
import SystemPackage
import Testing

/// Specter's own spec: its examples run, and what it lists is what there is.
@Suite(.serialized, .needsProgram) struct OwnSpecTests {
  static let path = "specs/specter/SPEC.md"
  static let root = "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/")

  private static func bytes(_ path: String) throws -> [UInt8] {
    let found = try #require(FileManager.default.contents(atPath: "\(root)/\(path)"))
    return [UInt8](found)
  }

  private static func spec() throws -> Spec { SpecParser.parse(try bytes(path), path: path) }

  /// The sessions of the spec, by their ids; none where the spec can't be read.
  static let examples: [String] = (try? spec().consoleExamples.map(\.id)) ?? []

  @Test func `there are examples to run`() throws {
    #expect(Self.examples.count >= 10)
    #expect(Set(Self.examples).count == Self.examples.count)
  }

  @Test(arguments: examples)
  func `every console example does what the spec says`(id: String) async throws {
    let spec = try Self.spec()
    let example = try #require(spec.consoleExamples.first { $0.id == id })
    try await Bench.with { bench in
      for file in spec.files where file.lines.first < example.lines.first {
        try bench.write("project/\(file.name)", file.text)
      }
      for command in example.commands {
        let (status, output) = try await Self.run(command.command, bench)
        let found = ConsoleComparison.differences(
          command, path: Self.path, output: output, status: status)
        #expect(found.isEmpty, "\(found.joined(separator: "\n"))\nIt printed:\n\(output)")
      }
    }
  }

  /// Runs a command in the project's folder with `specter` on the path; standard output and
  /// standard error come together.
  private static func run(_ command: String, _ bench: Bench) async throws
    -> (status: Int, output: String)
  {
    let program = try #require(Program.path)
    let folder = program.split(separator: "/").dropLast().joined(separator: "/")
    let file = "\(bench.root)/printed"
    let descriptor = try FileDescriptor.open(
      FilePath(file), .writeOnly, options: [.create, .truncate, .append],
      permissions: [.ownerReadWrite])
    defer { try? descriptor.close() }
    let result = try await Subprocess.run(
      .path("/usr/bin/timeout"), arguments: ["60", "/bin/sh", "-c", command],
      environment: .custom([
        "PATH": "/\(folder):/usr/bin:/bin", "HOME": bench.root, "TMPDIR": "\(bench.root)/tmp",
        "SPECTER_CACHE": "\(bench.root)/cache", "LC_ALL": "C.UTF-8",
      ]), workingDirectory: FilePath(bench.project), input: .none,
      output: .fileDescriptor(descriptor, closeAfterSpawningProcess: false),
      error: .fileDescriptor(descriptor, closeAfterSpawningProcess: false))
    let status =
      switch result.terminationStatus {
      case .exited(let code): Int(code)
      case .signaled(let signal): 128 + Int(signal)
      }
    let printed = FileManager.default.contents(atPath: file) ?? Data()
    return (status, String(decoding: printed, as: UTF8.self))
  }

  @Test func `it has no error and no warning`() throws {
    let found = Linter.lint(LintInput(try Self.bytes(Self.path), path: Self.path))
    let told = found.filter { $0.severity != .note }
    #expect(told.map { "\(Self.path):\($0.lines.first): \($0.message) [\($0.rule)]" }.isEmpty)
  }

  // SPEC: R-CLI-02
  @Test func `its table of verbs lists the verbs that there are`() async throws {
    try await Bench.with { bench in
      var verbs: [String] = []
      var groups = [[String]()]
      while let words = groups.popLast() {
        let help = try await bench.specter(words + ["--help"]).output
        let found = Self.subcommands(help)
        if found.isEmpty { verbs.append(words.joined(separator: " ")) }
        groups += found.map { words + [$0] }
      }
      #expect(try verbs.sorted() == Self.column(["verb", "what it does"]).sorted())
    }
  }

  /// The names below `SUBCOMMANDS:` in a verb's help.
  private static func subcommands(_ help: String) -> [String] {
    let lines = help.split(separator: "\n", omittingEmptySubsequences: false)
    guard let start = lines.firstIndex(of: "SUBCOMMANDS:") else { return [] }
    return lines[(start + 1)...].prefix { !$0.isEmpty }.compactMap { line in
      let isName = line.hasPrefix("  ") && !line.hasPrefix("   ")
      return isName ? line.split(separator: " ").first.map(String.init) : nil
    }
  }

  // SPEC: R-VER-01
  @Test func `its table of a verdict's members lists those that a verdict has`() throws {
    let verdict = try Value(parsing: try Self.bytes("corpora/inflection/verdict.json"))
    let members = (verdict.objectValue ?? []).map(\.key)
    #expect(try members.sorted() == Self.column(["Field", "Type"]).sorted())
    let rows = try #require(try Self.table(["Field", "Type"])).rows
    for row in rows {
      // The members of a member stand in code in its last cell.
      guard let inner = verdict[row.cells[0].replacing("`", with: "")]?.objectValue,
        let said = row.cells.last?.split(separator: "`", omittingEmptySubsequences: false)
      else { continue }
      let named = Set(said.enumerated().filter { $0.offset % 2 == 1 }.map { String($0.element) })
      #expect(Set(inner.map(\.key)).isSubset(of: named), "\(row.cells[0])")
    }
  }

  private static func table(_ header: [String]) throws -> Table? {
    try spec().tables.first { $0.header.starts(with: header) }
  }

  /// The first cells of the table whose header begins so, without backticks.
  private static func column(_ header: [String]) throws -> [String] {
    try #require(try table(header)).rows.compactMap {
      $0.cells.first?.replacing("`", with: "")
    }
  }
}
