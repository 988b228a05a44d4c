import SpecModel

extension LintReport {
  /// GitHub's workflow commands, one a finding, which it shows beside the lines of a pull request:
  /// `::warning file=…,line=…,endLine=…,title=…::message`.
  public var gitHubCommands: [String] {
    findings.map { finding in
      let diagnostic = finding.diagnostic
      let command =
        switch diagnostic.severity {
        case .error: "error"
        case .warning: "warning"
        case .note: "notice"
        }
      let properties = [
        ("file", finding.path), ("line", String(diagnostic.lines.first)),
        ("endLine", String(max(diagnostic.lines.first, diagnostic.lines.last))),
        ("title", "specter \(diagnostic.rule)"),
      ].map { "\($0)=\(Self.gitHubProperty($1))" }
      return "::\(command) \(properties.joined(separator: ","))::"
        + Self.gitHubData(Self.sentence(diagnostic))
    }
  }

  /// Text after `::`, as GitHub's own toolkit escapes it. Control characters become visible, so
  /// that a spec can't begin a command of its own.
  static func gitHubData(_ text: String) -> String {
    var safe = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "%": safe += "%25"
      case "\r": safe += "%0D"
      case "\n": safe += "%0A"
      default:
        if Escaping.isVisible(scalar) {
          safe.unicodeScalars.append(scalar)
        } else {
          safe += Escaping.escape(scalar)
        }
      }
    }
    return safe
  }

  /// Text of a property, which a comma or a colon would end.
  static func gitHubProperty(_ text: String) -> String {
    var safe = ""
    for character in gitHubData(text).unicodeScalars {
      switch character {
      case ":": safe += "%3A"
      case ",": safe += "%2C"
      default: safe.unicodeScalars.append(character)
      }
    }
    return safe
  }
}
