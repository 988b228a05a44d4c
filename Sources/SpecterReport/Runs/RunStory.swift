import SpecModel

/// A run as its events tell it: the plan, each step that began with what became of it, and the end.
/// Every reader of finished events starts from this.
public struct RunStory: Sendable {
  /// A step that began.
  public struct Passage: Sendable {
    /// The step.
    public var step: RunStep
    /// When it began, seconds since 1970.
    public var began: Double
    /// What it came to; nil for one that was interrupted or still runs.
    public var result: StepResult?
    /// What it cost; nil with the result.
    public var cost: StepCost?
    /// Whether the run was resumed before it ended: it was started clean afterwards.
    public var interrupted = false
    /// Why the agent failed at it; nil where it did not.
    public var failure: String?

    /// Whether it still runs.
    public var isOpen: Bool { result == nil && !interrupted && failure == nil }
  }

  /// What the events of one round came to.
  public struct Round: Sendable {
    /// Its number; 0 is what came before the first.
    public var number: Int
    /// Its steps in order.
    public var passages: [Passage]

    /// Its measurements, in order.
    public var measurements: [(step: RunStep, summary: MeasureSummary)] {
      passages.compactMap { passage in
        guard case .measured(let summary)? = passage.result else { return nil }
        return (passage.step, summary)
      }
    }

    /// The measurement that stands for the round: the best of its candidates.
    public var best: MeasureSummary? {
      let rounds = measurements.filter { $0.step.kind == .measure }
      return (rounds.isEmpty ? measurements : rounds).map(\.summary)
        .max { $0.fidelity.value < $1.fidelity.value }
    }

    /// Where the builds disagree with each other; nil where they were not compared.
    public var ambiguity: AmbiguitySummary? {
      for case .compared(let summary)? in passages.reversed().map(\.result) { return summary }
      return nil
    }

    /// The changes of the spec that were accepted, in order.
    public var changes: [SpecChange] {
      passages.compactMap { passage in
        guard case .wrote(let change)? = passage.result else { return nil }
        return change
      }
    }
  }

  /// The run's id; empty without events.
  public private(set) var run = ""
  /// Its plan; nil when the first event is missing.
  public private(set) var plan: RunPlan?
  /// When it began, seconds since 1970.
  public private(set) var began = 0.0
  /// How often it was resumed.
  public private(set) var resumptions = 0
  /// Its steps in order.
  public private(set) var passages: [Passage] = []
  /// Why it ended; nil for one that did not end.
  public private(set) var stop: StopReason?
  /// The sentence that goes with the reason.
  public private(set) var sentence = ""

  /// The story of the events, which are in order.
  public init(_ events: [RecordedEvent]) {
    for event in events { add(event) }
  }

  /// Adds the next event.
  public mutating func add(_ recorded: RecordedEvent) {
    if passages.isEmpty && plan == nil { began = recorded.time }
    run = recorded.run
    switch recorded.event {
    case .began(let plan): self.plan = plan
    case .resumed:
      resumptions += 1
      stop = nil
      sentence = ""
      for place in passages.indices where passages[place].isOpen {
        passages[place].interrupted = true
      }
    case .stepBegan(let step): passages.append(Passage(step: step, began: recorded.time))
    case .stepEnded(let step, let result, let cost):
      let open = passages.lastIndex { $0.step == step && $0.isOpen }
      var passage = open.map { passages[$0] } ?? Passage(step: step, began: recorded.time)
      passage.result = result
      passage.cost = cost
      if let open { passages[open] = passage } else { passages.append(passage) }
    case .stepFailed(let step, let reason, let cost):
      guard let open = passages.lastIndex(where: { $0.step == step && $0.isOpen }) else { break }
      passages[open].failure = reason
      passages[open].cost = cost
    case .ended(let reason, let sentence, _):
      stop = reason
      self.sentence = sentence
    }
  }

  /// The steps by round, in the order of the rounds.
  public var rounds: [Round] {
    let numbers = Set(passages.map(\.step.round)).sorted()
    return numbers.map { number in
      Round(number: number, passages: passages.filter { $0.step.round == number })
    }
  }

  /// The newest measurement; nil before the first.
  public var newest: MeasureSummary? {
    rounds.last { !$0.measurements.isEmpty }?.measurements.last?.summary
  }
}
