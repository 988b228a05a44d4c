import CCMarkGFM

/// The inline text of a block: as a person reads it, and without code, for keywords.
struct InlineText {
  /// One line; code keeps its backticks, soft breaks are spaces.
  var text: [UInt8] = []
  /// The same with code spans left out (a NUL stands in their place).
  var plain: [UInt8] = []
  /// Contents of the code spans in order.
  var code: [String] = []

  init() {}

  /// Reads the inlines below `block`.
  init(of block: MarkdownDocument.Node) {
    var node = cmark_node_first_child(block)
    while let current = node {
      take(current)
      node = Self.following(current, within: block)
    }
  }

  /// The text as a string, without spaces around it.
  var string: String { String(decoding: text, as: UTF8.self).trimmed }

  /// The text without the requirement's id that opens it: what a definition says does not depend
  /// on the id in front of it.
  var statement: String {
    guard let first = text.first, (0x41...0x5A).contains(first) || first == UInt8(ascii: "["),
      text.prefix(66).prefix(while: { $0 != 0x20 }).contains(where: { (0x30...0x39).contains($0) }),
      let (id, rest) = RequirementID.leading(string), RequirementID.isID(id)
    else { return string }
    return rest
  }

  /// Appends another block's text after a space.
  mutating func append(_ other: InlineText) {
    if !text.isEmpty { text.append(0x20) }
    if !plain.isEmpty { plain.append(0x20) }
    text += other.text
    plain += other.plain
    code += other.code
  }

  private mutating func take(_ node: MarkdownDocument.Node) {
    guard let name = cmark_node_get_type_string(node) else { return }
    switch UInt8(bitPattern: name[0]) {
    case UInt8(ascii: "t") where name[1] == 0x65:  // text
      appendLiteral(of: node, asCode: false)
    case UInt8(ascii: "c") where name[1] == 0x6F: appendLiteral(of: node, asCode: true)  // code
    case UInt8(ascii: "s") where name[1] == 0x6F: appendBreak()  // softbreak
    case UInt8(ascii: "l") where name[1] == 0x69 && name[3] == 0x65: appendBreak()  // linebreak
    default: break
    }
  }

  private mutating func appendBreak() {
    text.append(0x20)
    plain.append(0x20)
  }

  private mutating func appendLiteral(of node: MarkdownDocument.Node, asCode: Bool) {
    guard let literal = cmark_node_get_literal(node) else { return }
    var length = 0
    while literal[length] != 0 { length += 1 }
    let bytes = UnsafeRawBufferPointer(start: literal, count: length)
    if asCode {
      text.append(UInt8(ascii: "`"))
      text += bytes
      text.append(UInt8(ascii: "`"))
      plain.append(0)
      code.append(String(decoding: bytes, as: UTF8.self))
    } else {
      text += bytes
      plain += bytes
    }
  }

  private static func following(
    _ node: MarkdownDocument.Node, within block: MarkdownDocument.Node
  ) -> MarkdownDocument.Node? {
    if let child = cmark_node_first_child(node) { return child }
    var current = node
    while true {
      if let next = cmark_node_next(current) { return next }
      guard let parent = cmark_node_parent(current), parent != block else { return nil }
      current = parent
    }
  }
}

extension MarkdownDocument {
  /// How a block's inlines begin.
  enum Opening {
    /// Bold text.
    case strong(String)
    /// A code span.
    case code(String)
    /// Text whose first byte this is.
    case text(UInt8)
    /// Anything else, or nothing.
    case other
  }

  /// How the inlines of `block` begin; cheap, because every paragraph is asked.
  static func opening(of block: Node) -> Opening {
    guard let first = cmark_node_first_child(block),
      let name = cmark_node_get_type_string(first)
    else { return .other }
    switch UInt8(bitPattern: name[0]) {
    case UInt8(ascii: "s") where name[3] == 0x6F && name[4] == 0x6E:  // strong
      return .strong(InlineText(of: first).string)
    case UInt8(ascii: "c") where name[1] == 0x6F:
      return .code(cmark_node_get_literal(first).map { String(cString: $0) } ?? "")
    case UInt8(ascii: "t") where name[1] == 0x65:
      return .text(cmark_node_get_literal(first).map { UInt8(bitPattern: $0[0]) } ?? 0)
    default: return .other
    }
  }

  /// The info string of a fence, and its text.
  static func fence(_ block: Node) -> (info: String, text: String) {
    let info = cmark_node_get_fence_info(block).map { String(cString: $0) } ?? ""
    return (info, cmark_node_get_literal(block).map { String(cString: $0) } ?? "")
  }

  /// The info string of a fence.
  static func info(_ block: Node) -> String {
    cmark_node_get_fence_info(block).map { String(cString: $0) } ?? ""
  }

  /// Whether a code block has fences, so that its text starts a line below it.
  static func isFenced(_ block: Node) -> Bool {
    var length: Int32 = 0
    var offset: Int32 = 0
    var character: CChar = 0
    return cmark_node_get_fenced(block, &length, &offset, &character) != 0
  }
}

extension MarkdownDocument {
  /// The first byte of a block's text: a backtick for code, 0 for emphasis, links and the like.
  /// Copies nothing.
  static func firstByte(of block: Node) -> UInt8 {
    guard let first = cmark_node_first_child(block) else { return 0 }
    let byte = openingByte(of: first)
    // Behind a bold id stands what the block begins with.
    guard byte == 0, case .strong(let bold) = opening(of: block), RequirementID.isID(bold),
      let space = cmark_node_next(first), openingByte(of: space) == 0x20,
      let next = cmark_node_next(space), openingByte(of: next) == UInt8(ascii: "`")
    else { return byte }
    return UInt8(ascii: "`")
  }

  /// The first byte of an inline: a back quote for code, and 0 for what is neither code nor text.
  private static func openingByte(of first: Node) -> UInt8 {
    guard let name = cmark_node_get_type_string(first) else { return 0 }
    switch (UInt8(bitPattern: name[0]), UInt8(bitPattern: name[1])) {
    case (UInt8(ascii: "c"), UInt8(ascii: "o")): return UInt8(ascii: "`")
    case (UInt8(ascii: "t"), UInt8(ascii: "e")):
      return cmark_node_get_literal(first).map { UInt8(bitPattern: $0[0]) } ?? 0
    default: return 0
    }
  }
}
