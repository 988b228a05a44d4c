/// Finds the last step's outcome in a canonical answer without parsing it: a measurement looks at
/// hundreds of thousands of answers, and of nearly all it needs only whether they are the same.
struct AnswerScanner {
  private let bytes: [UInt8]
  private var place = 0

  /// A scanner over an answer in canonical spelling.
  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// Where the last step's returned value or raised error stands; nil when this is no answer.
  mutating func lastStep() -> (returned: Range<Int>?, raised: Range<Int>?)? {
    place = 0
    guard let did = member("did") else { return nil }
    place = did.lowerBound
    guard take(UInt8(ascii: "[")) else { return nil }
    var last: Range<Int>?
    while place < did.upperBound, bytes[place] != UInt8(ascii: "]") {
      let start = place
      skipValue()
      last = start..<place
      if !take(UInt8(ascii: ",")) { break }
    }
    guard let last else { return nil }
    place = last.lowerBound
    let returned = member("return")
    place = last.lowerBound
    return (returned, returned == nil ? member("raise") : nil)
  }

  /// The value of the member `name` of the object at the current place.
  private mutating func member(_ name: StaticString) -> Range<Int>? {
    let wanted = String(describing: name)
    guard take(UInt8(ascii: "{")) else { return nil }
    while place < bytes.count, bytes[place] == UInt8(ascii: "\"") {
      let start = place
      skipValue()
      let key = bytes[start + 1..<max(start + 1, place - 1)]
      guard take(UInt8(ascii: ":")) else { return nil }
      let value = place
      skipValue()
      if key.elementsEqual(wanted.utf8) { return value..<place }
      guard take(UInt8(ascii: ",")) else { return nil }
    }
    return nil
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
