import SpecModel

/// Documents as JSON text. Unlike the canonical spelling, members keep the order in which a
/// document gives them, because people read these too.
public enum JSONText {
  /// One line, no spaces.
  public static func line(_ value: Value) -> String {
    var text = ""
    write(value, indent: nil, to: &text)
    return text
  }

  /// Indented by two spaces, with a line break at the end, for files that are committed. Lists of
  /// plain values stay on one line.
  public static func pretty(_ value: Value) -> String {
    var text = ""
    write(value, indent: 0, to: &text)
    return text + "\n"
  }

  private static func write(_ value: Value, indent: Int?, to text: inout String) {
    switch value {
    case .array(let items):
      let plain = items.allSatisfy { $0.arrayValue == nil && $0.objectValue == nil }
      let inner = plain ? nil : indent
      write(items, "[", "]", inner, spaced: plain && indent != nil, &text) { item, deeper, text in
        write(item, indent: deeper, to: &text)
      }
    case .object(let members):
      write(members, "{", "}", indent, spaced: false, &text) { member, deeper, text in
        text += Value.string(member.key).description + (indent == nil ? ":" : ": ")
        write(member.value, indent: deeper, to: &text)
      }
    default: text += value.description
    }
  }

  private static func write<Item>(
    _ items: [Item], _ open: String, _ close: String, _ indent: Int?, spaced: Bool,
    _ text: inout String, _ body: (Item, Int?, inout String) -> Void
  ) {
    text += open
    for (place, item) in items.enumerated() {
      if place > 0 { text += spaced ? ", " : "," }
      if let indent { text += "\n" + String(repeating: "  ", count: indent + 1) }
      body(item, indent.map { $0 + 1 }, &text)
    }
    if let indent, !items.isEmpty { text += "\n" + String(repeating: "  ", count: indent) }
    text += close
  }
}
