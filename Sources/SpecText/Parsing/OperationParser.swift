import SpecModel

/// Collects the operations that headings, table rows and interface fences declare.
struct OperationParser {
  private(set) var operations: [Operation] = []
  private(set) var diagnostics: [Diagnostic] = []
  /// Operations that are read without a call.
  private(set) var properties: Set<String> = []
  private var places: [String: Int] = [:]
  private var members: [String: [String]] = [:]

  /// The operation of this id.
  func operation(_ id: String) -> Operation? { places[id].map { operations[$0] } }

  /// The one operation that is a member of this name of some class; nil for none or several.
  func onlyMember(_ name: String) -> String? {
    members[name].flatMap { $0.count == 1 ? $0[0] : nil }
  }

  /// Adds an operation. A second declaration fills what the first left open; one that contradicts
  /// it is reported.
  mutating func add(_ signature: SignatureParser.Signature, lines: SourceLines) {
    if signature.isProperty { properties.insert(signature.id) }
    guard let place = places[signature.id] else {
      places[signature.id] = operations.count
      if let dot = signature.id.lastIndex(of: ".") {
        members[String(signature.id[dot...].dropFirst()), default: []].append(signature.id)
      }
      operations.append(
        Operation(
          id: signature.id, parameters: signature.parameters, returns: signature.returns,
          lines: lines))
      return
    }
    if operations[place].returns.isEmpty { operations[place].returns = signature.returns }
    if operations[place].parameters.isEmpty {
      operations[place].parameters = signature.parameters
    } else if !signature.parameters.isEmpty,
      operations[place].parameters.map(\.name) != signature.parameters.map(\.name)
    {
      diagnostics.append(
        Diagnostic(
          rule: "operation-conflict", severity: .warning,
          message: "'\(signature.id)' has other parameters here than on line "
            + "\(operations[place].lines.first)",
          remedy: "Declare an operation once, or alike", lines: lines))
    }
  }

  /// Takes a heading: code spans that are signatures, or a plain signature with an arrow.
  /// Returns the names that the heading speaks of.
  mutating func take(heading text: InlineText, lines: SourceLines) -> [String] {
    var names: [String] = []
    for code in text.code {
      if let signature = SignatureParser.signature(code, needsParentheses: false) {
        add(signature, lines: lines)
        names.append(signature.id)
      } else if let name = Self.plainName(code) {
        names.append(name)
      } else if Self.isAlmostSignature(code) {
        diagnostics.append(
          Diagnostic(
            rule: "operation-unparsed", severity: .warning,
            message: "'\(code)' looks like a signature but is none",
            remedy: "Write name(parameter, other=default) -> type", lines: lines))
      }
    }
    guard text.code.isEmpty else { return names }
    let title = SectionTree.numberAndTitle(text.string).title
    if let plain = Self.plainSignature(title) {
      add(plain, lines: lines)
      names.append(plain.id)
    }
    return names
  }

  /// A heading without code is a signature only with brackets right behind the name and an arrow.
  private static func plainSignature(_ title: String) -> SignatureParser.Signature? {
    let open = title.utf8.prefix { $0 != UInt8(ascii: "(") }
    guard open.count < title.utf8.count, !open.contains(0x20), title.holds("→") || title.holds("->")
    else { return nil }
    return SignatureParser.signature(title)
  }

  /// Takes a table row that is not an example: its first cell may be a signature.
  mutating func take(row: Table.Row) {
    guard let cell = row.cells.first, let code = TableRows.codeSpan(cell),
      let signature = SignatureParser.signature(code)
    else { return }
    add(signature, lines: SourceLines(row.line, row.line))
  }

  /// `Version.parse` or `pluralize`: a name that a heading speaks of without a signature.
  static func plainName(_ code: String) -> String? {
    let bytes = Array(code.utf8)
    guard let first = bytes.first, !(0x30...0x39).contains(first), first != 0x2E,
      bytes.last != 0x2E,
      bytes.allSatisfy({ SignatureParser.isName($0) || $0 == UInt8(ascii: ".") })
    else { return nil }
    return code
  }

  private static func isAlmostSignature(_ code: String) -> Bool {
    guard let open = code.utf8.firstIndex(of: UInt8(ascii: "(")), open > code.utf8.startIndex
    else { return false }
    let name = code.utf8[..<open]
    // Closed, or left open: `f(a, b`, `f(a -> b`.
    let isOpen = !code.utf8.contains(UInt8(ascii: ")"))
    return (isOpen || code.utf8.last == UInt8(ascii: ")"))
      && name.allSatisfy { SignatureParser.isName($0) || $0 == UInt8(ascii: ".") }
  }
}
