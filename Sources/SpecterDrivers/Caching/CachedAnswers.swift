import SpecModel
import SpecterKit

/// The answers to one batch as the cache keeps them: on a line the number of answers, where new
/// processes began if one broke, and the costs that were told; then each answer on a line. A
/// canonical answer holds no end of a line.
///
///     512 anew:0,17 costs 17:84000:0 300:21000:-
struct CachedAnswers: Sendable, Hashable {
  /// What came out. Costs depend on the machine and its load, but only make suspects of probes,
  /// which are then measured anew.
  var answer: BatchAnswer
  /// Whether a process broke: a crash, a time-out and an answer too long depend on the machine and
  /// its load.
  var isDisturbed: Bool

  init(answer: BatchAnswer, isDisturbed: Bool) {
    self.answer = answer
    self.isDisturbed = isDisturbed
  }

  /// What is kept; nil when an answer is such that it can't be.
  var bytes: [UInt8]? {
    var head = ["\(answer.observations.count)"]
    if isDisturbed {
      head.append(Self.anew + answer.restarts.map(String.init).joined(separator: ","))
    }
    if answer.tellsCosts { head.append("costs") }
    for (index, cost) in answer.costs.sorted(by: { $0.key < $1.key }) {
      head.append("\(index):\(cost.cpu):\(cost.memory.map(String.init) ?? "-")")
    }
    var bytes = Array((head.joined(separator: " ") + "\n").utf8)
    for observation in answer.observations {
      switch observation {
      case .answered(let answer):
        guard !answer.contains(Self.newline), !Self.isFailure(answer) else { return nil }
        bytes += answer
      case .crashed, .timedOut, .oversized, .notRun:
        guard isDisturbed || observation == .notRun else { return nil }
        bytes += observation.value.canonicalBytes
      }
      bytes.append(Self.newline)
    }
    return bytes
  }

  /// What `bytes` tell; nil when this is not the answer to `count` probes.
  init?(_ bytes: [UInt8], count: Int) {
    var lines = LineSplitter()
    var found: CachedAnswers?
    var fits = true
    lines.split(bytes) { line in
      if found == nil {
        found = CachedAnswers(head: String(decoding: line, as: UTF8.self), count: count)
        found?.answer.observations.reserveCapacity(count)
        fits = found != nil
      } else if Self.isFailure(line) {
        let failure = (try? Value(parsing: Array(line))).map { Observation($0) }
        fits = failure.map { !$0.isAnswer } ?? false
        if let failure, fits { found?.answer.observations.append(failure) }
      } else {
        found?.answer.observations.append(.answered(Array(line)))
      }
      return fits
    }
    guard fits, lines.partial.isEmpty, let found, found.answer.observations.count == count
    else { return nil }
    self = found
  }

  private init?(head line: String, count: Int) {
    var words = line.split(separator: " ", omittingEmptySubsequences: false)[...]
    guard words.popFirst() == "\(count)" else { return nil }
    self.init(answer: BatchAnswer(observations: []), isDisturbed: false)
    if let word = words.first, word.hasPrefix(Self.anew) {
      words.removeFirst()
      isDisturbed = true
      for place in word.dropFirst(Self.anew.count).split(separator: ",") {
        guard let place = Int(place), (0..<count).contains(place) else { return nil }
        answer.restarts.append(place)
      }
    }
    guard let word = words.popFirst() else { return }
    guard word == "costs" else { return nil }
    answer.tellsCosts = true
    for word in words {
      let parts = word.split(separator: ":")
      guard parts.count == 3, let index = Int(parts[0]), let cpu = Int(parts[1]) else { return nil }
      answer.costs[index] = ProbeCost(cpu: cpu, memory: Int(parts[2]))
    }
  }

  /// Whether a line tells of a failure (`Observation.value`); a driver's answer begins with `did`.
  private static func isFailure(_ line: some Sequence<UInt8>) -> Bool {
    line.starts(with: Array(#"{"$outcome":"#.utf8))
  }

  private static let anew = "anew:"
  private static let newline = UInt8(ascii: "\n")
}
