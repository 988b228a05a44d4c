import SpecModel
import SpecterKit

/// Listens to an agent until its turn or its output ends, and ends it when it has used up what it
/// was given.
///
/// An agent that can be asked to end its turn is asked first, so that what it used is told; others
/// are killed at once.
struct Listener: Sendable {
  /// What was heard.
  struct Hearing: Sendable {
    /// What the agent told.
    var story: AgentStory
    /// How its process ended.
    var end: CommandResult.End
    /// Why Specter ended it; nil: it ended by itself.
    var cut: AgentFault?
    /// The last of its standard error.
    var errors: String
  }

  private enum Sign: Sendable {
    /// Bytes of its output; nil at the end.
    case piece([UInt8]?)
    /// Time has passed.
    case tick
  }

  /// Seconds that an agent has by default to end a turn that it was asked to end.
  static let patience = 5.0

  /// Seconds that it has.
  var patience = Self.patience
  private let process: any ProcessChannel
  private let events: EventForm
  private let settings: LiveSettings
  private var exchange: Exchange?
  private var story = AgentStory()
  /// A line whose end has not come yet.
  private var rest: [UInt8] = []
  private let start = Clock.seconds()
  /// When it last gave a sign of life.
  private var last = Clock.seconds()
  private var cut: AgentFault?
  /// When it is killed, once it was asked to end its turn.
  private var deadline: Double?

  /// Listens to `process`, whose turn is led by `exchange` or tells of itself.
  init(
    to process: any ProcessChannel, events: EventForm, settings: LiveSettings, exchange: Exchange?
  ) {
    self.process = process
    self.events = events
    self.settings = settings
    self.exchange = exchange
  }

  /// Listens to the end.
  mutating func listen() async throws -> Hearing {
    if exchange == nil { await process.closeInput() }
    try await exchange?.begin()
    try await withThrowingTaskGroup(of: Sign.self) { group in
      let (process, pace) = (process, min(1, settings.stall / 4))
      func read() { group.addTask { .piece(try await process.read()) } }
      func tick() {
        group.addTask {
          try await Task.sleep(for: .seconds(pace))
          return .tick
        }
      }
      read()
      tick()
      while let sign = try await group.next() {
        switch sign {
        case .tick: tick()
        case .piece(let bytes):
          guard let bytes, try await take(bytes) else {
            group.cancelAll()
            return
          }
          read()
        }
        try await keepLimits()
      }
    }
    exchange?.finish(&story)
    if exchange == nil { events.read(rest, into: &story) }
    let end = await process.stop()
    return Hearing(story: story, end: end, cut: cut, errors: await process.recentErrors())
  }

  /// Takes bytes in; whether the turn goes on.
  private mutating func take(_ bytes: [UInt8]) async throws -> Bool {
    last = Clock.seconds()
    rest += bytes
    while let end = rest.firstIndex(of: 0x0A) {
      let line = Array(rest[..<end])
      rest.removeFirst(end + 1)
      if exchange == nil {
        events.read(line, into: &story)
      } else if try await exchange?.take(line, into: &story) == false {
        return false
      }
    }
    return true
  }

  private mutating func keepLimits() async throws {
    let now = Clock.seconds()
    if let deadline {
      if now >= deadline { _ = await process.stop() }
    } else if let fault = spent(at: now) {
      cut = fault
      let isAsked = try await exchange?.interrupt() ?? false
      deadline = now + (isAsked ? patience : 0)
      if !isAsked { _ = await process.stop() }
    }
  }

  /// What it has used up, if anything.
  private func spent(at now: Double) -> AgentFault? {
    if now - last >= settings.stall { return .stalled(settings.stall) }
    if let seconds = settings.limits.seconds, now - start >= seconds { return .outOfTime(seconds) }
    if let tokens = settings.tokens, let usage = story.usage,
      usage.tokensIn + usage.tokensOut > tokens
    {
      return .outOfBudget("\(usage.tokensIn + usage.tokensOut) of \(tokens) tokens")
    }
    return nil
  }
}
