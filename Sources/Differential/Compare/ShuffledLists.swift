import SpecModel

/// Lists whose items the reference puts in another order, or numbers otherwise, in each run: a
/// parse table whose states are numbered as a set gives them.
///
/// Masking single places does not do for them. What stands at one place of three hundred, each run
/// at another, is at most places the same in all runs of the reference, and the candidate's run has
/// it somewhere too. So inside such a list a difference counts only when it is something that no
/// run of the reference shows at the same place of any item.
struct ShuffledLists {
  /// Shorter lists are left to masking: few runs show all their orders.
  static let shortest = 8

  private let runs: [Value]
  private let noise: NoiseMask

  /// The lists of a reference's runs, the first of them first, under what is masked already.
  init(runs: [Observation], noise: NoiseMask) {
    self.runs = runs.compactMap(\.answer)
    self.noise = noise
  }

  /// The list that makes a difference noise, as the pattern of its items; nil where it is none.
  func noise(at path: ObservationPath, in candidate: Value) -> String? {
    guard let first = runs.first, let found = value(path.parts[...], of: candidate) else {
      return nil
    }
    // The outermost lists are those of steps.
    for length in 3..<max(3, path.parts.count) {
      let parts = path.parts.prefix(length)
      guard case .array(let items)? = value(parts, of: first), isShuffled(parts, items.count)
      else { continue }
      let rest = path.parts.dropFirst(length)
      let wanted = Self.unnumbered(found)
      let isKnown = runs.contains { run in
        guard let list = value(parts, of: run) else { return false }
        return Self.shows(list, rest, wanted)
      }
      if isKnown { return ObservationPath(Array(parts) + ["*"]).text }
    }
    return nil
  }

  /// Whether runs of the reference disagree in more than half of the items.
  private func isShuffled(_ parts: ArraySlice<String>, _ count: Int) -> Bool {
    guard count >= Self.shortest else { return false }
    let disturbed = (0..<count).filter {
      noise.touches(ObservationPath(Array(parts) + [String($0)]))
    }
    return disturbed.count * 2 > count
  }

  private func value(_ parts: ArraySlice<String>, of root: Value) -> Value? {
    parts.reduce(root as Value?) { value, part in
      if case .array(let items)? = value {
        return Int(part).flatMap { items.indices.contains($0) ? items[$0] : nil }
      }
      return value?[part]
    }
  }

  /// Whether `wanted` is below `root` at `rest`, at whatever index of each list.
  private static func shows(_ root: Value, _ rest: ArraySlice<String>, _ wanted: Value) -> Bool {
    guard let part = rest.first else { return unnumbered(root) == wanted }
    if case .array(let items) = root {
      return Int(part) != nil && items.contains { shows($0, rest.dropFirst(), wanted) }
    }
    return root[part].map { shows($0, rest.dropFirst(), wanted) } ?? false
  }

  /// A value with its whole numbers left out where they stand in a list or a map: which item has
  /// which number is what the order decides. A number alone is kept.
  private static func unnumbered(_ value: Value, inside: Bool = false) -> Value {
    switch value {
    case .array(let items): .array(items.map { unnumbered($0, inside: true) })
    case .object(let members):
      .object(members.map { .init($0.key, unnumbered($0.value, inside: true)) })
    default: inside && value.intValue != nil ? .null : value
    }
  }
}
