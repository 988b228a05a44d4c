import SpecModel

extension LintReport {
  /// A line a finding: `PATH:LINE: severity: message. Remedy [rule]`. Safe for a terminal.
  public var lines: [String] {
    findings.map { finding in
      let diagnostic = finding.diagnostic
      return Escaping.terminal(
        "\(finding.path):\(diagnostic.lines.first): \(diagnostic.severity.rawValue): "
          + "\(Self.sentence(diagnostic)) [\(diagnostic.rule)]")
    }
  }

  /// Counts in one line; nil where there is nothing to count.
  public var summary: String? {
    var parts: [String] = []
    if !findings.isEmpty {
      let counts = Diagnostic.Severity.allCases.compactMap { severity -> String? in
        let count = findings.count { $0.diagnostic.severity == severity }
        return count == 0 ? nil : Figures.count(count, severity.rawValue)
      }
      parts.append(counts.joined(separator: ", "))
      let fixable = findings.count(where: \.isFixable)
      if fixable > 0 { parts.append("\(Figures.count(fixable)) may be mended by --fix") }
    }
    if mended > 0 { parts.append("\(Figures.count(mended, "place")) mended") }
    if accepted > 0 { parts.append("\(Figures.count(accepted)) accepted by the baseline") }
    return parts.isEmpty ? nil : parts.joined(separator: "; ")
  }

  /// `specter.lint/1`: every finding with its file, place and fingerprint.
  public var document: Value {
    let all = findings.map { finding -> Value in
      let diagnostic = finding.diagnostic
      return .members([
        "path": .string(finding.path), "rule": .string(diagnostic.rule),
        "severity": .string(diagnostic.severity.rawValue),
        "message": .string(diagnostic.message), "remedy": .string(diagnostic.remedy),
        "lines": .array([.int(diagnostic.lines.first), .int(diagnostic.lines.last)]),
        "place": .string(finding.place), "fingerprint": .string(finding.fingerprint),
        "fixable": .bool(finding.isFixable),
      ])
    }
    return .members([
      "schema": .string("specter.lint/1"),
      "path": paths.count == 1 ? .string(paths[0]) : .null,
      "paths": .array(paths.map(Value.string)),
      "findings": .array(all),
      "accepted": .int(accepted),
      "mended": .int(mended),
    ])
  }

  /// Message and remedy in one line.
  static func sentence(_ diagnostic: Diagnostic) -> String {
    diagnostic.remedy.isEmpty
      ? diagnostic.message : "\(diagnostic.message). \(diagnostic.remedy)"
  }
}
