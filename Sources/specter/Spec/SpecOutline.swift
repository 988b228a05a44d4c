import SpecModel
import SpecText

/// A spec in a few lines for people.
enum SpecOutline {
  /// One line of counts, then every operation and every requirement with its line.
  static func lines(of spec: Spec) -> [String] {
    let counts = SectionCounts.total(of: spec).map { count($0.count, $0.noun) }
    var lines = [
      "\(spec.path): "
        + (counts + [count(spec.diagnostics.count, "finding")]).joined(separator: ", ")
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

  /// One line a section: its line, its title under those around it, and what it holds itself.
  static func sectionLines(of spec: Spec) -> [String] {
    let counts = SectionCounts(spec).ofSections
    return zip(spec.sections, counts).map { section, counts in
      let indent = String(repeating: "  ", count: section.level - 1)
      let number = section.number.isEmpty ? "" : "§\(section.number) "
      let held = counts.map { count($0.count, $0.noun) }.joined(separator: ", ")
      return visible(
        "\(section.lines.first): \(indent)\(number)\(section.title)"
          + (held.isEmpty ? "" : " · \(held)"))
    }
  }

  /// `1 example`, `2 examples`, `3 entities`.
  static func count(_ count: Int, _ noun: String) -> String {
    if count == 1 { return "1 \(noun)" }
    return noun.hasSuffix("y") ? "\(count) \(noun.dropLast())ies" : "\(count) \(noun)s"
  }

  /// The first 72 characters.
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
