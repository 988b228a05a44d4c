import SpecModel

/// Reads one line of a driver's output as the answer to the probe that it should answer.
struct AnswerReader: Sendable {
  /// Longest answer in bytes.
  var limit: Int
  /// Whether the driver is known to write canonical answers, with the id in front: Specter's own
  /// are; anyone else's are parsed and written again, so that equal answers are equal bytes.
  var trusted: Bool

  /// The observation; nil when the line is no answer to probe `id`.
  func observation(_ line: UnsafeRawBufferPointer, id: Int) -> Observation? {
    if line.count > limit { return .oversized }
    if trusted, let start = Self.bodyStart(line, id: id) {
      let count = line.count - start + 1
      return .answered(
        [UInt8](unsafeUninitializedCapacity: count) { bytes, filled in
          bytes[0] = UInt8(ascii: "{")
          UnsafeMutableRawBufferPointer(rebasing: UnsafeMutableRawBufferPointer(bytes)[1...])
            .copyMemory(from: UnsafeRawBufferPointer(rebasing: line[start...]))
          filled = count
        })
    }
    return rewritten(line, id: id)
  }

  private func rewritten(_ line: UnsafeRawBufferPointer, id: Int) -> Observation? {
    guard let value = try? Value(parsing: line), value["id"]?.intValue == id,
      value["did"]?.arrayValue != nil, let members = value.objectValue
    else { return nil }
    return .answered(Value.object(members.filter { $0.key != "id" }).canonicalBytes)
  }

  /// Where `"did":…` starts in `{"id":ID,"did":…}`; nil when the line does not look like that.
  private static func bodyStart(_ line: UnsafeRawBufferPointer, id: Int) -> Int? {
    var place = 0
    guard matches(line, "{\"id\":", &place) else { return nil }
    var number = 0
    let digits = place
    while place < line.count, place - digits < 18, case let digit = line[place],
      digit >= 0x30, digit <= 0x39
    {
      number = number * 10 + Int(digit - 0x30)
      place += 1
    }
    guard place > digits, number == id, matches(line, ",", &place) else { return nil }
    let start = place
    guard matches(line, "\"did\":[", &place), line[line.count - 1] == UInt8(ascii: "}") else {
      return nil
    }
    return start
  }

  private static func matches(
    _ line: UnsafeRawBufferPointer, _ text: StaticString, _ place: inout Int
  ) -> Bool {
    let count = text.utf8CodeUnitCount
    guard line.count - place >= count else { return false }
    for offset in 0..<count where line[place + offset] != text.utf8Start[offset] { return false }
    place += count
    return true
  }
}
