import SpecModel

/// The parts that several documents write. Each key here is part of a versioned schema: it may be
/// added to, never renamed or given another meaning.
enum Parts {
  /// A figure of at most `places` decimals; `null` for what is no finite number or not there.
  static func figure(_ value: Double?, _ places: Int) -> Value {
    guard let value, value.isFinite else { return .null }
    return .float(Figures.rounded(value, places))
  }

  /// A figure kept to the last bit; `nan` and the infinities are tagged.
  static func exact(_ value: Double?) -> Value { value.map(Value.float) ?? .null }

  /// `{"value","low","high"}`, four decimals.
  static func interval(_ interval: Interval) -> Value {
    .members([
      "value": figure(interval.value, 4), "low": figure(interval.low, 4),
      "high": figure(interval.high, 4),
    ])
  }

  /// A text, or `null`.
  static func text(_ text: String?) -> Value { text.map(Value.string) ?? .null }

  /// A list of texts.
  static func texts(_ texts: [String]) -> Value { .array(texts.map(Value.string)) }

  /// A digest with its prefix, or `null`.
  static func digest(_ digest: Digest?) -> Value { text(digest?.description) }

  /// A number of 64 bits; tagged beyond 2⁵³, as the driver protocol asks.
  static func seed(_ seed: UInt64) -> Value {
    seed <= 1 << 53 ? .number(String(seed)) : .tagged("$int", .string(String(seed)))
  }

  /// `{"build","run"}`.
  static func isolation(_ pair: IsolationPair) -> Value {
    .members(["build": text(pair.build?.rawValue), "run": .string(pair.run.rawValue)])
  }

  /// The comparison rules in force.
  static func rules(_ rules: CompareRules) -> Value {
    .members([
      "errors": .string(rules.errors.rawValue), "floatTolerance": exact(rules.floatTolerance),
      "unordered": texts(rules.unordered), "allow": .array(rules.allow.map(allowance)),
    ])
  }

  /// `{"operation","path","reason"}`.
  static func allowance(_ allowance: CompareRules.Allowance) -> Value {
    .members([
      "operation": .string(allowance.operation), "path": .string(allowance.path),
      "reason": .string(allowance.reason),
    ])
  }

  /// `{"resource","reference","candidate","step"}`: microseconds or bytes, and the index of a step
  /// or `null`.
  static func excess(_ excess: CostExcess) -> Value {
    .members([
      "resource": .string(excess.resource.rawValue), "reference": .int(excess.reference),
      "candidate": .int(excess.candidate), "step": excess.step.map(Value.int) ?? .null,
    ])
  }

  /// Reads what `excess` wrote; nil where there is none.
  static func excess(_ value: Value?) -> CostExcess? {
    guard let resource = (value?["resource"]?.stringValue).flatMap(CostExcess.Resource.init),
      let reference = value?["reference"]?.intValue, let candidate = value?["candidate"]?.intValue
    else { return nil }
    return CostExcess(
      resource, reference: reference, candidate: candidate, step: value?["step"]?.intValue)
  }

  /// `{"id","what","reference","candidate"}`.
  static func finding(_ finding: StructureFinding) -> Value {
    .members([
      "id": .string(finding.id), "what": .string(finding.what),
      "reference": .string(finding.reference), "candidate": .string(finding.candidate),
    ])
  }
}
