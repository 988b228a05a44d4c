import SpecModel
import SpecterKit

/// What of the agents that Specter can start is there on this machine.
public struct AgentCensus: Sendable, Hashable {
  /// Its name, as `--agent` takes it.
  public var name: String
  /// Where its program lies; nil when it is not installed.
  public var program: String?
  /// The variable that names another program.
  public var variable: String
  /// Its version; nil when it does not say or does not start.
  public var version: String?
  /// Where its key comes from; nil when there is none.
  public var login: String?
  /// Variables that a key can come from.
  public var keys: [String]
  /// The address of its model's endpoint.
  public var endpoint: String
  /// The isolation that it gets.
  public var isolation: IsolationLevel

  /// Whether it can be used as it is.
  public var isReady: Bool { program != nil && login != nil }

  /// All known agents, each asked for its version in a workspace of `sandbox`.
  public static func take(in sandbox: any Sandbox) async throws -> [AgentCensus] {
    var all: [AgentCensus] = []
    for program in LiveProgram.all { all.append(try await entry(of: program, in: sandbox)) }
    return all
  }

  private static func entry(of program: LiveProgram, in sandbox: any Sandbox) async throws
    -> AgentCensus
  {
    let access = program.access()
    var entry = AgentCensus(
      name: program.name, program: nil, variable: program.variable, version: nil,
      login: access.source, keys: program.keys, endpoint: access.endpoint?.address ?? "",
      isolation: sandbox.isolation == .sealed ? .sealed : program.bare)
    guard let installed = try? program.installed() else { return entry }
    entry.program = installed.host
    let isSealed = sandbox.isolation == .sealed
    let request = WorkspaceRequest(
      readOnly: isSealed ? installed.shared : [:], hidden: installed.hidden,
      limits: LiveSettings().limits)
    // One that can't be started here has no version; the others are listed all the same.
    let version = try? await sandbox.withWorkspace(request) { workspace in
      let path = isSealed ? installed.inside : installed.host
      return LiveProgram.version(
        in: try await workspace.run(Command([path, "--version"], seconds: 30)))
    }
    try Task.checkCancellation()
    entry.version = version ?? nil
    return entry
  }
}

extension LiveProgram {
  /// The first word of a program's answer to `--version` that begins with a digit and has a dot
  /// within.
  static func version(in answer: CommandResult) -> String? {
    answer.outputText.split { $0 == " " || $0 == "\n" }
      .map { $0.hasSuffix(".") ? $0.dropLast() : $0 }
      .first { $0.contains(".") && $0.first?.isNumber == true }.map(String.init)
  }

  /// Variables that a key can come from.
  var keys: [String] {
    self.name == Self.claude.name
      ? ["ANTHROPIC_API_KEY", "ANTHROPIC_AUTH_TOKEN", "CLAUDE_CODE_OAUTH_TOKEN"]
      : ["CODEX_API_KEY", "OPENAI_API_KEY"]
  }
}

/// A task of ten seconds, to see whether an agent works at all.
public struct AgentTrial: Sendable {
  /// The file that the agent is asked for, and what must be in it.
  static let (file, content) = ("trial.py", "ready")

  /// What it is asked.
  static let task = """
    This is a trial of ten seconds. Write the file `\(file)` in this folder with the one line \
    `print("\(content)")`, and nothing else. Then say that you are done.
    """

  /// Has an agent do the task, and returns what it left; throws as the agent does, and a `Failure`
  /// of code `.agent` when the file is not what was asked for.
  public static func run(_ choice: AgentChoice, places: AgentPlaces) async throws -> AgentRun {
    var settings = AgentSettings()
    settings.usual = choice
    let brief = Brief.implementer(
      spec: Array("# Trial\n".utf8), candidate: 1, attempt: 1, prompt: task)
    let run = try await AgentTeam(settings, places: places).perform(brief)
    guard let text = run.reply.text(file), text.contains(content) else {
      throw Failure(
        .agent, "\(choice.spelling) worked, but \(file) is not what was asked for",
        remedy: "Try another model.")
    }
    return run
  }
}
