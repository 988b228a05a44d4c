import SpecModel

/// What a line of a driver's output says of the probe that it answers.
struct ProbeAnswer: Sendable, Hashable {
  /// What the subject did.
  var observation: Observation
  /// What that took; nil where the driver does not say.
  var cost: ProbeCost?
}

/// Reads one line of a driver's output as the answer to the probe that it should answer.
struct AnswerReader: Sendable {
  /// Bytes that the cost may add to the longest answer.
  static let costBytes = 128

  /// Longest answer in bytes, without its cost.
  var limit: Int
  /// Whether the driver is known to write canonical answers, with the id in front: Specter's own
  /// are; anyone else's are parsed and written again, so that equal answers are equal bytes.
  var trusted: Bool

  /// The answer; nil when the line is no answer to probe `id`.
  func answer(_ line: UnsafeRawBufferPointer, id: Int) -> ProbeAnswer? {
    if line.count > limit + Self.costBytes { return ProbeAnswer(observation: .oversized) }
    if trusted, let body = Body(line, id: id) {
      if line.count - body.costCount > limit {
        return ProbeAnswer(observation: .oversized, cost: body.cost)
      }
      let count = line.count - body.start + 1
      let observation = Observation.answered(
        [UInt8](unsafeUninitializedCapacity: count) { bytes, filled in
          bytes[0] = UInt8(ascii: "{")
          UnsafeMutableRawBufferPointer(rebasing: UnsafeMutableRawBufferPointer(bytes)[1...])
            .copyMemory(from: UnsafeRawBufferPointer(rebasing: line[body.start...]))
          filled = count
        })
      return ProbeAnswer(observation: observation, cost: body.cost)
    }
    return rewritten(line, id: id)
  }

  private func rewritten(_ line: UnsafeRawBufferPointer, id: Int) -> ProbeAnswer? {
    let value = try? Value(parsing: line)
    let costCount = value?["cost"].map { $0.canonicalBytes.count + 8 } ?? 0
    if line.count - costCount > limit { return ProbeAnswer(observation: .oversized) }
    guard let value, value["id"]?.intValue == id, value["did"]?.arrayValue != nil,
      let members = value.objectValue
    else { return nil }
    let kept = members.filter { $0.key != "id" && $0.key != "cost" }
    return ProbeAnswer(
      observation: .answered(Value.object(kept).canonicalBytes),
      cost: value["cost"].flatMap(ProbeCost.init(told:)))
  }
}

/// Where `"did":…` starts in `{"id":ID,"did":…}` or `{"id":ID,"cost":{…},"did":…}`.
private struct Body {
  var start: Int
  var cost: ProbeCost?
  /// Bytes that the cost takes in the line.
  var costCount = 0

  /// Nil when the line does not look like that.
  init?(_ line: UnsafeRawBufferPointer, id: Int) {
    var place = 0
    guard Self.matches(line, "{\"id\":", &place) else { return nil }
    var number = 0
    let digits = place
    while place < line.count, place - digits < 18, case let digit = line[place],
      digit >= 0x30, digit <= 0x39
    {
      number = number * 10 + Int(digit - 0x30)
      place += 1
    }
    guard place > digits, number == id, Self.matches(line, ",", &place) else { return nil }
    start = place
    if !Self.matches(line, "\"did\":[", &place) {
      guard Self.matches(line, "\"cost\":", &place),
        let end = line[place...].prefix(AnswerReader.costBytes)
          .firstIndex(of: UInt8(ascii: "}")),
        let told = try? Value(parsing: Array(line[place...end]))
      else { return nil }
      cost = ProbeCost(told: told)
      place = end + 1
      guard Self.matches(line, ",", &place) else { return nil }
      costCount = place - start
      start = place
      guard Self.matches(line, "\"did\":[", &place) else { return nil }
    }
    guard line[line.count - 1] == UInt8(ascii: "}") else { return nil }
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

extension ProbeCost {
  /// Reads `{"cpu":MICROSECONDS,"memory":BYTES,"cpuStep":INDEX,"memoryStep":INDEX}`, of which all
  /// but the first may be left out; nil where it says something else. Whoever claims more than a
  /// petabyte, or decades, is taken at so much.
  init?(told value: Value) {
    let most = 1 << 50
    guard let cpu = value["cpu"]?.intValue, cpu >= 0 else { return nil }
    let memory = value["memory"]?.intValue
    func step(_ name: String) -> Int? {
      value[name]?.intValue.flatMap { (0..<most).contains($0) ? $0 : nil }
    }
    self.init(
      cpu: min(cpu, most), memory: memory.flatMap { $0 >= 0 ? min($0, most) : nil },
      cpuStep: step("cpuStep"), memoryStep: step("memoryStep"))
  }
}
