import SpecModel
import SpecterKit

/// The answers to one batch as the cache keeps them: on a line the number of answers and the costs
/// that were told, then each answer on a line. A canonical answer holds no end of a line.
///
///     512 costs 17:84000:0 300:21000:-
enum CachedAnswers {
  /// The bytes of a batch's answer; nil when one observation is anything but an answer and failures
  /// are not to be kept. A crash, a time-out and an answer too long depend on the machine and its
  /// load. Costs depend on it too, but only make suspects of probes, which are then measured anew.
  static func bytes(of answer: BatchAnswer, keepingFailures: Bool = false) -> [UInt8]? {
    var head = ["\(answer.observations.count)"]
    if answer.tellsCosts { head.append("costs") }
    for (index, cost) in answer.costs.sorted(by: { $0.key < $1.key }) {
      head.append("\(index):\(cost.cpu):\(cost.memory.map(String.init) ?? "-")")
    }
    var bytes = Array((head.joined(separator: " ") + "\n").utf8)
    for observation in answer.observations {
      switch observation {
      case .answered(let answer):
        guard !answer.contains(newline), !isFailure(answer) else { return nil }
        bytes += answer
      case .crashed, .timedOut, .oversized, .notRun:
        guard keepingFailures else { return nil }
        bytes += observation.value.canonicalBytes
      }
      bytes.append(newline)
    }
    return bytes
  }

  /// The answer in `bytes`; nil when this is not that to `count` probes.
  static func answer(in bytes: [UInt8], count: Int) -> BatchAnswer? {
    var lines = LineSplitter()
    var found: BatchAnswer?
    var fits = true
    lines.split(bytes) { line in
      if found == nil {
        found = head(String(decoding: line, as: UTF8.self), count: count)
        found?.observations.reserveCapacity(count)
        fits = found != nil
      } else if isFailure(line) {
        let failure = (try? Value(parsing: Array(line))).map { Observation($0) }
        fits = failure != nil && failure?.answer == nil
        if let failure, fits { found?.observations.append(failure) }
      } else {
        found?.observations.append(.answered(Array(line)))
      }
      return fits
    }
    return fits && lines.partial.isEmpty && found?.observations.count == count ? found : nil
  }

  private static func head(_ line: String, count: Int) -> BatchAnswer? {
    var words = line.split(separator: " ", omittingEmptySubsequences: false)[...]
    guard words.popFirst() == "\(count)" else { return nil }
    var answer = BatchAnswer(observations: [])
    guard let word = words.popFirst() else { return answer }
    guard word == "costs" else { return nil }
    answer.tellsCosts = true
    for word in words {
      let parts = word.split(separator: ":")
      guard parts.count == 3, let index = Int(parts[0]), let cpu = Int(parts[1]) else { return nil }
      answer.costs[index] = ProbeCost(cpu: cpu, memory: Int(parts[2]))
    }
    return answer
  }

  /// Whether a line tells of a failure (`Observation.value`); a driver's answer begins with `did`.
  private static func isFailure(_ line: some Sequence<UInt8>) -> Bool {
    line.starts(with: Array(#"{"$outcome":"#.utf8))
  }

  private static let newline = UInt8(ascii: "\n")
}
