import SpecModel

/// Walks two values side by side and collects the places where they differ under the rules.
struct ValueWalk {
  /// Float tolerance, unordered paths.
  let rules: CompareRules
  private let unordered: [PathPattern]
  /// Most places that are collected; what lies beyond shows nothing new to a reader.
  static let most = 200
  /// Longest lists that are matched item by item when order has no meaning and floats are near.
  static let longestMatched = 500
  /// The places where the two differ.
  private(set) var places: [ObservationPath] = []

  private let limit: Int

  init(rules: CompareRules, most: Int = Self.most) {
    self.rules = rules
    limit = most
    unordered = rules.unordered.map(PathPattern.init)
  }

  /// The places where `left` and `right`, both at `path`, differ.
  static func places(
    _ left: Value, _ right: Value, at path: ObservationPath, rules: CompareRules,
    most: Int = Self.most
  ) -> [ObservationPath] {
    var walk = ValueWalk(rules: rules, most: most)
    walk.walk(left, right, path)
    return walk.places
  }

  private mutating func walk(_ left: Value, _ right: Value, _ path: ObservationPath) {
    guard places.count < limit else { return }
    switch (left, right) {
    case (.array(let a), .array(let b)):
      if unordered.contains(where: { $0.names(path) }) {
        if !sameItems(a, b) { places.append(path) }
      } else if a.count != b.count {
        places.append(path)
      } else {
        for index in a.indices {
          walk(a[index], b[index], ObservationPath(path.parts + [String(index)]))
        }
      }
    case (.object(let a), .object(let b)):
      walkMembers(a, b, path)
    case (.number(let a), .number(let b)):
      if !sameNumber(a, b) { places.append(path) }
    default:
      if left != right { places.append(path) }
    }
  }

  private mutating func walkMembers(
    _ left: [Value.Member], _ right: [Value.Member], _ path: ObservationPath
  ) {
    func tags(_ members: [Value.Member]) -> [String] {
      members.map(\.key).filter { $0.hasPrefix("$") }
    }
    // Two kinds of tagged value, or a tagged one and a plain map, differ as wholes.
    guard tags(left) == tags(right) else { return places.append(path) }
    let keys = Set(left.map(\.key)).union(right.map(\.key)).sorted {
      $0.utf8.lexicographicallyPrecedes($1.utf8)
    }
    let (a, b) = (Value.object(left), Value.object(right))
    for key in keys {
      let below = ObservationPath(path.parts + [key])
      if let one = a[key], let other = b[key] {
        walk(one, other, below)
      } else {
        places.append(below)
      }
    }
  }

  private func sameNumber(_ left: String, _ right: String) -> Bool {
    if left.utf8.elementsEqual(right.utf8) { return true }
    guard let tolerance = rules.floatTolerance, Self.isFloat(left), Self.isFloat(right),
      let a = Double(left), let b = Double(right)
    else { return false }
    return (a - b).magnitude <= tolerance * max(a.magnitude, b.magnitude)
  }

  private static func isFloat(_ text: String) -> Bool {
    text.utf8.contains { $0 == 0x2E || $0 == 0x65 || $0 == 0x45 }
  }

  /// Whether two lists hold the same items, each as often, in any order.
  private func sameItems(_ left: [Value], _ right: [Value]) -> Bool {
    guard left.count == right.count else { return false }
    if rules.floatTolerance == nil || left.count > Self.longestMatched {
      func sorted(_ items: [Value]) -> [[UInt8]] {
        items.map(\.canonicalBytes).sorted { $0.lexicographicallyPrecedes($1) }
      }
      return sorted(left) == sorted(right)
    }
    let exact = CompareRules(floatTolerance: rules.floatTolerance)
    var rest = right
    for item in left {
      let match = rest.firstIndex {
        Self.places(item, $0, at: ObservationPath([]), rules: exact).isEmpty
      }
      guard let match else { return false }
      rest.remove(at: match)
    }
    return true
  }
}
