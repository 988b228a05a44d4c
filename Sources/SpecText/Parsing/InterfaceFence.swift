import SpecModel

/// Reads the declarations of a Python fence under an Interface heading.
struct InterfaceFence {
  private(set) var found: [(signature: SignatureParser.Signature, line: Int)] = []
  private(set) var unread: [Int] = []
  private var owners: [(name: String, indent: Int, isError: Bool, line: Int)] = []
  private var isProperty = false
  private var constructors: [String: (parameters: [Parameter], line: Int)] = [:]

  /// Reads `text`, whose first line is line `first` of the file.
  init(_ text: String, firstLine: Int) {
    let lines = text.utf8.split(
      separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false
    ).map { String(decoding: $0, as: UTF8.self) }
    var place = 0
    while place < lines.count {
      let start = place
      var statement = lines[place]
      place += 1
      let trimmed = statement.trimmed
      guard Self.opens(trimmed) else {
        if trimmed.hasPrefix("@") {
          isProperty = trimmed == "@property" || trimmed.hasSuffix("cached_property")
        }
        continue
      }
      while !Self.isBalanced(statement), place < lines.count, place - start < 200 {
        statement += " " + lines[place].trimmed
        place += 1
      }
      take(statement, line: firstLine + start)
    }
    for owner in constructors.sorted(by: { $0.value.line < $1.value.line }) {
      found.append(
        (
          .init(id: owner.key, parameters: owner.value.parameters, returns: owner.key),
          owner.value.line
        ))
    }
    found.sort { $0.line < $1.line }
  }

  private static func opens(_ line: String) -> Bool {
    ["def ", "class ", "async def "].contains { line.hasPrefix($0) }
  }

  private static func isBalanced(_ text: String) -> Bool {
    var depth = 0
    for byte in text.utf8 {
      if "([{".utf8.contains(byte) { depth += 1 }
      if ")]}".utf8.contains(byte) { depth -= 1 }
    }
    return depth <= 0
  }

  private mutating func take(_ statement: String, line: Int) {
    let indent = statement.utf8.prefix { $0 == 0x20 || $0 == 0x09 }.count
    while let last = owners.last, last.indent >= indent { owners.removeLast() }
    let trimmed = Self.withoutBody(statement.trimmed)
    defer { isProperty = false }
    if trimmed.hasPrefix("class ") {
      takeClass(String(trimmed.dropFirst(6)), indent: indent, line: line)
      return
    }
    guard let signature = SignatureParser.signature(trimmed) else {
      unread.append(line)
      return
    }
    takeFunction(signature, line: line)
  }

  private mutating func takeClass(_ text: String, indent: Int, line: Int) {
    let name = String(text.prefix { $0 != "(" && $0 != ":" && $0 != " " })
    guard OperationParser.plainName(name) != nil else {
      unread.append(line)
      return
    }
    let bases = text.dropFirst(name.count)
    let isError = name.hasSuffix("Error") || bases.contains("Error") || bases.contains("Exception")
    let owner = owners.last.map { "\($0.name).\(name)" } ?? name
    owners.append((owner, indent, isError, line))
    if !isError, !name.hasPrefix("_") { constructors[owner] = ([], line) }
  }

  private mutating func takeFunction(_ signature: SignatureParser.Signature, line: Int) {
    guard let owner = owners.last else {
      if !signature.id.hasPrefix("_") { found.append((signature, line)) }
      return
    }
    var parameters = signature.parameters
    if let first = parameters.first, ["self", "cls"].contains(first.name) {
      parameters.removeFirst()
    }
    if signature.id == "__init__" {
      if constructors[owner.name] != nil { constructors[owner.name]?.parameters = parameters }
      return
    }
    guard !owner.isError, !signature.id.hasPrefix("_") else { return }
    found.append(
      (
        .init(
          id: "\(owner.name).\(signature.id)", parameters: isProperty ? [] : parameters,
          returns: signature.returns, isProperty: isProperty), line
      ))
  }

  /// `def f(x): ...` → `def f(x)`; a comment goes too.
  private static func withoutBody(_ text: String) -> String {
    var text = text
    if let hash = text.firstIndex(of: "#"), !text[..<hash].contains("\"") {
      text = String(text[..<hash]).trimmed
    }
    for body in [" ...", " pass"] where text.hasSuffix(":" + body) {
      text = String(text.dropLast(body.count))
    }
    return text.hasSuffix(":") ? String(text.dropLast()) : text
  }
}
