import SpecModel
import SpecterKit

/// A check as JUnit XML, for what shows tests in continuous integration.
public enum JUnit {
  /// The document: one test case `verdict` that fails when the check does not hold or is stale, and
  /// one for each operation, which fails with the witnesses of causes that are new in it. Known
  /// causes don't fail: the recorded verdict has them.
  public static func document(_ outcome: CheckOutcome) -> String {
    let m = outcome.measurement
    let scores = Dictionary(m.operations.map { ($0.operation, $0) }) { first, _ in first }
    let unprobed = Set(m.unprobed)
    let named = m.operations.map(\.operation) + m.unprobed.filter { scores[$0] == nil }
    // A cause of an operation that is not in the list must not get lost.
    let stray = m.causes.map(\.operation).filter { !named.contains($0) }
    let operations = named + Set(stray).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    var failures = outcome.holds ? 0 : 1
    var skipped = 0
    var cases = verdict(outcome)
    for operation in operations {
      let causes = m.causes.filter { $0.operation == operation && outcome.anew.contains($0.id) }
      cases += "    <testcase classname=\"\(xml(outcome.name))\" name=\"\(xml(operation))\""
      if !causes.isEmpty {
        failures += 1
        let text = causes.map(self.text).joined(separator: "\n\n")
        let message = Figures.count(causes.count, "new cause")
        cases += ">\n      <failure message=\"\(message)\">\(xml(text))</failure>\n"
        cases += "    </testcase>\n"
      } else if unprobed.contains(operation) {
        skipped += 1
        cases += ">\n      <skipped message=\"not probed\"/>\n    </testcase>\n"
      } else {
        cases += "/>\n"
      }
    }
    let counts = "tests=\"\(operations.count + 1)\" failures=\"\(failures)\" errors=\"0\""
    let time = "time=\"\(Figures.decimal(m.seconds, 3))\""
    return """
      <?xml version="1.0" encoding="UTF-8"?>
      <testsuites \(counts) \(time)>
        <testsuite name="specter.\(xml(outcome.name))" \(counts) skipped="\(skipped)" \(time)>
      \(cases)  </testsuite>
      </testsuites>

      """
  }

  private static func verdict(_ outcome: CheckOutcome) -> String {
    let start = "    <testcase classname=\"\(xml(outcome.name))\" name=\"verdict\""
    guard !outcome.holds else { return start + "/>\n" }
    let message = outcome.stale.isEmpty ? "does not hold" : "the verdict is stale"
    return start + ">\n      <failure message=\"\(message)\">"
      + xml(outcome.why.joined(separator: "\n")) + "</failure>\n    </testcase>\n"
  }

  private static func text(_ cause: Cause) -> String {
    let sides = ProbeText.sides(cause.witness)
    let probe = ProbeText.lines(cause.witness.probe).joined(separator: "\n")
    return "\(cause.priority.rawValue) \(cause.id) \(StepText.kind(cause.kind)), "
      + "\(Figures.count(cause.count, "probe"))\n\(Cutting.middle(probe, 2000))\n"
      + "reference: \(sides.reference)\ncandidate: \(sides.candidate)"
  }

  private static func xml(_ text: String) -> String { Escaping.xml(text) }
}
