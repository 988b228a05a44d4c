import SpecModel

/// Constants that the subject compares a parameter with: `"level"` with `"major"`, say. The survey
/// tells them among its constants, as `{"$choice":[NAME,CONSTANT]}`.
struct Choices {
  static let tag = "$choice"
  private(set) var byName: [String: [Value]] = [:]
  /// The other constants.
  private(set) var rest: [Value] = []

  init(_ constants: [Value]) {
    for constant in constants {
      guard let pair = constant[Self.tag]?.arrayValue, pair.count == 2,
        let name = pair[0].stringValue
      else {
        rest.append(constant)
        continue
      }
      byName[name, default: []].append(pair[1])
    }
  }
}

extension OperationPlan.Slot {
  /// One of the constants that the parameter is compared with, or near it, in a shape that the
  /// parameter takes; nil where none fits.
  func choice(_ tables: ForgeTables, _ generator: inout SeededGenerator) -> Value? {
    guard let choice = generator.pick(choices), let shape = generator.pick(shapes) else {
      return nil
    }
    switch shape {
    case .list: return .array(several(&generator))
    case .tuple: return .tagged("$tuple", .array(several(&generator)))
    case .map:
      guard let key = choice.stringValue, !key.hasPrefix("$") else { return nil }
      return .object([.init(key, tables.values.any([], &generator, 1))])
    case .string, .any:
      if let number = choice.intValue { return .int(number &+ [0, 0, 1, -1][generator.below(4)]) }
      return choice
    case .integer, .float:
      guard choice.doubleValue != nil else { return nil }
      if let number = choice.intValue { return .int(number &+ [0, 0, 1, -1][generator.below(4)]) }
      return choice
    case .truth, .null, .bytes, .decimal, .date, .time, .datetime, .timedelta, .set, .object:
      return nil
    }
  }

  private func several(_ generator: inout SeededGenerator) -> [Value] {
    (0..<generator.below(4)).compactMap { _ in generator.pick(choices) }
  }
}
