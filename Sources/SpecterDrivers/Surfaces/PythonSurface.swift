import SpecModel
import SpecterKit

/// Subjects that are Python modules, run by `python3` in a sandbox through the driver that Specter
/// brings.
///
/// A subject's folder is bound read-only at `/subject`, or seen at its own path where nothing is
/// isolated; the driver's scripts lie in the workspace.
public struct PythonSurface: Surface {
  private static let minedFile = "mined.jsonl"
  private static let python = ["python3", "-S", "-s", "-B"]
  /// Goes before a command that is to find its memory at the same addresses each time, where the
  /// kernel allows that.
  private static let fixing = [
    "/bin/sh", "-c", #"setarch -R true 2>/dev/null && exec setarch -R "$@"; exec "$@""#, "sh",
  ]

  let sandbox: any Sandbox
  private let environment: [String: String]
  private let modules: [String]
  private let tools: @Sendable () async throws -> String?
  private let cache: (any ObservationCache)?
  private let interpreter = InterpreterVersion()

  /// A surface.
  ///
  /// - Parameters:
  ///   - sandbox: where subjects run.
  ///   - environment: variables for the interpreter beside the fixed ones, for example a frozen
  ///     clock.
  ///   - modules: top-level modules that `survey` reads; empty: the scope's, or every
  ///     one in the folder where the scope names none.
  ///   - tools: gives the host folder with pytest for `mine`; nil: the tests run without it.
  ///   - cache: where observations are kept and looked for; nil: every one is made anew.
  public init(
    sandbox: any Sandbox, environment: [String: String] = [:], modules: [String] = [],
    tools: @escaping @Sendable () async throws -> String? = { nil },
    cache: (any ObservationCache)? = nil
  ) {
    self.cache = cache
    self.sandbox = sandbox
    self.environment = environment
    self.modules = modules
    self.tools = tools
  }

  /// Starts the Python driver on a subject's module. A module that can't be imported makes the
  /// driver throw `SubjectUnloadable`.
  public func withDriver<R: Sendable>(
    _ request: DriverRequest, _ body: @Sendable (any Driver) async throws -> R
  ) async throws -> R {
    let root = try Place(request.subject, in: sandbox)
    let workspace = Self.workspace([root], Limits(seconds: nil))
    let module = request.scope.module
    let environment = SubjectEnvironment.variables(seed: request.seed, extras: environment)
    let arguments = [
      "--root", root.inside, "--module", module, "--seed", String(request.seed),
    ]
    let memory = try await memory(request, arguments, environment)
    return try await sandbox.withWorkspace(workspace) { workspace in
      var command = script("driver.py", arguments, in: workspace, environment)
      if request.fixesAddresses { command.arguments = Self.fixing + command.arguments }
      let launch = Launch(
        command: command, subject: module,
        trusted: true, traced: request.traced, costed: request.costed,
        prompt: request.isPrompt, memory: memory
      ) { workspace, silence in await Self.explain(silence, module: module, in: workspace) }
      return try await DriverService.withDriver(launch, in: workspace, body)
    }
  }

  /// Reads a subject's source in the sandbox without importing it.
  public func survey(_ subject: Subject, scope: SurfaceScope) async throws -> Survey? {
    let environment = SubjectEnvironment.variables(seed: 0, extras: environment)
    let root = try Place(subject, in: sandbox)
    let top = scope.module.split(separator: ".").first.map(String.init)
    let modules = try modules.isEmpty ? top.map { [$0] } ?? root.modules() : modules
    return try await sandbox.withWorkspace(Self.workspace([root], Limits())) { workspace in
      let result = try await workspace.run(
        script(
          "survey.py",
          [
            "--root", root.inside, "--modules", modules.joined(separator: ","),
          ],
          in: workspace, environment))
      guard result.succeeded else {
        throw Failure(
          .driver, "the subject's source can't be read: \(Greeting.lastLine(result.errorText))",
          remedy: "The survey ended early (\(result.end.words))")
      }
      return try Survey(surveying: result.output)
    }
  }

  /// The digest of the embedded scripts, and what `python3 --version` says in the sandbox.
  public func identity() async throws -> SurfaceIdentity {
    let version = try await interpreter.read(in: sandbox)
    return SurfaceIdentity(
      driver: Digest.of(PythonScripts.tree), interpreter: version.isEmpty ? nil : version)
  }

  /// What the cache needs to know of a driver; nil without a cache.
  private func memory(
    _ request: DriverRequest, _ arguments: [String], _ environment: [String: String]
  ) async throws -> DriverMemory? {
    guard let cache, !request.costed else { return nil }
    let identity = try await identity()
    let parts =
      [
        "specter observations 2", request.subject.digest.hex, identity.driver?.hex ?? "",
        identity.interpreter ?? "",
      ] + Self.python + arguments
    return DriverMemory(
      cache, request, parts, isolation: sandbox.isolation, environment: environment)
  }

  /// Runs the subject's own tests in the sandbox under the recorder, which stops them after two
  /// minutes; what was recorded until then counts.
  public func mine(_ request: MineRequest) async throws -> Mined {
    let root = try Place(request.subject, in: sandbox)
    let tests = Place(request.tests, at: "/tests", in: sandbox)
    let tools = try await tools().map { Place($0, at: "/tools", in: sandbox) }
    let bound = Self.workspace(
      [root, tests] + (tools.map { [$0] } ?? []), Limits(seconds: 150, output: 1 << 20))
    let environment = SubjectEnvironment.variables(seed: 0, extras: environment)
    return try await sandbox.withWorkspace(bound) { workspace in
      var arguments = [
        "--root", root.inside, "--module", request.scope.module, "--tests", tests.inside,
        "--out", "\(workspace.root)/\(Self.minedFile)",
      ]
      if let tools { arguments += ["--tools", tools.inside] }
      let result = try await workspace.run(
        script("mine.py", arguments, in: workspace, environment))
      guard let file = try await workspace.harvest()[Self.minedFile] else {
        return Mined(
          probes: [],
          notes: [
            "the tests recorded nothing (\(result.end.words)): "
              + Greeting.lastLine(result.errorText)
          ])
      }
      var mined = Mined(mining: file)
      if result.end == .timedOut { mined.notes.append("the tests ran out of time") }
      return mined
    }
  }

  private static func workspace(_ places: [Place], _ limits: Limits) -> WorkspaceRequest {
    WorkspaceRequest(
      files: PythonScripts.tree,
      readOnly: Dictionary(places.map { ($0.inside, $0.folder) }) { first, _ in first },
      limits: limits)
  }

  func script(
    _ name: String, _ arguments: [String], in workspace: any Workspace,
    _ environment: [String: String]
  ) -> Command {
    Command(
      Self.python + ["\(workspace.root)/\(PythonScripts.folder)/\(name)"] + arguments,
      environment: environment)
  }

  /// A driver that says no hello was ended by its subject's import, unless Python itself can't run.
  private static func explain(
    _ silence: Silence, module: String, in workspace: any Workspace
  ) async -> any Error {
    let trial = try? await workspace.run(Command(python + ["-c", "pass"], seconds: 20))
    guard trial?.succeeded == true else {
      return Failure(
        .environment, "python3 can't be run in the sandbox",
        remedy: "Install Python 3: \(Greeting.lastLine(trial?.errorText ?? silence.errors))")
    }
    let said = Greeting.lastLine(silence.errors)
    return SubjectUnloadable(
      "importing \(module) failed: \(silence.end.words)" + (said.isEmpty ? "" : " (\(said))"))
  }
}
