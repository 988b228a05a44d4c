import SpecModel

/// A reader of Python expressions: literals, names, attributes, calls, subscripts, operators.
///
/// `true`, `false` and `null` are read as in JSON, because table cells may be either.
struct PythonParser {
  /// Nesting deeper than this is refused, so that no input can exhaust the stack.
  static let deepest = 100

  private var tokens: [PythonToken]
  private var place = 0
  private var depth = 0

  /// Reads one expression; what follows it is a fault.
  static func expression(_ text: String) throws(PythonSyntaxError) -> PythonExpression {
    var parser = PythonParser(tokens: try PythonLexer.tokens(text))
    return try parser.whole()
  }

  /// Reads one expression from tokens.
  init(tokens: [PythonToken]) { self.tokens = tokens }

  /// Reads all tokens as one expression; a bare `a, b` is a tuple.
  mutating func whole() throws(PythonSyntaxError) -> PythonExpression {
    guard !tokens.isEmpty else { throw PythonSyntaxError(reason: "an expression is missing") }
    let first = try expression()
    guard place < tokens.count else { return first }
    guard isAt(",") else { throw fault() }
    var items = [first]
    while take(",") {
      if place == tokens.count { break }
      items.append(try expression())
    }
    guard place == tokens.count else { throw fault() }
    return Self.folded(tag: "$tuple", items)
  }

  // MARK: - Operators, from the loosest to the tightest

  mutating func expression() throws(PythonSyntaxError) -> PythonExpression {
    depth += 1
    defer { depth -= 1 }
    guard depth < Self.deepest else { throw PythonSyntaxError(reason: "it is nested too deep") }
    if takeName("not") { return .unary("not", try expression()) }
    return try comparison()
  }

  private static let comparisons = [
    "==": "eq", "!=": "ne", "<": "lt", "<=": "le", ">": "gt", ">=": "ge",
  ]

  private mutating func comparison() throws(PythonSyntaxError) -> PythonExpression {
    let left = try sum()
    var result = left
    if case .mark(let mark)? = current, let name = Self.comparisons[mark] {
      place += 1
      result = .binary(name, left, try sum())
    } else if takeName("in") {
      result = .binary("contains", try sum(), left)
    } else if isName("not"), place + 1 < tokens.count, tokens[place + 1] == .name("in") {
      place += 2
      result = .unary("not", .binary("contains", try sum(), left))
    } else if takeName("is") {
      let isNegated = takeName("not")
      guard try sum() == .literal(.null) else {
        throw PythonSyntaxError(reason: "'is' is read only before None")
      }
      let test = PythonExpression.binary("eq", left, .literal(.null))
      result = isNegated ? .unary("not", test) : test
    }
    if case .mark(let mark)? = current, Self.comparisons[mark] != nil {
      throw PythonSyntaxError(reason: "a chain of comparisons is not read")
    }
    return result
  }

  private mutating func sum() throws(PythonSyntaxError) -> PythonExpression {
    try binary(["+": "add", "-": "sub", "|": "or", "&": "and", "^": "xor"]) {
      parser throws(PythonSyntaxError) in try parser.product()
    }
  }

  private mutating func product() throws(PythonSyntaxError) -> PythonExpression {
    let names = [
      "*": "mul", "/": "truediv", "//": "floordiv", "%": "mod", "@": "matmul", "<<": "lshift",
      ">>": "rshift",
    ]
    return try binary(names) { parser throws(PythonSyntaxError) in try parser.prefixed() }
  }

  private mutating func binary(
    _ names: [String: String],
    _ operand: (inout PythonParser) throws(PythonSyntaxError) -> PythonExpression
  ) throws(PythonSyntaxError) -> PythonExpression {
    var left = try operand(&self)
    while case .mark(let mark)? = current, let name = names[mark] {
      place += 1
      left = .binary(name, left, try operand(&self))
    }
    return left
  }

  private mutating func prefixed() throws(PythonSyntaxError) -> PythonExpression {
    guard case .mark(let mark)? = current, ["-", "+", "~"].contains(mark) else {
      return try power()
    }
    place += 1
    depth += 1
    defer { depth -= 1 }
    guard depth < Self.deepest else { throw PythonSyntaxError(reason: "it is nested too deep") }
    let operand = try prefixed()
    if case .literal(let value) = operand, let signed = Self.signed(mark, value) {
      return .literal(signed)
    }
    return .unary(["-": "neg", "+": "pos", "~": "invert"][mark] ?? mark, operand)
  }

  private static func signed(_ mark: String, _ value: Value) -> Value? {
    let digits: String
    switch value {
    case .number(let text): digits = text
    case .object:
      guard let text = value["$int"]?.stringValue else { return nil }
      digits = text
    default: return nil
    }
    if mark == "+" { return value }
    guard mark == "-" else { return nil }
    let flipped = digits.hasPrefix("-") ? String(digits.dropFirst()) : "-" + digits
    let isWhole = digits.utf8.allSatisfy { (0x30...0x39).contains($0) || $0 == 0x2D }
    return isWhole ? PythonValue.int(flipped) : .number(flipped)
  }

  private mutating func power() throws(PythonSyntaxError) -> PythonExpression {
    let base = try trailed()
    return take("**") ? .binary("pow", base, try prefixed()) : base
  }

  // MARK: - Attributes, calls and subscripts

  private mutating func trailed() throws(PythonSyntaxError) -> PythonExpression {
    var result = try atom()
    var length = 0
    while true {
      length += 1
      guard length < Self.deepest else { throw PythonSyntaxError(reason: "it is chained too long") }
      if take(".") {
        guard case .name(let name)? = current else { throw fault() }
        place += 1
        result = .attribute(result, name)
      } else if take("(") {
        result = try call(of: result)
      } else if take("[") {
        let index = try index()
        guard take("]") else { throw fault() }
        result = .item(result, index)
      } else {
        return result
      }
    }
  }

  /// An index, or a slice `start:stop:step` of which each part may be missing.
  private mutating func index() throws(PythonSyntaxError) -> PythonExpression {
    var parts = [PythonExpression.literal(.null)]
    if !isAt(":") {
      parts[0] = try expression()
      guard isAt(":") else { return parts[0] }
    }
    while parts.count < 3, take(":") {
      parts.append(isAt(":") || isAt("]") ? .literal(.null) : try expression())
    }
    while parts.count < 3 { parts.append(.literal(.null)) }
    return Self.folded(tag: "$slice", parts)
  }

  private mutating func call(of callee: PythonExpression) throws(PythonSyntaxError)
    -> PythonExpression
  {
    var arguments: [PythonExpression] = []
    var named: [PythonExpression.Keyword] = []
    while !take(")") {
      if isAt("*") || isAt("**") {
        throw PythonSyntaxError(reason: "unpacked arguments are not read")
      }
      if case .name(let name)? = current, place + 1 < tokens.count,
        tokens[place + 1] == .mark("=")
      {
        place += 2
        named.append(.init(name: name, value: try expression()))
      } else {
        arguments.append(try expression())
      }
      if isName("for") { throw PythonSyntaxError(reason: "comprehensions are not read") }
      guard isAt(")") || take(",") else { throw fault() }
    }
    return .call(callee, arguments, named: named)
  }

  // MARK: - Atoms

  private static let constants: [String: Value] = [
    "True": .bool(true), "False": .bool(false), "None": .null, "true": .bool(true),
    "false": .bool(false), "null": .null,
  ]
  private static let reserved: Set<String> = [
    "lambda", "if", "else", "for", "and", "or", "await", "yield", "not", "in", "is",
  ]

  private mutating func atom() throws(PythonSyntaxError) -> PythonExpression {
    guard let token = current else { throw PythonSyntaxError(reason: "it ends too early") }
    place += 1
    switch token {
    case .int(let digits): return .literal(PythonValue.int(digits))
    case .float(let value): return .literal(PythonValue.float(value))
    case .string(let text): return .literal(.string(text + (try adjacentStrings())))
    case .bytes(let bytes): return .literal(PythonValue.bytes(bytes + adjacentBytes()))
    case .unsupported(let what): throw PythonSyntaxError(reason: "\(what) is not read")
    case .name(let name):
      if let constant = Self.constants[name] { return .literal(constant) }
      if Self.reserved.contains(name) { throw PythonSyntaxError(reason: "'\(name)' is not read") }
      return .name(name)
    case .mark("("): return try parenthesised()
    case .mark("["): return Self.folded(tag: nil, try items(until: "]"))
    case .mark("{"): return try braced()
    case .mark:
      place -= 1
      throw fault()
    }
  }

  private mutating func adjacentStrings() throws(PythonSyntaxError) -> String {
    var text = ""
    while true {
      switch current {
      case .string(let more)?: text += more
      case .unsupported(let what)?: throw PythonSyntaxError(reason: "\(what) is not read")
      default: return text
      }
      place += 1
    }
  }

  private mutating func adjacentBytes() -> [UInt8] {
    var bytes: [UInt8] = []
    while case .bytes(let more)? = current {
      bytes += more
      place += 1
    }
    return bytes
  }

  private mutating func items(until end: String) throws(PythonSyntaxError) -> [PythonExpression] {
    var items: [PythonExpression] = []
    while !take(end) {
      items.append(try expression())
      if isName("for") { throw PythonSyntaxError(reason: "comprehensions are not read") }
      guard isAt(end) || take(",") else { throw fault() }
    }
    return items
  }

  private mutating func parenthesised() throws(PythonSyntaxError) -> PythonExpression {
    if take(")") { return .literal(.tagged("$tuple", .array([]))) }
    let first = try expression()
    if take(")") { return first }
    guard take(",") else { throw fault() }
    return Self.folded(tag: "$tuple", [first] + (try items(until: ")")))
  }

  private mutating func braced() throws(PythonSyntaxError) -> PythonExpression {
    if take("}") { return .literal(.object([])) }
    let first = try expression()
    guard take(":") else {
      guard isAt("}") || take(",") else { throw fault() }
      return Self.folded(tag: "$set", [first] + (try items(until: "}")))
    }
    var pairs = [PythonExpression.Pair(key: first, value: try expression())]
    while !take("}") {
      guard take(",") else { throw fault() }
      if take("}") { break }
      let key = try expression()
      guard take(":") else { throw fault() }
      pairs.append(.init(key: key, value: try expression()))
    }
    let literals = pairs.compactMap { pair in
      pair.key.value.flatMap { key in pair.value.value.map { (key: key, value: $0) } }
    }
    guard literals.count == pairs.count else { return .dictionary(pairs) }
    return .literal(PythonValue.dictionary(literals))
  }

  private static func folded(tag: String?, _ items: [PythonExpression]) -> PythonExpression {
    let values = items.compactMap(\.value)
    guard values.count == items.count else { return .sequence(tag: tag, items) }
    switch tag {
    case nil: return .literal(.array(values))
    case "$set"?: return .literal(PythonValue.set(values))
    case let tag?: return .literal(.tagged(tag, .array(values)))
    }
  }

  // MARK: - Tokens

  private var current: PythonToken? { place < tokens.count ? tokens[place] : nil }

  private func isAt(_ mark: String) -> Bool { current == .mark(mark) }

  private func isName(_ name: String) -> Bool { current == .name(name) }

  private mutating func take(_ mark: String) -> Bool {
    guard isAt(mark) else { return false }
    place += 1
    return true
  }

  private mutating func takeName(_ name: String) -> Bool {
    guard isName(name) else { return false }
    place += 1
    return true
  }

  private func fault() -> PythonSyntaxError {
    switch current {
    case nil: PythonSyntaxError(reason: "it ends too early")
    case .mark(let text)?, .name(let text)?, .int(let text)?:
      PythonSyntaxError(reason: "'\(text)' was not expected")
    default: PythonSyntaxError(reason: "a literal was not expected there")
    }
  }
}
