import SpecModel
import SpecterKit

/// The talk with one driver process, from its start to its end. Owned by one task.
struct Conversation {
  /// Most probes in flight: enough that neither side waits for the other, few enough that running
  /// them again one at a time after a crash costs milliseconds.
  static let window = 1024
  /// Most bytes of one write.
  static let pieceBytes = 256 << 10
  /// Longest wait for a process to change how it runs probes, in seconds.
  static let switchSeconds = 10.0
  /// Longest answer to `describe`, in bytes.
  static let descriptionBytes = 64 << 20

  let channel: any ProcessChannel
  let trusted: Bool
  private var lines = LineSplitter()
  /// Whether the process tells what probes took.
  var tellsCosts = false
  /// Whether the process writes each answer before it looks at the next probe: then the first probe
  /// without an answer is the one that it was on when it broke, however many are in flight.
  var isPrompt = false
  /// Whether the process can run each probe in a copy of itself.
  var canFork = false
  /// Whether it does.
  private var forks = false
  /// Whether this process itself has run no probe.
  private(set) var isFresh = true
  /// Whether the last `ask` ended because the process stayed silent.
  private(set) var ranOutOfTime = false

  init(channel: any ProcessChannel, trusted: Bool) {
    self.channel = channel
    self.trusted = trusted
  }

  /// Sends one request that is no probe and returns its answer; nil when the process ends, stays
  /// silent for `seconds`, or writes a longer line than `descriptionBytes`.
  mutating func ask(_ request: StaticString, seconds: Double) async throws -> [UInt8]? {
    let watchdog = Watchdog(seconds: seconds)
    let channel = channel
    return try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { await watchdog.watch(channel) }
      defer { group.cancelAll() }
      do { try await channel.write(Array("\(request)\n".utf8)) } catch is ChannelClosed {}
      var answer: [UInt8]?
      while answer == nil, lines.partial.count <= Self.descriptionBytes,
        let piece = try await channel.read()
      {
        lines.split(piece) { line in
          answer = Array(line)
          return false
        }
      }
      ranOutOfTime = watchdog.hasBitten
      return answer
    }
  }

  /// Runs probes of `run` until it is done, the process breaks, or the rules ask for a new process.
  /// Returns whether the process can be used for more.
  mutating func advance(_ run: inout BatchRun) async throws -> Bool {
    run.skipStruckOut()
    if isFresh || run.head == 0 { run.meets(tellsCosts: tellsCosts) }
    if isFresh { run.began() }
    if run.batch.isolated, !isFresh { return false }
    if run.batch.isolated ? canFork && run.mayFork && !forks : forks {
      guard try await setForking(!forks) else {
        run.forgoForks()
        return false
      }
    }
    while !run.isDone {
      if run.batch.isolated, !isFresh { return false }
      let careful = run.batch.isolated || (!tellsHead(run) && run.head < run.carefulEnd)
      let count = run.batch.probes.count
      let end =
        run.batch.isolated ? run.head + 1 : careful ? min(run.carefulEnd, count) : count
      guard try await exchange(&run, end: end, careful: careful) else { return false }
      run.skipStruckOut()
    }
    return isFresh || !run.batch.isolated
  }

  /// Has the process run probes in copies of itself, or no longer. Returns whether it lives.
  private mutating func setForking(_ on: Bool) async throws -> Bool {
    let answer = try await ask(
      on ? "{\"fork\":\"on\"}" : "{\"fork\":\"off\"}", seconds: Self.switchSeconds)
    forks = on && answer == Array("{\"fork\":true}".utf8)
    canFork = canFork && forks == on
    return answer != nil
  }

  /// Whether the first unanswered probe is the one that the process is on.
  private func tellsHead(_ run: BatchRun) -> Bool { isPrompt && run.batch.isForDrawing }

  /// Runs the probes up to `end`; returns whether the process lived through it.
  private mutating func exchange(_ run: inout BatchRun, end: Int, careful: Bool) async throws
    -> Bool
  {
    let plan = Sending(
      run: run, end: end, window: careful ? 1 : Self.window, channel: channel)
    // With many probes in flight answers wait in the driver's buffer, so that silence tells little:
    // the process is stopped, and the full limit applied to one probe at a time.
    let limit =
      careful || tellsHead(run) ? run.batch.seconds : min(run.batch.seconds, run.batch.patience)
    let watchdog = Watchdog(seconds: limit)
    let (answered, tell) = AsyncStream.makeStream(
      of: Int.self, bufferingPolicy: .bufferingNewest(1))
    let channel = channel
    let wasFresh = isFresh
    let first = run.head
    isFresh = forks
    let cause = try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { await watchdog.watch(channel) }
      group.addTask { try await plan.send(answered) }
      defer {
        tell.finish()
        group.cancelAll()
      }
      return try await receive(&run, end: end, watchdog: watchdog, tell: tell)
    }
    guard let cause else { return true }
    run.broke(
      cause, sent: min(end, run.head + (careful ? 1 : Self.window)),
      isKnown: careful || tellsHead(run),
      fresh: wasFresh && run.head == first)
    return false
  }

  /// Reads answers up to probe `end`; returns what broke the process, nil when nothing did. The
  /// process has been stopped then.
  private mutating func receive(
    _ run: inout BatchRun, end: Int, watchdog: Watchdog, tell: AsyncStream<Int>.Continuation
  ) async throws -> BatchRun.Break? {
    let reader = AnswerReader(limit: run.batch.output, trusted: trusted)
    run.skipStruckOut()
    while run.head < end {
      guard let piece = try await channel.read() else {
        let ending = await channel.stop()
        return watchdog.hasBitten ? .silent : .died(ending)
      }
      let before = run.head
      var garbled = false
      lines.split(piece) { line in
        // A line after the last answer is nobody's.
        guard run.head < end, let answer = reader.answer(line, id: run.head) else {
          garbled = true
          return false
        }
        run.record(answer)
        run.skipStruckOut()
        return true
      }
      if garbled || lines.partial.count > run.batch.output + AnswerReader.costBytes {
        _ = await channel.stop()
        return garbled ? .garbled : .flooded
      }
      if run.head > before {
        watchdog.feed()
        tell.yield(run.head)
      }
    }
    return nil
  }
}

/// The writing side of an exchange: requests in pieces, never more than a window ahead of the
/// answers.
private struct Sending: Sendable {
  let run: BatchRun
  let end: Int
  let window: Int
  let channel: any ProcessChannel

  func send(_ answered: AsyncStream<Int>) async throws {
    let piece = max(1, window / 2)
    var sent = run.head
    var head = run.head
    var news = answered.makeAsyncIterator()
    while sent < end {
      while sent - head > window - piece {
        guard let next = await news.next() else { return }
        head = next
      }
      var writer = RequestWriter()
      let stop = min(end, sent + piece)
      while sent < stop, writer.bytes.count < Conversation.pieceBytes {
        if !run.isStruckOut(sent) { writer.append(run.batch.probes[sent], id: sent) }
        sent += 1
      }
      guard !writer.bytes.isEmpty else { continue }
      // The reader finds out how the process ended.
      do { try await channel.write(writer.bytes) } catch is ChannelClosed { return }
    }
  }
}
