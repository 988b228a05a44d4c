/// Finds the last step's outcome in a canonical answer without parsing it: a measurement looks at
/// hundreds of thousands of answers, and of nearly all it needs only whether they are the same.
struct AnswerScanner {
  private let bytes: [UInt8]
  private var place = 0

  /// A scanner over an answer in canonical spelling.
  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// What the last step came to.
  struct LastStep {
    /// Where the returned value stands.
    var returned: Range<Int>?
    /// Where the raised error stands.
    var raised: Range<Int>?
    /// Where what the step changed and what the probe printed stand, each with its key.
    var effects: [Range<Int>] = []
  }

  /// The last step and what was printed; nil when this is no answer.
  mutating func lastStep() -> LastStep? {
    place = 0
    var steps: Range<Int>?
    var result = LastStep()
    members { bytes, key, value in
      switch String(decoding: bytes[key], as: UTF8.self) {
      case "did": steps = value
      case let name where AnswerDiff.silent.contains(name): break
      default: result.effects.append(key.lowerBound..<value.upperBound)
      }
    }
    guard let steps else { return nil }
    place = steps.lowerBound
    guard take(UInt8(ascii: "[")) else { return nil }
    var last: Int?
    while place < steps.upperBound, bytes[place] != UInt8(ascii: "]") {
      last = place
      skipValue()
      if !take(UInt8(ascii: ",")) { break }
    }
    guard let last else { return nil }
    place = last
    members { bytes, key, value in
      switch String(decoding: bytes[key], as: UTF8.self) {
      case "return": result.returned = value
      case "raise": result.raised = value
      default: result.effects.append(key.lowerBound..<value.upperBound)
      }
    }
    return result
  }

  /// Visits the members of the object at the current place: all bytes, where the key stands, and
  /// where its value does.
  private mutating func members(_ visit: ([UInt8], _ key: Range<Int>, _ value: Range<Int>) -> Void)
  {
    guard take(UInt8(ascii: "{")) else { return }
    while place < bytes.count, bytes[place] == UInt8(ascii: "\"") {
      let start = place
      skipValue()
      let key = start + 1..<max(start + 1, place - 1)
      guard take(UInt8(ascii: ":")) else { return }
      let value = place
      skipValue()
      visit(bytes, key, value..<place)
      guard take(UInt8(ascii: ",")) else { return }
    }
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard place < bytes.count, bytes[place] == byte else { return false }
    place += 1
    return true
  }

  /// Moves behind the value at the current place.
  private mutating func skipValue() {
    var depth = 0
    while place < bytes.count {
      let byte = bytes[place]
      switch byte {
      case UInt8(ascii: "\""): skipString()
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        depth += 1
        place += 1
        continue
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        if depth == 0 { return }
        depth -= 1
        place += 1
      case UInt8(ascii: ","), UInt8(ascii: ":"):
        if depth == 0 { return }
        place += 1
        continue
      default:
        place += 1
        continue
      }
      if depth == 0 { return }
    }
  }

  private mutating func skipString() {
    place += 1
    while place < bytes.count {
      let byte = bytes[place]
      place += byte == UInt8(ascii: "\\") ? 2 : 1
      if byte == UInt8(ascii: "\"") { return }
    }
  }
}
