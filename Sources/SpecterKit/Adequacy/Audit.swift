import Differential
import SpecModel

/// Which planted changes a rebuild has: what its spec carried that nobody knows by heart.
public struct Audit: Sendable, Hashable {
  /// What a rebuild does where a change was planted.
  public enum Finding: String, Sendable, Hashable, Codable, CaseIterable {
    /// As the planted reference, on every witness.
    case carried
    /// As the planted reference on some witnesses only.
    case partly
    /// As the original on every witness: the spec did not say it, or was not followed.
    case lost
    /// As neither.
    case other
  }

  /// One change and what was found.
  public struct Row: Sendable, Hashable {
    /// The change.
    public var change: PlantedChange
    /// What was found.
    public var finding: Finding
    /// The first witness on which the rebuild differs from the planted reference; nil where none.
    public var missed: Miss?

    /// A row.
    public init(change: PlantedChange, finding: Finding, missed: Miss? = nil) {
      self.change = change
      self.finding = finding
      self.missed = missed
    }
  }

  /// A witness on which a rebuild differs from the planted reference.
  public struct Miss: Sendable, Hashable {
    /// The witness.
    public var witness: PlantedChange.Witness
    /// What the rebuild does.
    public var candidate: Observation

    /// A miss.
    public init(witness: PlantedChange.Witness, candidate: Observation) {
      self.witness = witness
      self.candidate = candidate
    }
  }

  /// A row for each change.
  public var rows: [Row]

  /// An audit.
  public init(rows: [Row]) { self.rows = rows }

  /// Share of the changes that were carried whole, 0 to 1; nil where there are none.
  public var share: Double? {
    rows.isEmpty
      ? nil : Double(rows.filter { $0.finding == .carried }.count) / Double(rows.count)
  }
}

extension Differ {
  /// Runs the witnesses of `changes` on a rebuild, each in a process of its own.
  public func audit(
    _ changes: [PlantedChange], on candidate: Subject, scope: SurfaceScope, rules: CompareRules,
    seed: UInt64
  ) async throws -> Audit {
    let asked = DriverRequest(subject: candidate, scope: scope, seed: seed)
    let probes = changes.flatMap { $0.witnesses.map(\.probe) }
    var answers: [Observation]
    do {
      answers = try await surface.withDriver(asked) {
        try await $0.observe(ProbeBatch(probes: probes, isolated: true))
      }
    } catch is SubjectUnloadable {
      answers = Array(repeating: .notRun, count: probes.count)
    }
    let comparator = Comparator(rules: rules)
    var next = 0
    let rows = changes.map { change -> Audit.Row in
      var carried = 0
      var plain = 0
      var missed: Audit.Miss?
      for witness in change.witnesses {
        let answer = answers[next]
        next += 1
        if comparator.isSame(witness.probe, witness.planted, answer) {
          carried += 1
        } else {
          if comparator.isSame(witness.probe, witness.plain, answer) { plain += 1 }
          missed = missed ?? Audit.Miss(witness: witness, candidate: answer)
        }
      }
      let count = change.witnesses.count
      let finding: Audit.Finding =
        carried == count ? .carried : carried > 0 ? .partly : plain == count ? .lost : .other
      return Audit.Row(change: change, finding: finding, missed: missed)
    }
    return Audit(rows: rows)
  }
}

extension Comparator {
  fileprivate func isSame(_ probe: Probe, _ one: Observation, _ two: Observation) -> Bool {
    guard two != .notRun else { return false }
    return compare(probe, first: one, second: one, candidate: two).loss == 0
  }
}
