import SpecModel

/// The keys of a step's answer, and what becomes of each.
///
/// A key that stands in none of these lists is compared as a value: what a driver learns to report
/// later can be ignored only by naming it here with a reason.
enum StepKeys {
  /// How a step came out; exactly one of these stands in it.
  static let outcomes = ["raise", "return", "missing", "unusable"]
  /// What a step did to its arguments and to the object that it was called on. Reported only where
  /// something changed, so that one that stands on one side alone is a difference too.
  static let mutations: Set = ["args_after", "kwargs_after", "self_after"]
  /// What an iterable gave before it raised.
  static let values: Set = ["after"]
  /// Whose content is not compared, each with the reason. That it stands there is.
  static let uncompared = [
    "unusable": "the driver's own words for a step that is none; no subject was asked"
  ]
  /// Members of a `raise` that are not compared, each with the reason.
  static let uncomparedInRaise = [
    "bases": "they belong to the structure of the error's class, which surfaces are compared by"
  ]

  /// The outcome of a step; nil where there is none.
  static func outcome(_ step: Value) -> String? { outcomes.first { step[$0] != nil } }

  /// Keys of either step that are no outcomes, in order.
  static func others(_ left: Value, _ right: Value) -> [String] {
    let keys = Set(((left.objectValue ?? []) + (right.objectValue ?? [])).map(\.key))
    return keys.subtracting(outcomes).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }
}
