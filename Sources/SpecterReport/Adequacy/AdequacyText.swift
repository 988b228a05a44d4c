import SpecModel
import SpecterKit

/// Kill rates and audits for people.
public enum AdequacyText {
  /// The share alone, or that it was not measured.
  public static func share(_ kills: KillCount?) -> String {
    guard let kills else { return "not measured" }
    let share = kills.rate.map { "\(Figures.decimal(100 * $0, 1)) %" } ?? "none"
    return "\(share), \(kills.told) of \(kills.counted) changes of the reference"
  }

  /// A kill rate: one line with the share, then what no probe saw.
  public static func lines(_ rate: KillRate) -> [String] {
    let counted = rate.tried - rate.broken
    let share = rate.rate.map { "\(Figures.decimal(100 * $0, 1)) %" } ?? "none"
    var lines = [
      "kill rate \(share): \(rate.told) of \(counted) changes of the reference are seen by a probe"
        + (rate.broken > 0 ? "; \(rate.broken) more can't be loaded" : "")
    ]
    lines += rate.shaped.map { "  seen in the surface only: \($0.words)" }
    lines += rate.survivors.map { "  not seen: \($0.words)" }
    if !rate.unguarded.isEmpty {
      lines.append("  lines that no probe guards: \(rate.unguarded.joined(separator: ", "))")
    }
    return lines.map(Escaping.terminal)
  }

  /// What was planted: one line a change.
  public static func lines(_ changes: [PlantedChange]) -> [String] {
    changes.map { change in
      let probe = change.witnesses.first.map { ProbeText.line($0.probe, limit: 120) } ?? ""
      return Escaping.terminal("\(change.id) \(change.mutant.words)  seen by \(probe)")
    }
  }

  /// An audit: what was not carried in full, then the share.
  public static func lines(_ audit: Audit) -> [String] {
    var lines: [String] = []
    for row in audit.rows where row.finding != .carried {
      lines.append("\(row.change.id) \(row.finding.rawValue): \(row.change.mutant.words)")
      if let miss = row.missed {
        lines.append("  \(ProbeText.line(miss.witness.probe, limit: 200))")
        lines.append("    planted  \(Cutting.middle(miss.witness.planted.text, 200))")
        lines.append("    rebuilt  \(Cutting.middle(miss.candidate.text, 200))")
      }
    }
    let carried = audit.rows.filter { $0.finding == .carried }.count
    lines.append("carried \(carried) of \(audit.rows.count) planted changes")
    return lines.map(Escaping.terminal)
  }
}

/// `specter.audit/1` and the part of `specter.diff/1` that tells the kill rate.
public enum AdequacyDocument {
  /// `{"tried","told","broken","rate","shaped":[…],"survivors":[…],"unguarded":["file:line"]}`;
  /// `rate` runs from 0 to 1.
  public static func value(of rate: KillRate) -> Value {
    .members([
      "tried": .int(rate.tried), "told": .int(rate.told), "broken": .int(rate.broken),
      "rate": rate.rate.map { Parts.figure($0, 4) } ?? .null,
      "shaped": .array(rate.shaped.map(MutantWire.value)),
      "survivors": .array(rate.survivors.map(MutantWire.value)),
      "unguarded": Parts.texts(rate.unguarded),
    ])
  }

  /// The document of an audit.
  public static func value(of audit: Audit) -> Value {
    .members([
      "schema": .string("specter.audit/1"),
      "share": audit.share.map { Parts.figure($0, 4) } ?? .null,
      "changes": .array(
        audit.rows.map { row in
          .members([
            "id": .string(row.change.id), "finding": .string(row.finding.rawValue),
            "mutant": MutantWire.value(row.change.mutant),
            "probe": row.missed.map { $0.witness.probe.stepsValue } ?? .null,
            "planted": row.missed.map { $0.witness.planted.value } ?? .null,
            "candidate": row.missed.map { $0.candidate.value } ?? .null,
          ])
        }),
    ])
  }
}
