import SpecModel

/// Orders causes by priority and, within one, furthest-first: each next cause is the one least
/// like those before it, so that the first ten shown are ten different things.
public enum CauseOrder {
  /// Furthest-first looks at this many causes; those beyond follow by how often they were seen.
  static let mostCompared = 500

  /// The causes in the order in which they are shown.
  public static func furthestFirst(_ causes: [CauseGroup]) -> [CauseGroup] {
    var ordered: [CauseGroup] = []
    for priority in Priority.allCases {
      let all = causes.filter { $0.key.kind.priority == priority }
        .sorted { ($1.count, $0.id) < ($0.count, $1.id) }
      ordered = extend(ordered, Array(all.prefix(mostCompared))) + all.dropFirst(mostCompared)
    }
    return ordered
  }

  private static func extend(_ shown: [CauseGroup], _ causes: [CauseGroup]) -> [CauseGroup] {
    var shown = shown
    var left = causes
    var nearest = left.map { cause in
      shown.map { distance(cause.key, $0.key) }.min() ?? Int.max
    }
    while !left.isEmpty {
      // The first of the greatest, so that ties go to what was seen more often.
      var best = 0
      for index in left.indices where nearest[index] > nearest[best] { best = index }
      let next = left.remove(at: best)
      nearest.remove(at: best)
      for index in left.indices {
        nearest[index] = min(nearest[index], distance(left[index].key, next.key))
      }
      shown.append(next)
    }
    return shown
  }

  /// How unlike two causes are: the operation weighs most, then kind, outcomes, path and detail.
  static func distance(_ left: CauseKey, _ right: CauseKey) -> Int {
    (left.operation == right.operation ? 0 : 16) + (left.kind == right.kind ? 0 : 8)
      + (left.outcomes == right.outcomes ? 0 : 4) + (left.path == right.path ? 0 : 2)
      + (left.detail == right.detail ? 0 : 1)
  }
}
