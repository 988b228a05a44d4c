import SpecModel
import SpecterKit

/// One turn of a live agent in a workspace of its own.
struct LiveTurn: Sendable {
  /// What came of it.
  struct Outcome: Sendable {
    var reply = FileTree()
    var story = AgentStory()
    var access: [String] = []
    var version: String?
    var fault: AgentFault?
    var seconds = 0.0
  }

  let agent: LiveAgent
  let access: ModelAccess
  let brief: Brief

  private var isSealed: Bool { agent.sandbox.isolation == .sealed }

  func run() async throws -> Outcome {
    let start = Clock.seconds()
    let program = try agent.program.installed()
    if isSealed { try keepSealed(program) }
    var files = brief.files
    files["BRIEF.md"] = Array(brief.text.utf8)
    let request = WorkspaceRequest(
      files: files, readOnly: isSealed ? program.shared : [:], hidden: program.hidden,
      limits: agent.settings.limits,
      endpoint: access.endpoint)
    return try await agent.sandbox.withWorkspace(request) { workspace in
      try await keepOut(of: workspace, program)
      var outcome = try await work(in: workspace, program)
      outcome.reply = Reply.of(try await workspace.harvest(), to: brief)
      outcome.access = await workspace.accessLog() + outcome.story.tools
      outcome.fault = try await judge(outcome, workspace, program)
      outcome.seconds = Clock.seconds() - start
      return outcome
    }
  }

  /// No folder that the program brings along may hold the project or the cache, where the reference
  /// lies.
  private func keepSealed(_ program: InstalledProgram) throws {
    for shared in program.shared.values {
      let folder = Disk.resolved(shared) ?? shared
      for path in agent.paths.keys {
        let kept = Disk.resolved(path) ?? path
        guard kept == folder || kept.hasPrefix(folder + "/") else { continue }
        throw Failure(
          .agent, "\(shared), which \(agent.program.name) needs, holds \(path)",
          remedy: "Put the agent's program into a folder of its own, outside of the project.")
      }
    }
  }

  /// Before an implementer starts: the module that it is to build can't be imported.
  private func keepOut(of workspace: any Workspace, _ program: InstalledProgram)
    async throws
  {
    guard isSealed, brief.key.role == .implementer, let module = agent.module else { return }
    let top = String(module.prefix { $0 != "." })
    if let environment = program.environment, environment.has(top) {
      throw Failure(
        .sandbox, "the module '\(top)' is in \(agent.program.name)'s own environment",
        remedy: "Install the agent without it, so that the reference is out of reach.",
        place: environment.folder)
    }
    let question = """
      import importlib.util, sys
      try: found = importlib.util.find_spec(sys.argv[1])
      except (ImportError, ValueError): found = None
      sys.exit(found is not None)
      """
    let answer = try await workspace.run(
      Command(["/usr/bin/python3", "-c", question, top], seconds: 20))
    guard answer.succeeded else {
      throw Failure(
        .sandbox, "the module '\(module)' can be imported where the implementer works",
        remedy: "Remove it from the system's Python, so that the reference is out of reach.")
    }
  }

  private func work(in workspace: any Workspace, _ program: InstalledProgram) async throws
    -> Outcome
  {
    var settings = agent.settings
    settings.usesLogin = access.endpoint?.headers.isEmpty ?? false
    let facts = try await complete(
      LiveProgram.Facts(
        program: isSealed ? program.inside : program.host, endpoint: workspace.endpoint ?? "",
        isSealed: isSealed, settings: settings), in: workspace)
    var environment = agent.program.environment(facts)
    for (name, secret) in access.environment { environment[name] = secret.text }
    var words = [facts.program] + agent.program.words(facts)
    if agent.program.handing == .asLastWord { words.append(brief.text) }
    var outcome = Outcome()
    let takesInput = agent.program.handing == .onInput && !agent.program.events.isAsked
    // The command of an agent of ACP takes no other words.
    if !agent.program.events.tellsVersion {
      let version = try await workspace.run(
        Command([facts.program, "--version"], environment: environment, seconds: 30))
      outcome.version = LiveProgram.version(in: version)
    }
    // Its time is kept by the listener; the sandbox's own end of it comes after that.
    let seconds = agent.settings.limits.seconds.map { $0 + 2 * Listener.patience }
    let command = Command(
      words, environment: environment, input: takesInput ? Array(brief.text.utf8) : [],
      seconds: seconds)
    var hearing = try await workspace.withProcess(command) { process in
      let exchange = conversation(in: workspace).map {
        Exchange($0, in: workspace, with: process)
      }
      var listener = Listener(
        to: process, events: agent.program.events, settings: agent.settings, exchange: exchange)
      return try await listener.listen()
    }
    agent.program.events.read(errors: hearing.errors, into: &hearing.story)
    try await readReport(in: workspace, facts, into: &hearing.story)
    outcome.fault = fault(of: hearing)
    outcome.story = hearing.story
    if !hearing.errors.isEmpty { outcome.story.say("\n[standard error]\n\(hearing.errors)") }
    return outcome
  }

  /// The facts with the home folder, and with what of the folder is only to be read.
  private func complete(_ facts: LiveProgram.Facts, in workspace: any Workspace) async throws
    -> LiveProgram.Facts
  {
    guard agent.program.events.report != nil else { return facts }
    var facts = facts
    let home = try await workspace.run(Command(["sh", "-c", "printf %s \"$HOME\""], seconds: 20))
    facts.home = home.outputText
    let readOnly = Reply.readOnly(brief.key.role)
    let names = Set(brief.files.paths.map { String($0.prefix { $0 != "/" }) })
    facts.readable = names.filter(readOnly.contains).sorted()
    facts.editable = brief.files.paths.filter { path in
      !readOnly.contains { path == $0 || path.hasPrefix($0 + "/") }
    }
    return facts
  }

  /// Reads what the agent wrote down of its turn; where there is nothing, what it printed counts.
  private func readReport(
    in workspace: any Workspace, _ facts: LiveProgram.Facts, into story: inout AgentStory
  ) async throws {
    guard let report = agent.program.events.report else { return }
    let path = "\(facts.home)/\(report)"
    let found = try await workspace.run(Command(["cat", "--", path], seconds: 20))
    guard found.succeeded, !found.truncated else { return }
    agent.program.events.read(report: found.output, into: &story)
  }

  private func conversation(in workspace: any Workspace) -> (any Conversation)? {
    switch agent.program.events {
    case .acp: ACPConversation(root: workspace.root, task: brief.text, mayAct: isSealed)
    case .codexServer:
      CodexServerConversation(
        root: workspace.root, task: brief.text, mayAct: isSealed, settings: agent.settings)
    case .claude, .codex, .trajectory, .analytics: nil
    }
  }

  private func fault(of hearing: Listener.Hearing) -> AgentFault? {
    let story = hearing.story
    // Whoever was done before it was cut off is done.
    if let cut = hearing.cut { return story.isComplete && story.fault == nil ? nil : cut }
    if let fault = story.fault { return fault }
    // Whoever has answered may be stopped: it waits for another question.
    if agent.program.events.isAsked, story.isComplete { return nil }
    switch hearing.end {
    case .timedOut: return .outOfTime(agent.settings.limits.seconds ?? 0)
    case .signalled(let signal): return .killed(signal)
    case .exited: return story.isComplete ? nil : .endedEarly(Printable.line(hearing.errors.utf8))
    }
  }

  /// The fault of a turn, its events' own before what its folder tells.
  private func judge(_ outcome: Outcome, _ workspace: any Workspace, _ program: InstalledProgram)
    async throws -> AgentFault?
  {
    if case .turnFailed(let text)? = outcome.fault {
      // An agent's own words may hide what its endpoint answered; the relay has seen it.
      return Self.refusal(in: outcome.access, text: text) ?? outcome.fault
    }
    if let fault = outcome.fault { return fault }
    guard outcome.reply.files.isEmpty else { return nil }
    // Cut off by its endpoint, an agent may call its turn complete all the same.
    if let trouble = outcome.story.trouble { return trouble }
    if agent.program.events.hidesRefusals,
      let refusal = Self.refusal(in: outcome.access, text: "its last request")
    {
      return refusal
    }
    if !outcome.story.denied.isEmpty { return .toolDenied(outcome.story.denied) }
    let elsewhere = try await strayFiles(outcome, workspace, program)
    if !elsewhere.isEmpty { return .wroteElsewhere(elsewhere) }
    let last = outcome.story.transcript.split(separator: "\n").last ?? ""
    return .nothingDone(Printable.line(last.utf8))
  }

  /// The fault that the last answer of the endpoint stands for, from a line of the relay's:
  /// `TIME METHOD PATH STATUS BYTES END`, where an END that begins with `S` is a server's that is
  /// not there or broke off.
  static func refusal(in access: [String], text: String) -> AgentFault? {
    let lines = access.lazy.map { $0.split(separator: " ") }.filter {
      $0.count == 6 && $0[2].hasPrefix("/")
    }
    guard let last = Array(lines).last, let status = Int(last[3]) else { return nil }
    return last[5].hasPrefix("S") ? .unreachable(text) : AgentFault(status: status, text: text)
  }

  /// A pattern of `find` that only `path` fits.
  private static func pattern(_ path: String) -> String {
    path.map { "*?[\\".contains($0) ? "\\\($0)" : "\($0)" }.joined()
  }

  /// What lies outside of the folder: files that the agent says it wrote, and what it left in its
  /// home folder and in `/tmp` beside hidden files, which tools keep for themselves, and what its
  /// program brought along.
  private func strayFiles(
    _ outcome: Outcome, _ workspace: any Workspace, _ program: InstalledProgram
  ) async throws -> [String] {
    let told = outcome.story.written.filter {
      $0.hasPrefix("/") && !$0.hasPrefix(workspace.root + "/")
    }
    guard isSealed else { return told }
    let brought = program.shared.keys.flatMap { ["-path", Self.pattern($0), "-o"] }
    let search =
      ["find", "/tmp", "/home/agent", "("] + brought + ["-false", ")", "-prune", "-o"]
      + ["-type", "f", "-not", "-path", "*/.*", "-print"]
    let found = try await workspace.run(Command(search, seconds: 20))
    let left = found.outputText.split(separator: "\n").prefix(20).map(String.init)
    return told + left.filter { !told.contains($0) }
  }
}
