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
      outcome.fault = try await judge(outcome, workspace)
      outcome.seconds = Clock.seconds() - start
      return outcome
    }
  }

  /// No folder that the program brings along may hold the project or the cache, where the reference
  /// lies.
  private func keepSealed(_ program: InstalledProgram) throws {
    for shared in program.shared.values {
      let folder = InstalledProgram.real(shared) ?? shared
      for path in agent.paths.keys {
        let kept = InstalledProgram.real(path) ?? path
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
    let facts = LiveProgram.Facts(
      program: isSealed ? program.inside : program.host, endpoint: workspace.endpoint ?? "",
      isSealed: isSealed, settings: settings)
    var environment = agent.program.environment(facts)
    for (name, secret) in access.environment { environment[name] = secret.text }
    var words = [facts.program] + agent.program.words(facts)
    if agent.program.takesBriefAsWord { words.append(brief.text) }
    var outcome = Outcome()
    let isAsked = agent.program.events.isAsked
    // An agent of ACP tells its version there; its command takes no other words.
    if agent.program.events != .acp {
      let version = try await workspace.run(
        Command([facts.program, "--version"], environment: environment, seconds: 30))
      outcome.version = LiveProgram.version(in: version)
    }
    let command = Command(
      words, environment: environment,
      input: isAsked || agent.program.takesBriefAsWord ? [] : Array(brief.text.utf8))
    let (story, end, errors) = try await workspace.withProcess(command) { process in
      let exchange = conversation(in: workspace).map {
        Exchange($0, in: workspace, with: process)
      }
      return try await listen(to: process, exchange)
    }
    outcome.story = story
    outcome.fault = story.fault ?? end
    if !errors.isEmpty { outcome.story.say("\n[standard error]\n\(errors)") }
    return outcome
  }

  private func conversation(in workspace: any Workspace) -> Exchange.Conversation? {
    switch agent.program.events {
    case .acp:
      .acp(ACPConversation(root: workspace.root, task: brief.text, mayAct: isSealed))
    case .codexServer:
      .codex(
        CodexServerConversation(
          root: workspace.root, task: brief.text, mayAct: isSealed,
          settings: agent.settings))
    case .claude, .codex, .text: nil
    }
  }

  /// Reads events to their end, or to that of an exchange; a watch ends the agent when none has
  /// come for too long.
  private func listen(to process: any ProcessChannel, _ exchange: Exchange?) async throws
    -> (AgentStory, AgentFault?, String)
  {
    let pulse = Pulse()
    let limit = agent.settings.stall
    return try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask {
        while true {
          do { try await Task.sleep(for: .seconds(min(1, limit / 4))) } catch { return }
          if await pulse.hasStopped(for: limit) {
            _ = await process.stop()
            return
          }
        }
      }
      let story = try await story(of: process, exchange, pulse)
      let end = await process.stop()
      let errors = await process.recentErrors()
      group.cancelAll()
      let stalled = await pulse.stopped
      return (story, stalled ? .stalled(limit) : fault(of: end, story, errors), errors)
    }
  }

  private func story(of process: any ProcessChannel, _ exchange: Exchange?, _ pulse: Pulse)
    async throws -> AgentStory
  {
    var exchange = exchange
    var story = AgentStory()
    var rest: [UInt8] = []
    if exchange == nil { await process.closeInput() }
    try await exchange?.begin()
    while let piece = try await process.read() {
      await pulse.beat()
      rest += piece
      while let end = rest.firstIndex(of: 0x0A) {
        let line = Array(rest[..<end])
        rest.removeFirst(end + 1)
        if exchange == nil {
          agent.program.events.read(line, into: &story)
        } else if try await exchange?.take(line, into: &story) == false {
          return story
        }
      }
    }
    exchange?.finish(&story)
    agent.program.events.read(rest, into: &story)
    return story
  }

  private func fault(of end: CommandResult.End, _ story: AgentStory, _ errors: String)
    -> AgentFault?
  {
    // Whoever has answered may be stopped: it waits for another question.
    if agent.program.events.isAsked, story.isComplete { return nil }
    switch end {
    case .timedOut: return .outOfTime(agent.settings.limits.seconds ?? 0)
    case .signalled(let signal): return .killed(signal)
    case .exited where agent.program.events.tellsItsEnd && !story.isComplete:
      return .endedEarly(Printable.line(errors.utf8))
    case .exited: return nil
    }
  }

  /// The fault of a turn, its events' own before what its folder tells.
  private func judge(_ outcome: Outcome, _ workspace: any Workspace) async throws -> AgentFault? {
    if case .turnFailed(let text)? = outcome.fault {
      // An agent's own words may hide what its endpoint answered; the relay has seen it.
      return Self.refusal(in: outcome.access, text: text) ?? outcome.fault
    }
    if let fault = outcome.fault { return fault }
    guard outcome.reply.files.isEmpty else { return nil }
    // Cut off by its endpoint, an agent may call its turn complete all the same.
    if let trouble = outcome.story.trouble { return trouble }
    if !outcome.story.denied.isEmpty { return .toolDenied(outcome.story.denied) }
    let elsewhere = try await strayFiles(outcome, workspace)
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

  /// What lies outside of the folder: files that the agent says it wrote, and what it left in its
  /// home folder and in `/tmp` beside hidden files, which tools keep for themselves.
  private func strayFiles(_ outcome: Outcome, _ workspace: any Workspace) async throws -> [String] {
    let told = outcome.story.written.filter {
      $0.hasPrefix("/") && !$0.hasPrefix(workspace.root + "/")
    }
    guard isSealed else { return told }
    let search = "find /tmp /home/agent -type f -not -path '*/.*' 2>/dev/null | head -20"
    let found = try await workspace.run(Command(["sh", "-c", search], seconds: 20))
    let left = found.outputText.split(separator: "\n").map(String.init)
    return told + left.filter { !told.contains($0) }
  }
}

/// When an agent last gave a sign of life.
private actor Pulse {
  private var last = Clock.seconds()
  private(set) var stopped = false

  func beat() { last = Clock.seconds() }

  func hasStopped(for seconds: Double) -> Bool {
    if Clock.seconds() - last >= seconds { stopped = true }
    return stopped
  }
}
