import SpecModel

/// Makes values of a shape: numbers by `NumberForge`, texts by `TextForge`, containers of a few
/// items, dates near the ones known.
struct ValueForge {
  private let texts: TextForge
  private let numbers: NumberForge

  /// A forge with harvested constants and the known values of all parameters.
  init(constants: [Value], known: [Value]) {
    var strings: [String] = []
    for value in constants { Self.collect(value, &strings) }
    var texts: [String] = []
    for value in known { Self.collect(value, &texts) }
    numbers = NumberForge(constants + known)
    self.texts = TextForge(constants: strings, known: texts, numbers: numbers)
  }

  /// The strings inside a value, keys included.
  static func collect(_ value: Value, _ strings: inout [String]) {
    switch value {
    case .string(let text): strings.append(text)
    case .array(let items): for item in items { collect(item, &strings) }
    case .object(let members):
      for member in members {
        if !member.key.hasPrefix("$") { strings.append(member.key) }
        if !["$bytes", "$int", "$float", "$ref"].contains(member.key) {
          collect(member.value, &strings)
        }
      }
    default: break
    }
  }

  /// A value of `shape`, which is no object of the surface; `known` are texts to vary.
  func value(
    _ shape: TypeShape, _ known: [TokenText], _ generator: inout SeededGenerator, depth: Int = 0
  ) -> Value {
    switch shape {
    case .string: return .string(texts.text(known, &generator))
    case .integer: return numbers.whole(&generator)
    case .float: return .float(numbers.float(&generator))
    case .truth: return .bool(generator.chance(0.5))
    case .null: return .null
    case .bytes:
      return .tagged("$bytes", .string(Base64.text(Array(texts.text(known, &generator).utf8))))
    case .decimal:
      return .tagged("$decimal", .string(String(describing: numbers.float(&generator))))
    case .date: return .tagged("$date", .string(date(&generator)))
    case .time: return .tagged("$time", .string(time(&generator)))
    case .datetime:
      let offset = ["", "", "", "+00:00", "+01:00", "-05:30"][generator.below(6)]
      let text = "\(date(&generator))T\(time(&generator))\(offset)"
      return .tagged("$datetime", .string(text))
    case .timedelta:
      return .tagged("$timedelta", .string(String(numbers.microseconds(&generator))))
    case .list(let item): return .array(items(item, known, &generator, depth))
    case .tuple(let parts):
      let values =
        parts.isEmpty
        ? items(.any, known, &generator, depth)
        : parts.map { value($0, known, &generator, depth: depth + 1) }
      return .tagged("$tuple", .array(values))
    case .set(let item): return set(items(item, known, &generator, depth))
    case .map(_, let item):
      var members: [Value.Member] = []
      for value in items(item, known, &generator, depth) {
        let key = texts.text(known, &generator)
        let isTaken = members.contains { $0.key == key }
        // A key with a dollar would read as a tag.
        if !isTaken, !key.hasPrefix("$") { members.append(.init(key, value)) }
      }
      return .object(members)
    case .object, .any: return any(known, &generator, depth)
    }
  }

  /// A value of any type, texts and numbers mostly.
  func any(_ known: [TokenText], _ generator: inout SeededGenerator, _ depth: Int = 0) -> Value {
    let simple: [TypeShape] = [
      .string, .string, .string, .string, .integer, .integer, .float, .truth, .null, .bytes,
    ]
    let nested: [TypeShape] = [.list(.any), .map(.string, .any), .tuple([]), .list(.string)]
    let shape =
      depth < 2 && generator.chance(0.2) ? generator.pick(nested) : generator.pick(simple)
    return value(shape ?? .null, known, &generator, depth: depth)
  }

  /// Items of a set in the order of their canonical spelling, none twice.
  private func set(_ items: [Value]) -> Value {
    let unhashable = items.contains { $0.arrayValue != nil || $0.objectValue != nil }
    let usable = unhashable ? [] : items
    let sorted = Set(usable.map(\.canonicalBytes)).sorted { $0.lexicographicallyPrecedes($1) }
    return .tagged("$set", .array(sorted.compactMap { try? Value(parsing: $0) }))
  }

  private func items(
    _ shape: TypeShape, _ known: [TokenText], _ generator: inout SeededGenerator, _ depth: Int
  ) -> [Value] {
    if depth >= 3 { return [] }
    if depth == 0, let size = numbers.size(&generator) {
      // Few different ones: it is the number of items that counts.
      let few = (0..<3).map { _ in value(shape, known, &generator, depth: depth + 1) }
      return (0..<size).compactMap { _ in generator.pick(few) }
    }
    return (0..<generator.below(4)).map { _ in
      value(shape, known, &generator, depth: depth + 1)
    }
  }

  private func date(_ generator: inout SeededGenerator) -> String {
    let year = [1970, 1999, 2000, 2020, 2023, 2024, 2038][generator.below(7)]
    let month = 1 + generator.below(12)
    let isLeap = year % 4 == 0
    let longest = month == 2 ? (isLeap ? 29 : 28) : [4, 6, 9, 11].contains(month) ? 30 : 31
    let day = generator.chance(0.2) ? longest : 1 + generator.below(longest)
    return "\(year)-\(two(month))-\(two(day))"
  }

  private func time(_ generator: inout SeededGenerator) -> String {
    let parts = [24, 60, 60].map { two(generator.chance(0.3) ? 0 : generator.below($0)) }
    let micro = generator.chance(0.7) ? "000000" : String(100_000 + generator.below(900_000))
    return parts.joined(separator: ":") + "." + micro
  }

  private func two(_ number: Int) -> String { (number < 10 ? "0" : "") + String(number) }
}

/// Base64 as the driver protocol writes bytes (RFC 4648, with padding).
enum Base64 {
  private static let alphabet = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  static func text(_ bytes: [UInt8]) -> String {
    var out: [UInt8] = []
    var place = 0
    while place < bytes.count {
      let chunk = bytes[place..<min(place + 3, bytes.count)]
      var bits = 0
      for byte in chunk { bits = bits << 8 | Int(byte) }
      bits <<= 8 * (3 - chunk.count)
      for index in 0..<4 {
        let isPadding = index > chunk.count
        out.append(isPadding ? UInt8(ascii: "=") : alphabet[bits >> (18 - 6 * index) & 63])
      }
      place += 3
    }
    return String(decoding: out, as: UTF8.self)
  }
}
