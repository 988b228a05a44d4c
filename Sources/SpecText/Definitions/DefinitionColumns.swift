import SpecModel

/// What the columns of a table are, by their headers.
struct DefinitionColumns {
  /// What a column holds.
  enum Role: UInt16, Hashable {
    case key, type, defaultValue, required, optional, code, exit, text
    case from, to, event, guardCondition, state
  }

  private static let roles: [Role: Set<String>] = [
    .key: [
      "argument", "attribute", "column", "config key", "configuration key", "env", "env var",
      "environment variable", "field", "field name", "flag", "key", "member", "name", "option",
      "param", "parameter", "property", "setting", "setting name", "switch", "variable",
    ],
    .type: ["type", "data type", "value type", "format"],
    .defaultValue: ["default", "defaults", "default value"],
    .required: ["mandatory", "required", "required?"],
    .optional: ["optional", "optional?"],
    .code: [
      "code", "error", "error class", "error code", "error name", "exception", "exit code",
      "exit status", "exit",
    ],
    .exit: ["exit", "exit code", "exit status", "process exit code"],
    .from: ["from", "from state", "current", "current state", "source state"],
    .to: ["to", "to state", "next", "next state", "new state", "target state"],
    .event: ["event", "trigger", "input", "on", "cause", "signal"],
    .guardCondition: ["guard", "condition", "if", "when"],
    .state: ["state", "phase", "state name", "phase name"],
    .text: [
      "cause", "comment", "comments", "condition", "description", "details", "effect",
      "explanation",
      "meaning", "note", "notes", "purpose", "raised when", "reason", "returned when", "summary",
      "trigger", "usage", "what it does", "when",
    ],
  ]

  /// Headers that say more about a definition; what stands below them becomes part of its text.
  private static let further: Set<String> = [
    "allowed values", "applies to", "behavior", "behaviour", "category", "choices", "constraints",
    "deprecated", "enum", "example", "examples", "http", "http status", "id", "max", "maximum",
    "message", "min", "minimum", "no.", "#", "profile", "range", "remedy", "scope", "section",
    "semantics", "set by", "severity", "since", "source", "status", "unit", "units", "validation",
    "valid values", "values", "version", "action", "retry", "retryable", "actor", "side effect",
    "side effects", "actions", "env", "env var", "flag", "environment variable", "cli flag",
    "nullable", "mutable", "reload", "type", "required", "default", "owner", "ref", "reference",
  ]

  /// The roles of each header that has any, a bit for each.
  private static let rolesOfHeader: [String: UInt16] = {
    var found: [String: UInt16] = [:]
    for (role, headers) in roles {
      for header in headers { found[header, default: 0] |= 1 << role.rawValue }
    }
    return found
  }()

  private let headers: [String]
  private let roles: [UInt16]

  init(_ table: Table) {
    headers = table.header.map { DefinitionPieces.bare($0).lowercased() }
    roles = headers.map { Self.rolesOfHeader[$0] ?? 0 }
  }

  /// The first column of a role; nil without one.
  func column(_ role: Role, except taken: Int? = nil) -> Int? {
    roles.indices.first { $0 != taken && has($0, role) }
  }

  private func has(_ column: Int, _ role: Role) -> Bool {
    roles[column] & (1 << role.rawValue) != 0
  }

  /// Header of a column, lower-case and without code marks.
  func header(_ column: Int) -> String { headers[column] }

  /// Whether a column is of one of the names.
  func isHeaded(_ column: Int, _ names: Set<String>) -> Bool { names.contains(headers[column]) }

  /// What the columns outside `read` say about a row, in one line: descriptions as they are, other
  /// cells behind their headers.
  func text(_ row: Table.Row, outside read: [Int?], _ table: Table) -> String {
    var parts: [String] = []
    for (column, cell) in row.cells.enumerated()
    where !read.contains(column) && !DefinitionCell.isEmpty(cell) {
      parts.append(
        has(column, .text) ? cell : "\(DefinitionPieces.bare(table.header[column])): \(cell)")
    }
    return parts.joined(separator: " ")
  }

  /// Headers outside `read` that are not known.
  func unknown(outside read: [Int?]) -> [Int] {
    headers.indices.filter {
      !read.contains($0) && !headers[$0].isEmpty && !has($0, .text)
        && !Self.further.contains(headers[$0])
    }
  }
}

/// Reads single cells.
enum DefinitionCell {
  /// Whether a cell says nothing.
  static func isEmpty(_ cell: String) -> Bool {
    ["", "-", "--", "—", "–", "n/a", "N/A"].contains(cell)
  }

  /// A cell's value without code marks; nil for an empty one.
  static func value(_ cell: String) -> String? {
    isEmpty(cell) ? nil : DefinitionPieces.bare(cell)
  }

  /// The names in a cell: its code spans, or its text when that is one word.
  static func names(_ cell: String) -> [String] {
    let spans = TableRows.codeSpans(cell)
    if !spans.isEmpty { return spans }
    let plain = DefinitionPieces.bare(cell)
    return plain.isEmpty || plain.utf8.contains(0x20) ? [] : [plain]
  }
}
