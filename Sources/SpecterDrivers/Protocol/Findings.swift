import SpecModel
import SpecterKit

extension Survey {
  /// Reads the survey script's output, `{"bareBytes":N,"choices":[…],"constants":[…]}`.
  init(surveying output: [UInt8]) throws {
    guard let value = try? Value(parsing: output), let bytes = value["bareBytes"]?.intValue else {
      throw Failure(
        .driver,
        "the survey of the subject's source can't be read: "
          + "'\(Greeting.excerpt(output))'")
    }
    self.init(bareBytes: bytes, constants: value["constants"]?.arrayValue ?? [])
    for pair in value["choices"]?.arrayValue?.compactMap(\.arrayValue) ?? [] where pair.count == 2 {
      if let name = pair[0].stringValue { choices[name, default: []].append(pair[1]) }
    }
  }
}

extension Mined {
  /// Reads the miner's file: one probe a line, then one line with the counts
  /// (`{"passed":N,"failed":N,"notes":[…]}`, alone or as the member `summary`). A line that is
  /// neither is counted in the notes; equal probes are kept once.
  init(mining file: [UInt8]) {
    self.init(probes: [])
    var seen: Set<[UInt8]> = []
    var unreadable = 0
    var hasSummary = false
    for line in file.split(separator: UInt8(ascii: "\n")) {
      guard let value = try? Value(parsing: line) else {
        unreadable += 1
        continue
      }
      let summary = value["summary"] ?? value
      if let passed = summary["passed"]?.intValue {
        hasSummary = true
        self.passed = passed
        failed = summary["failed"]?.intValue ?? 0
        notes += summary["notes"]?.arrayValue?.compactMap(\.stringValue) ?? []
      } else if let probe = Self.probe(value) {
        if seen.insert(probe.stepsValue.canonicalBytes).inserted { probes.append(probe) }
      } else {
        unreadable += 1
      }
    }
    if unreadable > 0 { notes.append("\(unreadable) recorded lines can't be read") }
    if !hasSummary { notes.append("the tests were cut off before they ended") }
  }

  /// A mined probe; the miner need not say its pool, which is decided later.
  private static func probe(_ value: Value) -> Probe? {
    guard let items = value["do"]?.arrayValue, let target = value["target"]?.stringValue else {
      return nil
    }
    let steps = items.compactMap { Step($0) }
    guard steps.count == items.count, !steps.isEmpty else { return nil }
    let origin = value["origin"]?.stringValue
    return Probe(
      steps: steps, target: target,
      origin: origin.flatMap(Probe.Origin.init(spelling:)) ?? .mined(origin ?? ""), pool: .dev)
  }
}
