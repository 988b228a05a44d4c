/// Shares a bounded number of places out evenly.
enum Turns {
  /// Places in `names` of which at most `most` are taken: every name gets its first place before
  /// any gets its second, so that one noisy operation leaves something to the others.
  static func taken(_ names: [String], most: Int) -> Set<Int> {
    Set(order(names).prefix(most))
  }

  /// Every place, all first ones of a name before any second.
  static func order(_ names: [String]) -> [Int] {
    var turns: [String: Int] = [:]
    let ordered = names.enumerated().map { place, name -> (turn: Int, place: Int) in
      defer { turns[name, default: 0] += 1 }
      return (turns[name, default: 0], place)
    }.sorted { ($0.turn, $0.place) < ($1.turn, $1.place) }
    return ordered.map(\.place)
  }
}
