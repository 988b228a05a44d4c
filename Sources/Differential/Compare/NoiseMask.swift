import SpecModel

/// The places at which runs of the reference disagree with each other: they are not compared.
struct NoiseMask {
  /// Most places of one pair of runs; what is noise at more is noise all over.
  static let most = 50_000

  /// In the order in which they were found.
  private var paths: [ObservationPath] = []
  private var known: Set<ObservationPath> = []
  /// Everything above a masked place.
  private var above: Set<ObservationPath> = []

  var isEmpty: Bool { paths.isEmpty }
  var texts: [String] { paths.map(\.text) }

  /// Whether a place, or something that it lies in, is masked.
  func covers(_ path: ObservationPath) -> Bool {
    if known.isEmpty { return false }
    return (0...path.parts.count).contains {
      known.contains(ObservationPath(Array(path.parts.prefix($0))))
    }
  }

  /// Whether a place, something that it lies in, or something in it is masked.
  func touches(_ path: ObservationPath) -> Bool { above.contains(path) || covers(path) }

  /// Masks where two different runs of the reference disagree; the reason to drop the probe when
  /// that, with what is masked already, leaves nothing to compare.
  mutating func add(
    _ comparator: Comparator, _ probe: Probe, _ first: Observation, _ second: Observation
  ) -> DropReason? {
    guard let answer = first.answer, second.answer != nil else {
      return comparator.differences(probe, first, second).isEmpty ? nil : .outcome
    }
    let found = comparator.differences(probe, first, second, most: Self.most)
    if found.contains(where: { $0.kind == .raises || $0.path == "did" }) { return .raises }
    if found.count >= Self.most { return .value }
    for difference in found { insert(ObservationPath(difference.path)) }
    return isAllNoise(answer, probe) ? .value : nil
  }

  private mutating func insert(_ path: ObservationPath) {
    guard known.insert(path).inserted else { return }
    paths.append(path)
    for count in 0..<path.parts.count {
      above.insert(ObservationPath(Array(path.parts.prefix(count))))
    }
  }

  /// Whether nothing is left to compare: every outcome, everything that a step changed, and what
  /// was printed is masked.
  private func isAllNoise(_ answer: Value, _ probe: Probe) -> Bool {
    let steps = answer["did"]?.arrayValue ?? []
    guard !steps.isEmpty, coversMembers(of: answer, at: [], but: AnswerDiff.silent) else {
      return false
    }
    return steps.indices.allSatisfy { index in
      let isHash = index < probe.steps.count && StepOperation.isHash(probe.steps[index])
      return coversMembers(
        of: steps[index], at: ["did", String(index)], but: isHash ? ["return"] : [])
    }
  }

  private func coversMembers(of value: Value, at root: [String], but left: Set<String>) -> Bool {
    (value.objectValue ?? []).allSatisfy {
      left.contains($0.key) || coversAll(of: $0.value, at: ObservationPath(root + [$0.key]))
    }
  }

  /// Whether every leaf of `value` is masked.
  private func coversAll(of value: Value, at path: ObservationPath) -> Bool {
    if known.contains(path) { return true }
    guard above.contains(path) else { return false }
    switch value {
    case .array(let items):
      return items.indices.allSatisfy {
        coversAll(of: items[$0], at: ObservationPath(path.parts + [String($0)]))
      }
    case .object(let members):
      return members.allSatisfy {
        coversAll(of: $0.value, at: ObservationPath(path.parts + [$0.key]))
      }
    default: return false
    }
  }
}
