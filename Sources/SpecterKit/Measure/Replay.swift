import Differential
import SpecModel

/// What running recorded probes again showed.
struct Replay: Sendable {
  /// Probes that the reference answers otherwise than recorded, in words.
  var changedReference: [String]
  /// Probes on which the candidate diverges and did not when they were recorded.
  var newlyDiverged: [String]
  /// Observations that came from a cache.
  var reused = Reuse()
  /// Whether nothing is otherwise than recorded.
  var holds: Bool { changedReference.isEmpty && newlyDiverged.isEmpty }
}

extension Differ {
  /// Runs recorded probes on both sides.
  func replay(_ lines: [ProbeFile.Line], _ request: MeasureRequest) async throws -> Replay {
    guard !lines.isEmpty else { return Replay(changedReference: [], newlyDiverged: []) }
    return try await withContenders(request) { contenders, missing in
      let comparator = Comparator(rules: request.rules, missing: missing)
      let observed = try await contenders.observe(lines.map(\.probe))
      var replay = Replay(changedReference: [], newlyDiverged: [])
      for (line, seen) in zip(lines, observed) {
        if let recorded = line.reference, seen.first == seen.second,
          !comparator.differences(line.probe, recorded, seen.first).isEmpty
        {
          replay.changedReference.append("`\(line.probe.target)`: \(line.probe.stepsValue)")
        }
        let comparison = comparator.compare(
          line.probe, first: seen.first, second: seen.second, candidate: seen.candidate)
        if comparison.loss > 0 && !line.diverged {
          replay.newlyDiverged.append("`\(line.probe.target)`: \(line.probe.stepsValue)")
        }
      }
      replay.reused = await contenders.reused()
      return replay
    }
  }
}
