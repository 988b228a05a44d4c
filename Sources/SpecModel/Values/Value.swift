/// A value as the driver protocol writes it: JSON, and what JSON lacks as a tagged object.
///
/// Numbers keep their spelling, so that a value read and written again is the same bytes; strings
/// are equal only when their UTF-8 is (Swift's own `==` on strings folds Unicode equivalents, which
/// would hide differences between two subjects).
public enum Value: Sendable {
  /// JSON `null`.
  case null
  /// JSON `true` or `false`.
  case bool(Bool)
  /// A number in the spelling of the driver protocol: a float always has a point or an exponent.
  case number(String)
  /// A string.
  case string(String)
  /// A list.
  case array([Value])
  /// An object, or a tagged value such as `{"$tuple":[…]}`; the order of members has no meaning.
  case object([Member])

  /// One member of an object.
  public struct Member: Sendable, Hashable {
    /// The member's name.
    public var key: String
    /// The member's value.
    public var value: Value

    /// A member of an object.
    public init(_ key: String, _ value: Value) {
      self.key = key
      self.value = value
    }

    /// Equal when names have the same UTF-8 and values are equal.
    public static func == (left: Member, right: Member) -> Bool {
      left.key.utf8.elementsEqual(right.key.utf8) && left.value == right.value
    }
  }
}

extension Value {
  /// An integer; beyond 2⁵³ it is tagged `$int`, as the driver protocol asks.
  public static func int(_ value: Int) -> Value {
    let exact = 1 << 53
    if value > exact || value < -exact { return .tagged("$int", .string(String(value))) }
    return .number(String(value))
  }

  /// A float in shortest round-trip spelling; `nan` and the infinities are tagged `$float`.
  public static func float(_ value: Double) -> Value {
    if value.isNaN { return .tagged("$float", .string("nan")) }
    if value.isInfinite { return .tagged("$float", .string(value < 0 ? "-inf" : "inf")) }
    return .number(String(describing: value))
  }

  /// A value that JSON lacks: an object with the one member `tag`.
  public static func tagged(_ tag: String, _ value: Value) -> Value {
    .object([Member(tag, value)])
  }

  /// A reference to a value that an earlier step of the same probe named.
  public static func reference(_ name: String) -> Value { .tagged("$ref", .string(name)) }

  /// An object from pairs, in the order given.
  public static func members(_ pairs: KeyValuePairs<String, Value>) -> Value {
    .object(pairs.map { Member($0.key, $0.value) })
  }

  /// The member `key` of an object; nil for anything else.
  public subscript(key: String) -> Value? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.key.utf8.elementsEqual(key.utf8) }?.value
  }

  /// The text of a string.
  public var stringValue: String? { if case .string(let text) = self { text } else { nil } }

  /// The items of a list.
  public var arrayValue: [Value]? { if case .array(let items) = self { items } else { nil } }

  /// The members of an object.
  public var objectValue: [Member]? { if case .object(let all) = self { all } else { nil } }

  /// A truth value.
  public var boolValue: Bool? { if case .bool(let truth) = self { truth } else { nil } }

  /// A whole number that fits in a machine word, tagged `$int` or not.
  public var intValue: Int? {
    if case .number(let text) = self { return Int(text) }
    return self["$int"]?.stringValue.flatMap { Int($0) }
  }

  /// A number as a double, whole or not.
  public var doubleValue: Double? {
    if case .number(let text) = self { return Double(text) }
    switch self["$float"]?.stringValue {
    case "nan"?: return .nan
    case "inf"?: return .infinity
    case "-inf"?: return -.infinity
    default: return nil
    }
  }
}

extension Value: Hashable {
  /// Equal when both have the same canonical spelling; the order of an object's members does not
  /// count.
  public static func == (left: Value, right: Value) -> Bool {
    switch (left, right) {
    case (.null, .null): true
    case (.bool(let a), .bool(let b)): a == b
    case (.number(let a), .number(let b)), (.string(let a), .string(let b)):
      a.utf8.elementsEqual(b.utf8)
    case (.array(let a), .array(let b)): a == b
    case (.object, .object): left.canonicalBytes == right.canonicalBytes
    default: false
    }
  }

  /// Hashes the canonical spelling.
  public func hash(into hasher: inout Hasher) { hasher.combine(canonicalBytes) }
}

extension Value: CustomStringConvertible {
  /// The canonical spelling.
  public var description: String { String(decoding: canonicalBytes, as: UTF8.self) }
}
