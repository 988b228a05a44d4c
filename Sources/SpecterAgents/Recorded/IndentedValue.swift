import SpecModel

extension Value {
  /// The value over several lines, members in the order given, for files that people read and
  /// that version control compares; ends with a line feed.
  var indentedBytes: [UInt8] {
    var text = ""
    write(to: &text, indent: "")
    return Array((text + "\n").utf8)
  }

  private func write(to text: inout String, indent: String) {
    let inner = indent + "  "
    switch self {
    case .object(let members) where !members.isEmpty:
      text += "{\n"
      for (place, member) in members.enumerated() {
        text += "\(inner)\(Value.string(member.key)): "
        member.value.write(to: &text, indent: inner)
        text += place + 1 < members.count ? ",\n" : "\n"
      }
      text += indent + "}"
    case .array(let items) where !items.isEmpty:
      text += "[\n"
      for (place, item) in items.enumerated() {
        text += inner
        item.write(to: &text, indent: inner)
        text += place + 1 < items.count ? ",\n" : "\n"
      }
      text += indent + "]"
    default:
      text += description
    }
  }
}
