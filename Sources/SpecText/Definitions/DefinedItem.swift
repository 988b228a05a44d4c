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
  init?(_ text: Bytes) {
    guard let (first, after) = DefinitionPieces.leadingCode(text) else { return nil }
    names = [first.string]
    var rest = after
    while names.count <= DefinitionPieces.mostNames,
      let joint = Self.joint(rest),
      let (name, more) = DefinitionPieces.leadingCode(rest.from(joint))
    {
      names.append(name.string)
      rest = more
    }
    read(rest.trimmed)
  }

  /// Length of what joins two names, at the start of `rest`.
  private static func joint(_ rest: Bytes) -> Int? {
    guard let first = rest.first, first == 0x20 || first == 0x2C || first == 0x2F else {
      return nil
    }
    for joint in [", ", " / ", "/", " and ", " or "] as [StaticString] where rest.begin(joint) {
      return joint.utf8CodeUnitCount
    }
    return nil
  }

  /// Length of the mark that a description begins with; nil without one.
  private func mark(_ rest: Bytes) -> Int? {
    switch rest.first {
    case UInt8(ascii: ":"): return 1
    case UInt8(ascii: "-"): return rest.begin("--") ? 2 : 1
    case UInt8(ascii: "."): return form == .detailed ? 1 : nil
    case 0xE2: return rest.begin("—") || rest.begin("–") || rest.begin("→") ? 3 : nil
    default: return nil
    }
  }

  private mutating func read(_ text: Bytes) {
    var rest = text
    guard !rest.isEmpty, !(rest.count == 1 && rest[0] == UInt8(ascii: ".")) else { return }
    var remark = rest
    if rest.first == UInt8(ascii: "?") {
      said.isRequired = false
      rest = rest.from(1).trimmed
    }
    if rest.first == UInt8(ascii: "("), let end = Self.closing(rest) {
      let detail = rest.part(1..<end)
      said.take(detail: detail)
      form = .detailed
      rest = rest.from(end + 1).trimmed
      if rest.isEmpty || (rest.count == 1 && rest[0] == UInt8(ascii: ".")) {
        self.remark = detail.string
        return
      }
    }
    if let mark = mark(rest) {
      rest = rest.from(mark).trimmed
      remark = rest
      said.take(rest: rest, mayHoldType: form != .detailed || said.type.isEmpty, isOwn: true)
      if form == .bare { form = .described }
    } else if form == .detailed, Self.goesOn(rest) {
      said.take(rest: rest, mayHoldType: false)
    } else {
      form = .sentence
      // Nobody reads on.
      return
    }
    self.remark = DefinitionPieces.withoutStop(remark).string
  }

  /// Whether text behind the parenthesis is a sentence of its own: `` `a` (int) Default: 1 ``.
  private static func goesOn(_ text: Bytes) -> Bool {
    guard let first = text.first else { return true }
    return (0x41...0x5A).contains(first) || text.begin("default: ") || text.begin("default `")
  }

  /// Index of the parenthesis that closes the one at the start.
  private static func closing(_ text: Bytes) -> Int? {
    var depth = 0
    var isCode = false
    for place in 0..<text.count {
      let byte = text[place]
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
    text.withBytes { bytes in
      var hasLetter = false
      for byte in bytes {
        switch byte {
        case 0x41...0x5A, 0x61...0x7A, 0x80...: hasLetter = true
        case 0x30...0x39, 0x5F, 0x2D, 0x2E, 0x24, 0x2A, 0x3C, 0x3E, 0x5B, 0x5D, 0x3A, 0x2F, 0x40:
          continue
        default: return false
        }
      }
      return hasLetter && bytes.count <= 200 && bytes[0] != 0x2F
    }
  }

  /// The key below a group's. An option, and a key that names its group already, stay as they are.
  static func joined(_ group: String, _ key: String) -> String {
    if group.isEmpty || key.hasPrefix("-") || key.hasPrefix(group + ".") { return key }
    return "\(group).\(key)"
  }

  /// The key of a setting from its names: an option's long form, without its argument; none
  /// where they are no names.
  static func keys(_ names: [String]) -> [String] {
    let areOptions = names.contains { $0.utf8.first == UInt8(ascii: "-") }
    guard areOptions else { return names.allSatisfy(isName) ? names : [] }
    let cut = names.map { name in
      guard name.hasPrefix("-") else { return name }
      return String(name.prefix { $0 != " " && $0 != "=" && $0 != "[" && $0 != "," })
    }
    guard let first = cut.first, cut.allSatisfy(isName) else { return [] }
    guard cut.allSatisfy({ $0.hasPrefix("-") }) else { return cut }
    return [cut.last { $0.hasPrefix("--") } ?? first]
  }
}
