import SpecModel

/// What a run cost so far: what agents used by role and by round, and whose the wall time was.
/// A value that events are added to, in order.
public struct RunCost: Sendable {
  /// What some of the agents' steps used.
  public struct Part: Sendable, Hashable {
    /// Steps that an agent worked on to their end or failure.
    public var steps = 0
    /// Wall seconds of the agents, added up; they overlap where agents work side by side.
    public var seconds = 0.0
    /// Tokens read, cached ones included, as far as agents say.
    public var tokensIn = 0
    /// Tokens written, as far as agents say.
    public var tokensOut = 0
    /// Tokens of `tokensIn` that came from a cache; nil where no agent says.
    public var cached: Int?
    /// US dollars, as far as agents say; nil where none says.
    public var dollars: Double?
    /// Steps whose tokens nobody said.
    public var withoutTokens = 0
    /// Steps whose price nobody said.
    public var withoutDollars = 0

    /// Nothing yet.
    public init() {}

    /// Tokens in and out.
    public var tokens: Int { tokensIn + tokensOut }

    mutating func add(_ cost: StepCost) {
      steps += 1
      seconds += cost.outside
      guard let usage = cost.usage else {
        withoutTokens += 1
        withoutDollars += 1
        return
      }
      tokensIn += usage.tokensIn
      tokensOut += usage.tokensOut
      if let more = usage.cached { cached = (cached ?? 0) + more }
      if let more = usage.dollars { dollars = (dollars ?? 0) + more } else { withoutDollars += 1 }
    }
  }

  /// All agents' steps.
  public private(set) var total = Part()
  /// The same by role.
  public private(set) var byRole: [Role: Part] = [:]
  /// The same by round; 0 is what came before the first.
  public private(set) var byRound: [Int: Part] = [:]
  /// Wall seconds in which subjects ran.
  public private(set) var subjects = 0.0
  /// Wall seconds of the lives of the run that are over.
  private var past = 0.0
  /// When the present life began, and its last event so far.
  private var life: (began: Double, last: Double)?
  /// Steps of agents that have begun in the present life.
  private var open: [RunStep: Double] = [:]
  /// When agents worked.
  private var worked: [ClosedRange<Double>] = []

  /// What the events tell, which are in order.
  public init(_ events: [RecordedEvent] = []) {
    for event in events { add(event) }
  }

  /// Adds the next event.
  public mutating func add(_ recorded: RecordedEvent) {
    switch recorded.event {
    case .began, .resumed:
      if let life { past += life.last - life.began }
      // What was interrupted was an agent's time until the last that is known of that life.
      for began in open.values { work(from: began, to: life?.last ?? began) }
      open = [:]
      life = (recorded.time, recorded.time)
    case .stepBegan(let step): if Self.role(of: step) != nil { open[step] = recorded.time }
    case .stepEnded(let step, _, let cost), .stepFailed(let step, _, let cost):
      let began = open.removeValue(forKey: step)
      guard let role = Self.role(of: step) else {
        subjects += cost.outside
        break
      }
      total.add(cost)
      byRole[role, default: Part()].add(cost)
      byRound[step.round, default: Part()].add(cost)
      // A clock that was set in between must not make the work longer than its step.
      let from = max(recorded.time - cost.outside, began ?? life?.began ?? recorded.time)
      work(from: from, to: recorded.time)
    case .ended: break
    }
    life = (life?.began ?? recorded.time, recorded.time)
  }

  private mutating func work(from: Double, to: Double) {
    if from < to { worked.append(from...to) }
  }

  /// The role whose work a step is; nil for a step of Specter's own.
  public static func role(of step: RunStep) -> Role? {
    switch step.kind {
    case .extract: .extractor
    case .build: .implementer
    case .revise: .reviser
    case .distil: .distiller
    case .fetch, .mine, .measure, .compare, .rollBack, .confirm: nil
    }
  }

  /// Wall seconds that the run took: those of all its lives, the present one up to its last event.
  public var wall: Double { past + (life.map { $0.last - $0.began } ?? 0) }

  /// The same up to `now`, seconds since 1970, which is no earlier than the last event.
  public func wall(now: Double) -> Double {
    past + (life.map { max(now, $0.last) - $0.began } ?? 0)
  }

  /// Wall seconds in which at least one agent worked.
  public var agents: Double {
    var (sum, end) = (0.0, -Double.infinity)
    for one in worked.sorted(by: { $0.lowerBound < $1.lowerBound }) where one.upperBound > end {
      sum += one.upperBound - max(end, one.lowerBound)
      end = one.upperBound
    }
    return sum
  }

  /// Specter's own wall seconds: those in which neither an agent worked nor a subject ran.
  public var overhead: Double { max(0, wall - agents - subjects) }

  /// The same as a share of the wall time, 0 to 1; nil where no time has passed.
  public var overheadShare: Double? { wall > 0 ? min(1, overhead / wall) : nil }
}
