import SpecModel
import SpecText

/// Things of a spec with their source and what refers to them, for people and as JSON.
enum SpecShowText {
  /// A headline `FILE:LINE: kind id summary`, the source with line numbers, and one line a
  /// referrer.
  static func lines(of entries: [SpecEntry], in index: SpecIndex, path: String) -> [String] {
    var lines: [String] = []
    for entry in entries {
      if !lines.isEmpty { lines.append("") }
      for (place, source) in entry.places.enumerated() {
        let again = place == 0 ? "" : ", again"
        lines.append(
          "\(path):\(source.first): \(entry.kind.rawValue) \(entry.id)\(again)"
            + (place == 0 && !entry.summary.isEmpty ? " · \(entry.summary)" : ""))
        for (offset, text) in index.source(source).enumerated() {
          lines.append("  \(source.first + offset) | \(text)")
        }
      }
      let referrers = index.referrers(of: entry)
      let verb = referrers.count == 1 ? "refers" : "refer"
      lines.append(
        referrers.isEmpty
          ? "Nothing refers to it."
          : "\(SpecOutline.count(referrers.count, "place")) \(verb) to it:")
      for other in referrers {
        let id = other.id.isEmpty ? "" : " \(other.id)"
        let text = other.text.isEmpty ? "" : ": \(SpecOutline.shortened(other.text))"
        lines.append("  \(path):\(other.lines.first): \(other.kind)\(id)\(text)")
      }
    }
    return lines.map(SpecOutline.visible)
  }

  /// The same as JSON, schema `specter.show/1`.
  static func value(of entries: [SpecEntry], in index: SpecIndex, path: String) -> Value {
    let found = entries.map { entry in
      let places = entry.places.map { lines in
        Value.members([
          "lines": pair(lines), "source": .array(index.source(lines).map(Value.string)),
        ])
      }
      let referrers = index.referrers(of: entry).map { other in
        Value.members([
          "kind": .string(other.kind), "id": .string(other.id), "text": .string(other.text),
          "lines": pair(other.lines),
        ])
      }
      return Value.members([
        "kind": .string(entry.kind.rawValue), "id": .string(entry.id),
        "summary": .string(entry.summary), "places": .array(places),
        "referrers": .array(referrers),
      ])
    }
    return .members([
      "schema": .string("specter.show/1"), "path": .string(path), "found": .array(found),
    ])
  }

  private static func pair(_ lines: SourceLines) -> Value {
    .array([.int(lines.first), .int(lines.last)])
  }
}
