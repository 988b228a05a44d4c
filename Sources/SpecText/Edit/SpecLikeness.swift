import SpecModel

/// Compares two readings of a spec that should differ in nothing but ids that were given.
///
/// It goes over the models' JSON, so that whatever the model comes to hold is compared too.
struct SpecLikeness {
  private let given: Set<String>
  /// Lines of what is not the same.
  private(set) var blamed: [SourceLines] = []
  /// Whether nothing but the given ids differs.
  private(set) var isSame = true

  /// Compares `old` with `new`, in which the requirements `given` have their new ids.
  init(_ old: Value, _ new: Value, given: Set<String>) {
    self.given = given
    compare(old, new, within: nil)
  }

  /// Members that ids change by their nature: who refers to whom, and how long the file is.
  private static let links: Set<String> = ["mentions", "bytes"]

  private mutating func compare(_ old: Value, _ new: Value, within lines: Value?) {
    switch (old, new) {
    case (.object(let left), .object(let right)):
      compare(members: left, right, within: own(old) ?? lines)
    case (.array(let left), .array(let right)):
      if left.count == right.count {
        for (a, b) in zip(left, right) { compare(a, b, within: lines) }
      } else {
        differ(lines)
        blameStrangers(left, right)
      }
    case (.string(let left), .string(let right)):
      if !left.utf8.elementsEqual(right.utf8), stripped(right) != stripped(left) { differ(lines) }
    default: if old != new { differ(lines) }
    }
  }

  private mutating func compare(
    members left: [Value.Member], _ right: [Value.Member], within lines: Value?
  ) {
    guard left.count == right.count else { return differ(lines) }
    // A derived id counts the requirements above it that have none.
    let isDerived = left.contains { $0.key == "derived" && $0.value.boolValue == true }
    let isFinding = left.contains { $0.key == "rule" }
    for (a, b) in zip(left, right) {
      guard a.key == b.key else { return differ(lines) }
      if Self.links.contains(a.key) { continue }
      if isDerived, a.key == "id" || a.key == "derived" { continue }
      // Findings and links may name a requirement by the id that it had.
      if isFinding, a.key == "message" { continue }
      if a.key == "requirements", a.value.arrayValue?.allSatisfy({ $0.stringValue != nil }) == true,
        b.value.arrayValue?.allSatisfy({ $0.stringValue != nil }) == true
      {
        continue
      }
      compare(a.value, b.value, within: lines)
    }
  }

  private mutating func differ(_ lines: Value?) {
    isSame = false
    if let lines { blame(lines) }
  }

  private func own(_ object: Value) -> Value? { object["lines"] ?? object["places"] }

  private mutating func blame(_ lines: Value) {
    guard let pair = lines.arrayValue else { return }
    if pair.count == 2, let first = pair[0].intValue, let last = pair[1].intValue {
      blamed.append(SourceLines(first, last))
    } else {
      for inner in pair { blame(inner) }
    }
  }

  /// Blames what stands on lines where the other list has nothing.
  private mutating func blameStrangers(_ left: [Value], _ right: [Value]) {
    let old = left.compactMap(place)
    let new = right.compactMap(place)
    let common = Set(old).intersection(new)
    for lines in old + new where !common.contains(lines) { blamed.append(lines) }
    // The same places and another count: something stands there twice.
    if Set(old) == common, Set(new) == common { blamed += old }
  }

  /// Where something stands that is told by an object, or the first of what it holds.
  private func place(_ value: Value) -> SourceLines? {
    if let pair = own(value)?.arrayValue {
      if pair.count == 2, let first = pair[0].intValue, let last = pair[1].intValue {
        return SourceLines(first, last)
      }
      if let first = pair.first?.arrayValue, first.count == 2, let line = first[0].intValue,
        let last = first[1].intValue
      {
        return SourceLines(line, last)
      }
    }
    for member in value.objectValue ?? [] {
      for inner in member.value.arrayValue ?? [] {
        if let found = place(inner) { return found }
      }
    }
    return nil
  }

  /// The text without the given ids and the marks around them.
  private func stripped(_ text: String) -> String {
    let bytes = Array(text.utf8)
    var out: [UInt8] = []
    var place = 0
    while place < bytes.count {
      let start = place
      while place < bytes.count, RequirementID.isIDByte(bytes[place]) { place += 1 }
      if place > start {
        let word = bytes[start..<place]
        if given.contains(String(decoding: word, as: UTF8.self)) {
          place = skippingMarks(bytes, place, &out)
        } else {
          out += word
        }
      } else {
        out.append(bytes[place])
        place += 1
      }
    }
    return String(decoding: out, as: UTF8.self).trimmed
  }

  private func skippingMarks(_ bytes: [UInt8], _ place: Int, _ out: inout [UInt8]) -> Int {
    var place = place
    if out.suffix(2).elementsEqual("**".utf8), bytes[place...].starts(with: "**".utf8) {
      out.removeLast(2)
      place += 2
    }
    if bytes[place...].starts(with: " · ".utf8) { return place + " · ".utf8.count }
    if place < bytes.count, bytes[place] == 0x20 { return place + 1 }
    return place
  }
}
