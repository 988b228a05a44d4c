import SpecModel
import SpecterKit

/// What is done of a batch and what is left, as a value that survives the driver's processes.
///
/// Observations come in the order of the probes, so that the number of observations is the index of
/// the *head*: the first probe that hasn't been answered.
struct BatchRun: Sendable {
  /// How a conversation with a driver process ended before the batch did.
  enum Break: Sendable, Hashable {
    /// The process ended by itself.
    case died(CommandResult.End)
    /// The head was not answered in time.
    case silent
    /// The head's answer grew longer than the limit; its line had not ended.
    case flooded
    /// A line that answers another probe, or none.
    case garbled
  }

  /// What to run.
  let batch: ProbeBatch
  /// What came out so far.
  private(set) var observations: [Observation] = []
  /// Below this index one probe is in flight at a time, because a process broke there or is
  /// expected to.
  private(set) var carefulEnd: Int
  private var strikes: [String: Int] = [:]
  /// Indices of the probes that were the first of a new process.
  private(set) var restarts: [Int] = []
  /// What probes took, as far as the driver says.
  private(set) var costs: [Int: ProbeCost] = [:]
  /// Whether the driver says what probes take.
  private(set) var tellsCosts = false

  init(_ batch: ProbeBatch) {
    self.batch = batch
    carefulEnd = batch.isCareful ? batch.probes.count : 0
    observations.reserveCapacity(batch.probes.count)
  }

  /// The first probe without an observation.
  var head: Int { observations.count }
  /// Whether one process answered everything: none broke, so nothing was run again in a new one
  /// that had forgotten what came before.
  private(set) var isUndisturbed = true
  /// What came out, for those who asked.
  var answer: BatchAnswer {
    BatchAnswer(
      observations: observations, restarts: restarts, costs: costs, tellsCosts: tellsCosts)
  }
  /// Whether every probe has its observation.
  var isDone: Bool { head == batch.probes.count }

  /// Whether a probe's target has crashed too often to be run again.
  func isStruckOut(_ index: Int) -> Bool {
    guard canSkip else { return false }
    let target = batch.probes[index].target
    let allowed = min(batch.strikes, batch.strikesLeft[target] ?? batch.strikes)
    return strikes[target, default: 0] >= allowed
  }

  /// Of most batches nothing is left out, and nothing is looked up for it.
  private var canSkip: Bool { !(strikes.isEmpty && batch.strikesLeft.isEmpty) }

  /// Whether isolated probes may run in copies of a process.
  private(set) var mayFork = true
  /// Has isolated probes run in new processes: one broke when it was asked for copies.
  mutating func forgoForks() { mayFork = false }

  /// Notes whether the process that runs it tells costs.
  mutating func meets(tellsCosts: Bool) { self.tellsCosts = tellsCosts }

  /// Notes that the head is the first probe of its process.
  mutating func began() {
    if !batch.isolated, !isDone { restarts.append(head) }
  }

  /// Notes the head's answer.
  mutating func record(_ answer: ProbeAnswer) {
    if let cost = answer.cost { costs[head] = cost }
    observations.append(answer.observation)
  }

  /// Notes the head's observation.
  mutating func record(_ observation: Observation) { observations.append(observation) }

  /// Notes every probe from the head on, up to the first that is to be run, as not run.
  mutating func skipStruckOut() {
    guard canSkip else { return }
    while !isDone, isStruckOut(head) { record(.notRun) }
  }

  /// Takes in a break. A process buffers its answers, so the first unanswered probe need not be the
  /// one that broke it: unless it was alone in a fresh process, the unanswered ones up to `sent`
  /// are run again one at a time, and the head is charged only when it breaks that way too.
  ///
  /// - Parameters:
  ///   - sent: the end of the probes that had been sent.
  ///   - isKnown: whether the head is what the process was on: it was alone in flight, or the
  ///     process writes each answer as soon as it has it.
  ///   - fresh: whether the head was the first probe of its process.
  mutating func broke(_ cause: Break, sent: Int, isKnown: Bool, fresh: Bool) {
    isUndisturbed = false
    // A process that dies between two probes is noticed at the second: only a fresh one proves,
    // where it matters which of the two it was.
    let proven =
      isKnown && (fresh || cause == .silent || cause == .flooded || batch.isForDrawing)
    guard proven else {
      carefulEnd = max(carefulEnd, sent, head + 1)
      return
    }
    switch cause {
    case .silent: strike(.timedOut)
    case .died(.exited(let status)): strike(.crashed(-status - 1))
    case .died(.signalled(let signal)): strike(.crashed(signal))
    case .died(.timedOut): strike(.timedOut)
    case .garbled: strike(.crashed(0))
    case .flooded: record(.oversized)
    }
  }

  /// Gives up: the subject no longer loads, and every probe that is left crashed with it.
  mutating func abandon(_ end: Observation) {
    while !isDone { record(end) }
  }

  private mutating func strike(_ observation: Observation) {
    strikes[batch.probes[head].target, default: 0] += 1
    record(observation)
  }
}
