import SpecModel
import SpecterKit

/// How to start a driver in a workspace.
struct Launch: Sendable {
  /// The driver's command line and environment.
  var command: Command
  /// What its subject is called in messages.
  var subject: String
  /// Whether its answers are known to be canonical (`AnswerReader.trusted`).
  var trusted: Bool
  /// Whether it is asked to tell what probes reach.
  var traced = false
  /// Whether it is asked to tell what every probe takes.
  var costed = false
  /// Whether it is asked to write each answer as soon as it has it.
  var prompt = false
  /// Longest wait for the answer to hello, in seconds; loading the subject is part of it.
  var helloSeconds: Double = 30
  /// Longest wait for a description, in seconds.
  var describeSeconds: Double = 30
  /// Where its observations are kept; nil where they are not.
  var memory: DriverMemory?
  /// Turns a process that ended or stayed silent before it said hello into the error to throw.
  var explain: @Sendable (any Workspace, Silence) async -> any Error
}

/// A driver that said no hello.
struct Silence: Error, Sendable, Hashable {
  /// How its process ended; `.timedOut` when it had to be stopped.
  var end: CommandResult.End
  /// The end of what it wrote to standard error.
  var errors: String
}

/// Owns a driver's process: starts it when there is work, and anew when it broke.
struct DriverService: Sendable {
  let workspace: any Workspace
  let launch: Launch

  /// Runs `body` with a driver and stops its process afterwards.
  static func withDriver<R: Sendable>(
    _ launch: Launch, in workspace: any Workspace,
    _ body: @Sendable (any Driver) async throws -> R
  ) async throws -> R {
    let service = DriverService(workspace: workspace, launch: launch)
    let mailbox = Mailbox()
    return try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { await service.serve(mailbox) }
      defer {
        mailbox.close()
        group.cancelAll()
      }
      let driver = MailboxDriver(mailbox: mailbox)
      guard let memory = launch.memory else { return try await body(driver) }
      return try await body(CachedDriver(driver, memory))
    }
  }

  /// What is to happen after a process.
  private enum Next: Sendable {
    /// The mailbox is closed.
    case finish
    /// The process is used up or broken; this work is not done.
    case restart(Work)
    /// The process said no hello.
    case refused(Work, any Error, CommandResult.End)
  }

  private func serve(_ mailbox: Mailbox) async {
    defer { mailbox.close() }
    var work = await mailbox.next()
    var hasGreeted = false
    var refusals = 0
    while let current = work {
      let next: Next
      do {
        next = try await workspace.withProcess(launch.command) { channel in
          try await converse(channel, current, mailbox)
        }
      } catch {
        current.fail(error)
        work = await mailbox.next()
        continue
      }
      switch next {
      case .finish: return
      case .restart(let rest):
        hasGreeted = true
        refusals = 0
        work = rest
      case .refused(let rest, let error, let end):
        refusals += 1
        // A driver that loaded its subject before is tried once more; then the subject has broken
        // itself for good, which is a fault of the subject.
        if hasGreeted, refusals < 2 {
          work = rest
        } else {
          await refuse(rest, hasGreeted ? nil : error, end)
          work = await mailbox.next()
        }
      }
    }
  }

  private func refuse(_ work: Work, _ error: (any Error)?, _ end: CommandResult.End) async {
    switch (work, error) {
    case (.observe(var run, let reply), nil):
      run.abandon(Self.observation(end))
      reply.send(.success(run))
    case (_, let silence as Silence): work.fail(await launch.explain(workspace, silence))
    case (_, let error?): work.fail(error)
    case (.describe, nil):
      work.fail(await launch.explain(workspace, Silence(end: end, errors: "")))
    }
  }

  private static func observation(_ end: CommandResult.End) -> Observation {
    switch end {
    case .exited(let status): .crashed(-status - 1)
    case .signalled(let signal): .crashed(signal)
    case .timedOut: .timedOut
    }
  }

  /// Greets one process and gives it work until it breaks or there is no more. Never throws but on
  /// cancellation, since only the outermost work would learn of it.
  private func converse(_ channel: any ProcessChannel, _ first: Work, _ mailbox: Mailbox)
    async throws -> Next
  {
    var talk = Conversation(channel: channel, trusted: launch.trusted)
    if let refusal = try await greet(&talk, first) { return refusal }
    var work: Work? = first
    while let current = work {
      switch current {
      case .describe(let reply):
        guard let line = try await talk.ask("{\"describe\":true}", seconds: launch.describeSeconds)
        else {
          reply.send(.failure(await undescribed(channel)))
          guard let next = await mailbox.next() else { return .finish }
          return .restart(next)
        }
        reply.send(.success(line))
      case .observe(var run, let reply):
        let lives: Bool
        do { lives = try await talk.advance(&run) } catch {
          reply.send(.failure(error))
          throw error
        }
        if run.isDone { reply.send(.success(run)) }
        if !run.isDone { return .restart(.observe(run, reply)) }
        if !lives {
          guard let next = await mailbox.next() else { return .finish }
          return .restart(next)
        }
      }
      work = await mailbox.next()
    }
    return .finish
  }

  private func greet(_ talk: inout Conversation, _ work: Work) async throws -> Next? {
    guard let line = try await talk.ask("{\"hello\":1}", seconds: launch.helloSeconds) else {
      let errors = await talk.channel.recentErrors()
      let stopped = await talk.channel.stop()
      let end = talk.ranOutOfTime ? .timedOut : stopped
      return .refused(work, Silence(end: end, errors: errors), end)
    }
    let greeting: Greeting
    do { greeting = try Greeting(line, of: launch.subject) } catch {
      return .refused(work, error, .exited(0))
    }
    talk.tellsCosts = greeting.tellsCosts
    // Memory that a copy shares with its process is no memory that its probe took.
    talk.canFork = greeting.canFork && !launch.costed
    if launch.prompt, greeting.canBePrompt {
      let answer = try await talk.ask("{\"prompt\":\"on\"}", seconds: launch.helloSeconds)
      talk.isPrompt = answer == Array("{\"prompt\":true}".utf8)
    }
    // A driver that can't says so, and its answers are those of any other.
    if launch.traced { _ = try await talk.ask("{\"trace\":\"on\"}", seconds: launch.helloSeconds) }
    if launch.costed, talk.tellsCosts {
      _ = try await talk.ask("{\"cost\":\"on\"}", seconds: launch.helloSeconds)
    }
    return nil
  }

  private func undescribed(_ channel: any ProcessChannel) async -> Failure {
    let errors = await channel.recentErrors()
    return Failure(
      .driver, "the driver did not describe its subject (\((await channel.stop()).words))",
      remedy: errors.isEmpty ? "" : "It wrote: \(Greeting.lastLine(errors))")
  }
}

/// The driver that users of a surface see: it hands their work to the task that owns the process.
struct MailboxDriver: Driver {
  let mailbox: Mailbox

  func describe() async throws -> SurfaceDescription {
    try SurfaceDescription(describing: await descriptionLine())
  }

  /// The driver's answer to `{"describe":true}` as it came.
  func descriptionLine() async throws -> [UInt8] {
    try await withCheckedThrowingContinuation { mailbox.send(.describe(Reply($0))) }
  }

  func observe(_ batch: ProbeBatch) async throws -> [Observation] {
    try await answer(batch).observations
  }

  func answer(_ batch: ProbeBatch) async throws -> BatchAnswer {
    if batch.probes.isEmpty { return BatchAnswer(observations: []) }
    return try await run(batch).answer
  }

  /// Runs a batch to its end; tells also how that went.
  func run(_ batch: ProbeBatch) async throws -> BatchRun {
    try await withCheckedThrowingContinuation {
      mailbox.send(.observe(BatchRun(batch), Reply($0)))
    }
  }
}

extension CommandResult.End {
  /// The end of a process in words, for messages.
  var words: String {
    switch self {
    case .exited(let status): "it exited with status \(status)"
    case .signalled(let signal): "it was killed by signal \(signal)"
    case .timedOut: "it ran out of time"
    }
  }
}

extension Greeting {
  /// The last line that isn't blank, for a message.
  static func lastLine(_ text: String) -> String {
    let line = text.split(whereSeparator: \.isNewline).last { !$0.allSatisfy(\.isWhitespace) }
    return excerpt(Array((line ?? "").utf8))
  }
}
