import SpecModel

/// A spec in a few lines for people.
enum SpecOutline {
  /// One line of counts, then every operation and every requirement with its line.
  static func lines(of spec: Spec) -> [String] {
    var lines = [
      "\(spec.path): \(count(spec.requirements.count, "requirement")), "
        + "\(count(spec.operations.count, "operation")), "
        + "\(count(spec.examples.count, "example")), \(count(spec.tables.count, "table")), "
        + count(spec.diagnostics.count, "finding")
    ]
    if let front = spec.frontMatter {
      lines.append("spec \(front.name) \(front.version) from \(front.reference?.from ?? "nowhere")")
    }
    let examples = Dictionary(grouping: spec.examples, by: \.operation)
    for operation in spec.operations {
      let own = examples[operation.id]?.count ?? 0
      let parameters = operation.parameters.map { $0.required ? $0.name : $0.name + "?" }
      lines.append(
        "\(operation.lines.first): \(operation.id)(\(parameters.joined(separator: ", ")))"
          + (operation.returns.isEmpty ? "" : " -> \(operation.returns)")
          + " · \(count(own, "example"))")
    }
    for requirement in spec.requirements {
      lines.append(
        "\(requirement.lines.first): \(requirement.id) \(requirement.strength.rawValue) "
          + shortened(requirement.text))
    }
    return lines.map(visible)
  }

  static func count(_ count: Int, _ noun: String) -> String {
    "\(count) \(noun)\(count == 1 ? "" : "s")"
  }

  static func shortened(_ text: String) -> String {
    text.count > 72 ? text.prefix(71) + "…" : text
  }

  /// The text without control characters: a spec may come from a stranger.
  static func visible(_ text: String) -> String {
    var out = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      let isControl = scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
      out.append(isControl ? "\u{FFFD}" : scalar)
    }
    return String(out)
  }
}
