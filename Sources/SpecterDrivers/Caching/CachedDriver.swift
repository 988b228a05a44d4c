import SpecModel
import SpecterKit

/// What a driver's observations are kept in, and what they depend on beside its probes.
struct DriverMemory: Sendable {
  /// Where observations are kept.
  var cache: any ObservationCache
  /// Digest of everything that decides what the subject does with a sequence of probes: subject,
  /// driver, interpreter, isolation, environment with its seed, limits.
  var ground: Digest
  /// Whether it is asked for batches in which a process broke.
  var trustsBreaks = true
}

extension DriverMemory {
  /// What a process asked for by `request` depends on: `parts`, which name its subject and how it
  /// is started, and what every surface has.
  init(
    _ cache: any ObservationCache, _ request: DriverRequest, _ parts: [String],
    isolation: IsolationLevel, environment: [String: String]
  ) {
    let variables = environment.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
    let all =
      [
        request.role, request.traced ? "traced" : "",
        request.fixesAddresses ? "fixed addresses" : "", isolation.rawValue,
        "\(Limits(seconds: nil))",
      ] + parts + variables
    self.init(
      cache: cache, ground: Digest.of(all.joined(separator: "\u{0}")),
      trustsBreaks: request.trustsBreaks)
  }
}

/// A driver whose answers come from the cache where it has them, and whose process is started only
/// for those that it lacks.
///
/// What a subject does may depend on what it did before, so an answer's key is the digest of
/// everything that its process is asked until then. Where the process is needed after all, it is
/// first asked what the cache had answered: then it does what it would have done without a cache.
/// A batch in which something else than an answer came out, or in which the process had to be
/// started anew, may go otherwise on another day: it is told of (`Reuse.disturbed`), and run again
/// where that is asked for. One that only decides what is drawn never is: with what it found
/// another day, the probes are the same ones.
actor CachedDriver: Driver {
  private enum Asked {
    case describe
    case observe(ProbeBatch)
  }

  private let driver: MailboxDriver
  private let memory: DriverMemory
  /// Digest of what the process was asked, or would have been without a cache.
  private var history: Digest
  /// What the cache answered since the process last was asked something.
  private var unasked: [Asked] = []
  /// Whether the process may hold what it did before: what follows an isolated batch must not find
  /// that, and only running the batch takes it away.
  private var isUsed = false
  private var fromCache = Reuse()

  init(_ driver: MailboxDriver, _ memory: DriverMemory) {
    self.driver = driver
    self.memory = memory
    history = memory.ground
  }

  func reused() -> Reuse { fromCache }

  func describe() async throws -> SurfaceDescription {
    let key = follow(Array("describe\n".utf8))
    if let line = await memory.cache.bytes(for: key),
      let description = try? SurfaceDescription(describing: line)
    {
      unasked.append(.describe)
      return description
    }
    try await catchUp()
    let line = try await driver.descriptionLine()
    let description = try SurfaceDescription(describing: line)
    await memory.cache.keep(line, for: key)
    return description
  }

  func observe(_ batch: ProbeBatch) async throws -> [Observation] {
    try await answer(batch).observations
  }

  func answer(_ batch: ProbeBatch) async throws -> BatchAnswer {
    if batch.probes.isEmpty { return BatchAnswer(observations: []) }
    let key = key(of: batch)
    let mayReuse = !(batch.isolated && isUsed)
    if mayReuse, let bytes = await memory.cache.bytes(for: key),
      let cached = CachedAnswers(bytes, count: batch.probes.count),
      memory.trustsBreaks || batch.isForDrawing || !cached.isDisturbed
    {
      if !batch.isolated { unasked.append(.observe(batch)) }
      let count = cached.answer.observations.count
      fromCache += Reuse(
        observations: count, disturbed: cached.isDisturbed && !batch.isForDrawing ? count : 0)
      return cached.answer
    }
    if !batch.isolated { try await catchUp() }
    isUsed = !batch.isolated
    let run = try await driver.run(batch)
    let cached = CachedAnswers(answer: run.answer, isDisturbed: !run.isUndisturbed)
    if let bytes = cached.bytes { await memory.cache.keep(bytes, for: key) }
    return run.answer
  }

  /// The key of a batch. Isolated probes depend on nothing that ran before, and nothing that runs
  /// later depends on them: what follows them runs in a new process.
  private func key(of batch: ProbeBatch) -> Digest {
    var writer = RequestWriter()
    for probe in batch.probes { writer.append(probe, id: 0) }
    let limits = "\(batch.isolated) \(batch.seconds) \(batch.output) \(batch.strikes)"
    let purpose = batch.isForDrawing ? " drawing\n" : "\n"
    let left = batch.strikesLeft.sorted { $0.key < $1.key }.map { "\($0.value) of \($0.key)\n" }
    let text = Array((limits + purpose + left.joined()).utf8) + writer.bytes
    guard batch.isolated else { return follow(text) }
    history = memory.ground
    unasked = []
    return Digest.of(Array(memory.ground.hex.utf8) + text)
  }

  private func follow(_ text: [UInt8]) -> Digest {
    history = Digest.of(Array(history.hex.utf8) + text)
    return history
  }

  /// Asks the process what only the cache was asked.
  private func catchUp() async throws {
    let missed = unasked
    unasked = []
    isUsed = true
    for asked in missed {
      switch asked {
      case .describe: _ = try await driver.descriptionLine()
      case .observe(let batch): _ = try await driver.observe(batch)
      }
    }
  }
}
