import FoundationEssentials
import SpecModel
import SpecterKit

/// Subjects that are commands which speak the driver protocol, in whatever language.
///
/// A command runs in the sandbox. The folders of the files that its words name are bound read-only
/// at their own paths, so that `node build/driver.js` finds its program there.
public struct CommandSurface: Surface {
  private let sandbox: any Sandbox
  private let environment: [String: String]
  private let cache: (any ObservationCache)?
  private let files = CommandFiles()

  /// A surface whose commands run in `sandbox` with `environment` beside the fixed variables.
  /// Observations are kept in `cache` and looked for there; nil: every one is made anew.
  public init(
    sandbox: any Sandbox, environment: [String: String] = [:],
    cache: (any ObservationCache)? = nil
  ) {
    self.cache = cache
    self.sandbox = sandbox
    self.environment = environment
  }

  /// Starts a subject's command. One that says no hello throws a `Failure` of code `.driver`.
  public func withDriver<R: Sendable>(
    _ request: DriverRequest, _ body: @Sendable (any Driver) async throws -> R
  ) async throws -> R {
    guard case .command(let words) = request.subject.location, !words.isEmpty else {
      throw Failure(
        .usage, "a driver subject is a command, not a folder",
        remedy: "Give the command that speaks the driver protocol")
    }
    let placed = try PlacedCommand(words)
    let folders = Dictionary(placed.folders.map { ($0, $0) }) { first, _ in first }
    let environment = SubjectEnvironment.variables(seed: request.seed, extras: environment)
    let bound = WorkspaceRequest(readOnly: folders, limits: Limits(seconds: nil))
    let memory = await memory(request, placed, environment)
    return try await sandbox.withWorkspace(bound) { workspace in
      let launch = Launch(
        command: Command(placed.words, environment: environment),
        subject: words.joined(separator: " "), trusted: false, traced: request.traced,
        costed: request.costed, prompt: request.isPrompt, memory: memory
      ) { _, silence in Self.explain(silence, words) }
      return try await DriverService.withDriver(launch, in: workspace, body)
    }
  }

  /// Nil: a command has no source to read.
  public func survey(_ subject: Subject, scope: SurfaceScope) async throws -> Survey? { nil }

  /// Nothing is known of a driver that somebody else wrote.
  public func identity() async throws -> SurfaceIdentity { SurfaceIdentity() }

  /// Throws: calls into a command can't be recorded.
  public func mine(_ request: MineRequest) async throws -> Mined {
    throw Failure(
      .usage, "tests can't be mined through a driver command",
      remedy: "Mine the original with the python surface, or leave mining out")
  }

  /// What the cache needs to know of a command; nil without one, and where what decides what the
  /// command does can't be known: unisolated, it may read any file.
  private func memory(
    _ request: DriverRequest, _ command: PlacedCommand, _ environment: [String: String]
  ) async -> DriverMemory? {
    guard let cache, !request.costed, sandbox.isolation != .none,
      let files = await files.digest(of: command)
    else { return nil }
    return DriverMemory(
      cache, request, ["specter observations of commands 2", files.hex],
      isolation: sandbox.isolation, environment: environment)
  }

  private static func explain(_ silence: Silence, _ words: [String]) -> Failure {
    let said = Greeting.lastLine(silence.errors)
    return Failure(
      .driver,
      "the driver '\(words.joined(separator: " "))' said no hello: \(silence.end.words)"
        + (said.isEmpty ? "" : " (\(said))"),
      remedy: "Run it by hand and write {\"hello\":1} to its standard input")
  }
}

/// A command whose file names are absolute, and the folders that it needs to see.
struct PlacedCommand: Sendable, Hashable {
  /// Folders that every sandbox shows anyway.
  private static let shared = ["/usr", "/bin", "/lib", "/lib64", "/sbin"]

  /// The words, file names made absolute.
  var words: [String]
  /// The folders of the files that they name, in UTF-8 order; none lies in another.
  var folders: [String]

  /// Places `words` as seen from the current folder. A word that names neither a file nor a folder
  /// stays as it is. Throws when a file lies in the root folder, which would show everything.
  init(_ words: [String]) throws {
    let files = FileManager.default
    var folders: Set<String> = []
    self.words = []
    for (place, word) in words.enumerated() {
      // A program's bare name is looked up on the sandbox's PATH, not in the current folder.
      let isBare = place == 0 && !word.utf8.contains(UInt8(ascii: "/"))
      var isFolder = false
      guard !isBare, !word.isEmpty, files.fileExists(atPath: word, isDirectory: &isFolder) else {
        self.words.append(word)
        continue
      }
      let path = Self.absolute(word, from: files.currentDirectoryPath)
      self.words.append(path)
      let folder = isFolder ? path : Self.parent(path)
      guard folder != "/" else {
        throw Failure(
          .usage, "'\(word)' would show the whole file system to the driver",
          remedy: "Put the driver's files into a folder of their own")
      }
      if !Self.shared.contains(where: { Self.holds($0, folder) }) { folders.insert(folder) }
    }
    self.folders = folders.filter { inner in
      !folders.contains { $0 != inner && Self.holds($0, inner) }
    }.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  private static func holds(_ outer: String, _ inner: String) -> Bool {
    inner == outer || inner.hasPrefix(outer + "/")
  }

  private static func parent(_ path: String) -> String {
    guard let slash = path.lastIndex(of: "/"), slash != path.startIndex else { return "/" }
    return String(path[..<slash])
  }

  /// Joins and resolves `.` and `..` by their spelling.
  private static func absolute(_ path: String, from folder: String) -> String {
    var parts: [Substring] = []
    for part in (path.hasPrefix("/") ? path : "\(folder)/\(path)").split(separator: "/") {
      switch part {
      case ".": continue
      case "..": _ = parts.popLast()
      default: parts.append(part)
      }
    }
    return "/" + parts.joined(separator: "/")
  }
}
