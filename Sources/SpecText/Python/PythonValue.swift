import SpecModel

/// Python's literals in the driver protocol's canonical values.
enum PythonValue {
  /// An int from decimal digits, with or without a sign.
  static func int(_ digits: String) -> Value {
    let isNegative = digits.hasPrefix("-")
    let kept = digits.drop { $0 == "-" || $0 == "0" }
    let text = kept.isEmpty ? "0" : (isNegative ? "-" : "") + kept
    if let value = Int(text) { return .int(value) }
    return .tagged("$int", .string(text))
  }

  /// A float as Python prints it: with an exponent only from 1e16 on; Swift takes one from 2⁵³.
  /// Between the two every float is an even whole number, so its digits are the shortest too.
  static func float(_ value: Double) -> Value {
    guard value.magnitude >= 0x1p53, value.magnitude < 1e16 else { return .float(value) }
    return .number("\(Int(value)).0")
  }

  /// Bytes in base 64.
  static func bytes(_ bytes: [UInt8]) -> Value { .tagged("$bytes", .string(base64(bytes))) }

  /// A set: its items in the order of their canonical spelling, each once.
  static func set(_ items: [Value]) -> Value {
    let unique = Set(items).map { (key: $0.canonicalBytes, value: $0) }
    let sorted = unique.sorted { $0.key.lexicographicallyPrecedes($1.key) }
    return .tagged("$set", .array(sorted.map(\.value)))
  }

  /// A dict: an object when every key is a string, else a `$map`. A repeated key keeps its place
  /// and takes the last value, as in Python.
  static func dictionary(_ pairs: [(key: Value, value: Value)]) -> Value {
    var places: [Value: Int] = [:]
    var unique: [(key: Value, value: Value)] = []
    for pair in pairs {
      if let place = places[pair.key] {
        unique[place].value = pair.value
      } else {
        places[pair.key] = unique.count
        unique.append(pair)
      }
    }
    let members = unique.compactMap { pair in
      pair.key.stringValue.map { Value.Member($0, pair.value) }
    }
    if members.count == unique.count { return .object(members) }
    return .tagged("$map", .array(unique.map { .array([$0.key, $0.value]) }))
  }

  private static func base64(_ bytes: [UInt8]) -> String {
    let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    var out: [UInt8] = []
    var place = 0
    while place < bytes.count {
      let group = bytes[place..<min(place + 3, bytes.count)]
      var word: UInt32 = 0
      for offset in 0..<3 {
        word = word << 8 | (offset < group.count ? UInt32(bytes[place + offset]) : 0)
      }
      for offset in 0..<4 {
        let six = Int(word >> UInt32(18 - 6 * offset)) & 63
        out.append(offset <= group.count ? letters[six] : UInt8(ascii: "="))
      }
      place += 3
    }
    return String(decoding: out, as: UTF8.self)
  }
}
