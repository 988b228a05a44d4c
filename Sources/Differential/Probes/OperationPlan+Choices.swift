import SpecModel

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
    case .string, .any: return near(choice, &generator)
    case .integer, .float:
      return choice.doubleValue == nil ? nil : near(choice, &generator)
    case .truth, .null, .bytes, .decimal, .date, .time, .datetime, .timedelta, .set, .object:
      return nil
    }
  }

  /// A whole number or one beside it; anything else as it is.
  private func near(_ choice: Value, _ generator: inout SeededGenerator) -> Value {
    choice.intValue.map { .int($0 &+ [0, 0, 1, -1][generator.below(4)]) } ?? choice
  }

  private func several(_ generator: inout SeededGenerator) -> [Value] {
    (0..<generator.below(4)).compactMap { _ in generator.pick(choices) }
  }
}
