import CCMarkGFM

/// The inline text of a block: as a person reads it, and without code, for keywords.
struct InlineText {
  /// One line; code keeps its backticks, soft breaks are spaces.
  var text: [UInt8] = []
  /// The same with code spans left out (a NUL stands in their place).
  var plain: [UInt8] = []
  /// Contents of the code spans in order.
  var code: [String] = []
  /// Offsets in `plain` of the spaces that stand for line breaks: where a sentence stands.
  var breaks: [Int] = []

  init() {}

  /// Reads the inlines below `block`.
  init(of block: MarkdownDocument.Node) {
    guard let first = block.pointee.first_child else { return }
    if first.pointee.next == nil, first.pointee.type == Self.textType {
      // Half of all headings and cells are one text.
      text = Array(Self.literal(of: first))
      plain = text
      return
    }
    let length = Int(block.pointee.content.size)
    text.reserveCapacity(length)
    plain.reserveCapacity(length)
    var node: MarkdownDocument.Node? = first
    while let current = node {
      take(current)
      node = Self.following(current, within: block)
    }
  }

  /// Looks at the text of a block as a person reads it, without spaces around it; nothing is
  /// copied where the block is one plain text.
  static func withText<R>(of block: MarkdownDocument.Node, _ body: (Bytes) -> R) -> R {
    guard let first = block.pointee.first_child else { return body(Bytes(start: nil, count: 0)) }
    if first.pointee.next == nil, first.pointee.type == textType {
      return body(literal(of: first).trimmed)
    }
    var text: [UInt8] = []
    text.reserveCapacity(Int(block.pointee.content.size))
    var node: MarkdownDocument.Node? = first
    while let current = node {
      switch current.pointee.type {
      case textType: text.append(contentsOf: literal(of: current))
      case codeType:
        text.append(UInt8(ascii: "`"))
        text.append(contentsOf: literal(of: current))
        text.append(UInt8(ascii: "`"))
      case softBreakType, lineBreakType: text.append(0x20)
      default: break
      }
      node = following(current, within: block)
    }
    return text.withUnsafeBufferPointer { body($0.trimmed) }
  }

  /// The same without the requirement's id that opens it: what a definition says does not depend
  /// on the id in front of it.
  static func withStatement<R>(of block: MarkdownDocument.Node, _ body: (Bytes) -> R) -> R {
    withText(of: block) { text in
      guard RequirementID.mayLead(text), let (id, rest) = RequirementID.leading(text),
        RequirementID.isID(id)
      else { return body(text) }
      return rest.withBytes(body)
    }
  }

  /// The text as a string, without spaces around it.
  var string: String { text.withUnsafeBufferPointer { $0.trimmed.string } }

  /// The text without the requirement's id that opens it.
  static func statement(of block: MarkdownDocument.Node) -> String {
    withStatement(of: block) { $0.string }
  }

  /// Appends another block's text after a space.
  mutating func append(_ other: InlineText) {
    if !text.isEmpty { text.append(0x20) }
    if !plain.isEmpty { plain.append(0x20) }
    text += other.text
    breaks += other.breaks.map { $0 + plain.count }
    plain += other.plain
    code += other.code
  }

  static let textType = UInt16(CMARK_NODE_TEXT.rawValue)
  static let codeType = UInt16(CMARK_NODE_CODE.rawValue)
  static let strongType = UInt16(CMARK_NODE_STRONG.rawValue)
  static let softBreakType = UInt16(CMARK_NODE_SOFTBREAK.rawValue)
  static let lineBreakType = UInt16(CMARK_NODE_LINEBREAK.rawValue)

  private mutating func take(_ node: MarkdownDocument.Node) {
    switch node.pointee.type {
    case Self.textType:
      let bytes = Self.literal(of: node)
      text.append(contentsOf: bytes)
      plain.append(contentsOf: bytes)
    case Self.codeType:
      let bytes = Self.literal(of: node)
      text.append(UInt8(ascii: "`"))
      text.append(contentsOf: bytes)
      text.append(UInt8(ascii: "`"))
      plain.append(0)
      code.append(String(decoding: bytes, as: UTF8.self))
    case Self.softBreakType, Self.lineBreakType:
      breaks.append(plain.count)
      text.append(0x20)
      plain.append(0x20)
    default: break
    }
  }

  /// The bytes of a text or code span, in the document's memory.
  static func literal(of node: MarkdownDocument.Node) -> UnsafeBufferPointer<UInt8> {
    let chunk = node.pointee.as.literal
    return UnsafeBufferPointer(start: chunk.data, count: Int(chunk.len))
  }

  /// The inline behind `node` in the order of the text; nil at the end of `block`.
  static func following(
    _ node: MarkdownDocument.Node, within block: MarkdownDocument.Node
  ) -> MarkdownDocument.Node? {
    if let child = node.pointee.first_child { return child }
    var current = node
    while true {
      if let next = current.pointee.next { return next }
      guard let parent = current.pointee.parent, parent != block else { return nil }
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
    guard let first = block.pointee.first_child else { return .other }
    switch first.pointee.type {
    case InlineText.strongType: return .strong(InlineText(of: first).string)
    case InlineText.codeType:
      return .code(String(decoding: InlineText.literal(of: first), as: UTF8.self))
    case InlineText.textType: return .text(InlineText.literal(of: first).first ?? 0)
    default: return .other
    }
  }

  /// The first piece of text of a block, in bold or plain, in the document's memory.
  static func openingBytes(of block: Node) -> UnsafeBufferPointer<UInt8> {
    var first = block.pointee.first_child
    if let strong = first, strong.pointee.type == InlineText.strongType {
      first = strong.pointee.first_child
    }
    guard let first, first.pointee.type == InlineText.textType else {
      return UnsafeBufferPointer(start: nil, count: 0)
    }
    return InlineText.literal(of: first)
  }

  /// The info string of a fence, and its text.
  static func fence(_ block: Node) -> (info: String, text: String) {
    let code = block.pointee.as.code
    return (string(code.info), string(code.literal))
  }

  /// The source of an HTML block, in the document's memory.
  static func html(_ block: Node) -> UnsafeBufferPointer<UInt8> { InlineText.literal(of: block) }

  /// The text of a fence, in the document's memory.
  static func code(_ block: Node) -> UnsafeBufferPointer<UInt8> {
    let literal = block.pointee.as.code.literal
    return UnsafeBufferPointer(start: literal.data, count: Int(literal.len))
  }

  /// The info string of a fence, in the document's memory.
  static func infoBytes(_ block: Node) -> UnsafeBufferPointer<UInt8> {
    let info = block.pointee.as.code.info
    return UnsafeBufferPointer(start: info.data, count: Int(info.len))
  }

  /// The language of a fence: the first word of its info string; empty without one.
  static func language(_ block: Node) -> UnsafeBufferPointer<UInt8> {
    let info = infoBytes(block)
    var end = 0
    while end < info.count, info[end] != 0x20, info[end] != 0x09 { end += 1 }
    return UnsafeBufferPointer(rebasing: info[..<end])
  }

  /// Whether a code block has fences, so that its text starts a line below it.
  static func isFenced(_ block: Node) -> Bool { block.pointee.as.code.fenced != 0 }

  private static func string(_ chunk: cmark_chunk) -> String {
    String(
      decoding: UnsafeBufferPointer(start: chunk.data, count: Int(chunk.len)), as: UTF8.self)
  }
}

extension MarkdownDocument {
  /// What a block's text begins with.
  enum Opens: Equatable {
    /// Bold text.
    case strong
    /// Bold text, a space and a code span: the bold text may be an id.
    case strongAndCode
    /// A code span.
    case code
    /// Text whose first byte this is.
    case text(UInt8)
    /// Anything else, or nothing.
    case other

    /// Whether it is neither code nor plain text.
    var isEmphasis: Bool { self == .strong || self == .strongAndCode || self == .other }
  }

  /// What the text of a block begins with. Copies nothing.
  static func opens(_ block: Node) -> Opens {
    guard let first = block.pointee.first_child else { return .other }
    switch first.pointee.type {
    case InlineText.strongType:
      guard let space = first.pointee.next, space.pointee.type == InlineText.textType,
        InlineText.literal(of: space).first == 0x20, let next = space.pointee.next,
        next.pointee.type == InlineText.codeType
      else { return .strong }
      return .strongAndCode
    case InlineText.codeType: return .code
    case InlineText.textType: return .text(InlineText.literal(of: first).first ?? 0)
    default: return .other
    }
  }
}

extension MarkdownDocument.Leaf {
  /// Whether its text begins with code, by itself or behind a bold id.
  var beginsWithCode: Bool {
    guard opens == .strongAndCode else { return opens == .code }
    guard case .strong(let bold) = MarkdownDocument.opening(of: node) else { return false }
    return RequirementID.isID(bold)
  }
}
