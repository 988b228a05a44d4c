import FoundationEssentials
import Glibc
import SpecModel
import Subprocess
import SystemPackage
import Testing

/// A folder of a test's own: a reference in `lib`, a project, a cache, and a folder for temporary
/// files.
struct Bench: Sendable {
  let root: String
  /// The module's name; told apart from every other, so that its processes can be found.
  let module: String

  var project: String { "\(root)/project" }
  var spec: String { "\(project)/specs/\(module)" }
  var corpus: String { "\(project)/corpora/\(module)" }
  var library: String { "\(root)/lib" }

  /// Runs `body` on a new bench with a small library in `lib`, and removes everything.
  static func with<R>(_ library: String = Library.code, _ body: (Bench) async throws -> R)
    async throws -> R
  {
    let mark = String(UInt64.random(in: 0...UInt64.max), radix: 36)
    let bench = Bench(root: "/tmp/specter-line-\(mark)", module: "tiny\(mark)")
    for folder in ["lib", "project", "tmp"] { try bench.makeFolder(folder) }
    defer { bench.remove() }
    try bench.write("lib/\(bench.module).py", library)
    return try await body(bench)
  }

  /// Makes a folder below the root.
  func makeFolder(_ path: String) throws {
    try FileManager.default.createDirectory(
      atPath: "\(root)/\(path)", withIntermediateDirectories: true)
  }

  /// Writes a file below the root, and the folders above it.
  func write(_ path: String, _ text: String) throws { try write(path, Array(text.utf8)) }

  func write(_ path: String, _ bytes: [UInt8]) throws {
    let parts = path.split(separator: "/").dropLast()
    if !parts.isEmpty { try makeFolder(parts.joined(separator: "/")) }
    guard FileManager.default.createFile(atPath: "\(root)/\(path)", contents: Data(bytes)) else {
      throw Failure(.storage, "can't write", place: "\(root)/\(path)")
    }
  }

  /// The text of a file below the root; nil when there is none.
  func text(_ path: String) -> String? {
    FileManager.default.contents(atPath: "\(root)/\(path)").map {
      String(decoding: $0, as: UTF8.self)
    }
  }

  /// Paths of all files below a folder of the root, for finding what was left.
  func files(_ path: String) -> [String] {
    var status = stat()
    guard lstat("\(root)/\(path)", &status) == 0 else { return [] }
    guard status.st_mode & S_IFMT == S_IFDIR else { return [path] }
    let names = (try? FileManager.default.contentsOfDirectory(atPath: "\(root)/\(path)")) ?? []
    return names.sorted().flatMap { files("\(path)/\($0)") }
  }

  /// Starts `specter WORDS` in the project, lets `body` watch it, and waits for its end. Its
  /// standard output goes to `device`, where one is named.
  func specter(
    _ words: [String], seconds: Double = 60, environment extra: [String: String] = [:],
    device: String? = nil, _ body: @Sendable (Running) async throws -> Void = { _ in }
  ) async throws -> Ran {
    let program = try #require(Program.path)
    let name = "\(root)/run-\(UInt32.random(in: 0...UInt32.max))"
    let begin = ContinuousClock.now
    let output = try FileDescriptor.open(
      FilePath(device ?? "\(name).out"), .writeOnly, options: [.create, .truncate],
      permissions: [.ownerReadWrite])
    let errors = try FileDescriptor.open(
      FilePath("\(name).err"), .writeOnly, options: [.create, .truncate],
      permissions: [.ownerReadWrite])
    var variables = [
      "PATH": "/usr/bin:/bin", "HOME": root, "TMPDIR": "\(root)/tmp",
      "SPECTER_CACHE": "\(root)/cache",
    ]
    variables.merge(extra) { $1 }
    let set = Dictionary(
      uniqueKeysWithValues: variables.map { (Environment.Key(stringLiteral: $0), $1) })
    let result = try await Subprocess.run(
      .path(FilePath(program)), arguments: Arguments(words), environment: .custom(set),
      workingDirectory: FilePath(project), input: .none,
      output: .fileDescriptor(output, closeAfterSpawningProcess: true),
      error: .fileDescriptor(errors, closeAfterSpawningProcess: true)
    ) { execution in
      let running = Running(
        pid: execution.processIdentifier.value,
        descriptor: execution.processIdentifier.processDescriptor, outputFile: "\(name).out",
        seconds: seconds)
      try await body(running)
      _ = await running.until { running.hasEnded }
    }
    return Ran(
      status: Self.status(result.terminationStatus),
      output: String(
        decoding: FileManager.default.contents(atPath: "\(name).out") ?? Data(), as: UTF8.self),
      errors: String(
        decoding: FileManager.default.contents(atPath: "\(name).err") ?? Data(), as: UTF8.self),
      seconds: (ContinuousClock.now - begin) / .seconds(1))
  }

  private static func status(_ status: TerminationStatus) -> Int {
    switch status {
    case .exited(let code): Int(code)
    case .signaled(let signal): 128 + Int(signal)
    }
  }

  private func remove() {
    // What a killed run left mounted, and nobody will sweep away any more.
    for path in claimed {
      umount2("\(root)/tmp/specter-sandbox-\(geteuid())/\(path)/root", Int32(MNT_DETACH))
    }
    // A cache has read-only folders, which an ordinary user must open before deleting.
    open(root)
    try? FileManager.default.removeItem(atPath: root)
  }

  private func open(_ folder: String) {
    var status = stat()
    guard lstat(folder, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else { return }
    chmod(folder, 0o755)
    for name in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [] {
      open("\(folder)/\(name)")
    }
  }
}
