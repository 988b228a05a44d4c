/// A list item that begins with code: `` `name` (type) ``, `` `name`: text ``, `` `a`, `b` — c ``.
struct DefinedItem {
  /// What stands right behind the names.
  enum Form: Equatable {
    /// Nothing.
    case bare
    /// A parenthesis, and perhaps more.
    case detailed
    /// A colon or a dash.
    case described
    /// A sentence goes on: the item defines nothing.
    case sentence
  }

  /// Contents of the code spans at the start.
  private(set) var names: [String] = []
  private(set) var form = Form.bare
  /// What the item itself says behind its names.
  private(set) var said = DefinitionText()
  /// The same as prose, for those who do not look for types.
  private(set) var remark = ""

  /// Reads an item's first paragraph; nil when it does not begin with code.
  init?(_ text: String) {
    guard let (first, after) = DefinitionPieces.leadingCode(text) else { return nil }
    names = [first]
    var rest = after
    while names.count <= DefinitionPieces.mostNames,
      let joint = Self.joint(rest),
      let (name, more) = DefinitionPieces.leadingCode(String(rest.dropFirst(joint.count)))
    {
      names.append(name)
      rest = more
    }
    read(rest.trimmed)
  }

  /// What joins two names, at the start of `rest`.
  private static func joint(_ rest: String) -> String? {
    guard let first = rest.utf8.first, first == 0x20 || first == 0x2C || first == 0x2F else {
      return nil
    }
    return joints.first { rest.hasPrefix($0) }
  }

  private static let joints = [", ", " / ", "/", " and ", " or "]
  private static let marks = [":", "—", "–", "--", "-", "→", "."]

  /// Whether a byte begins one of `marks`.
  private static func maybeMark(_ byte: UInt8?) -> Bool {
    byte == UInt8(ascii: ":") || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
      || byte == 0xE2
  }

  private mutating func read(_ text: String) {
    var rest = text
    guard !rest.isEmpty, rest != "." else { return }
    remark = DefinitionPieces.withoutStop(rest)
    if rest.hasPrefix("?") {
      said.isRequired = false
      rest = String(rest.dropFirst()).trimmed
    }
    if rest.hasPrefix("("), let end = Self.closing(rest) {
      let bytes = rest.utf8
      let close = bytes.index(bytes.startIndex, offsetBy: end)
      let detail = String(rest[bytes.index(after: bytes.startIndex)..<close])
      said.take(detail: detail)
      form = .detailed
      rest = String(rest[bytes.index(after: close)...]).trimmed
      if rest.isEmpty || rest == "." {
        remark = detail
        return
      }
    }
    for mark in Self.maybeMark(rest.utf8.first) ? Self.marks : [] where rest.hasPrefix(mark) {
      if mark == ".", form != .detailed { break }
      rest = String(rest.dropFirst(mark.count)).trimmed
      remark = DefinitionPieces.withoutStop(rest)
      said.take(rest: rest, mayHoldType: form != .detailed || said.type.isEmpty)
      if form == .bare { form = .described }
      return
    }
    if form == .detailed, Self.goesOn(rest) { return said.take(rest: rest, mayHoldType: false) }
    form = .sentence
  }

  /// Whether text behind the parenthesis is a sentence of its own: `` `a` (int) Default: 1 ``.
  private static func goesOn(_ text: String) -> Bool {
    guard let first = text.utf8.first else { return true }
    return (0x41...0x5A).contains(first)
  }

  /// Index of the parenthesis that closes the one at the start.
  private static func closing(_ text: String) -> Int? {
    var depth = 0
    var isCode = false
    for (place, byte) in text.utf8.enumerated() {
      if byte == UInt8(ascii: "`") { isCode.toggle() }
      if isCode { continue }
      if byte == UInt8(ascii: "(") { depth += 1 }
      if byte == UInt8(ascii: ")") {
        depth -= 1
        if depth == 0 { return place }
      }
    }
    return nil
  }

  /// Whether a code span can be the name of a setting, field or code: one word with a letter.
  static func isName(_ text: String) -> Bool {
    var hasLetter = false
    for byte in text.utf8 {
      switch byte {
      case 0x41...0x5A, 0x61...0x7A, 0x80...: hasLetter = true
      case 0x30...0x39, 0x5F, 0x2D, 0x2E, 0x24, 0x2A, 0x3C, 0x3E, 0x5B, 0x5D, 0x3A, 0x2F, 0x40:
        continue
      default: return false
      }
    }
    return hasLetter && text.utf8.count <= 200 && text.utf8.first != 0x2F
  }

  /// The key below a group's. An option, and a key that names its group already, stay as they are.
  static func joined(_ group: String, _ key: String) -> String {
    if group.isEmpty || key.hasPrefix("-") || key.hasPrefix(group + ".") { return key }
    return "\(group).\(key)"
  }

  /// The key of a setting from its names: an option's long form, without its argument; none
  /// where they are no names.
  static func keys(_ names: [String]) -> [String] {
    let cut = names.map { name in
      guard name.hasPrefix("-") else { return name }
      return String(name.prefix { $0 != " " && $0 != "=" && $0 != "[" && $0 != "," })
    }
    guard let first = cut.first, cut.allSatisfy(isName) else { return [] }
    guard cut.allSatisfy({ $0.hasPrefix("-") }) else { return cut }
    return [cut.last { $0.hasPrefix("--") } ?? first]
  }
}
