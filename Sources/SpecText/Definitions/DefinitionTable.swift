import SpecModel

/// A table of settings, fields or error codes, told by its headers and by what stands above it.
struct DefinitionTable {
  private enum Kind { case settings, fields, codes }

  private let table: Table
  private let columns: DefinitionColumns
  private let context: DefinitionContext
  private let isExtension: Bool
  private let kind: Kind
  private let key: Int
  /// Columns of key, type, default, need and its opposite.
  private let roles: [Int?]

  /// A table that defines something; nil for any other.
  init?(
    _ table: Table, _ columns: DefinitionColumns, context: DefinitionContext,
    caption: DefinitionWords
  ) {
    self.table = table
    self.columns = columns
    self.context = context
    isExtension = context.isExtension || caption.speakOfExtension
    if let code = Self.codeColumn(columns, context, caption) {
      kind = .codes
      key = code
      roles = [code]
    } else if !context.isOperation, let key = columns.column(.key), key <= 1,
      let isSettings = Self.holdsSettings(columns, key, context, caption)
    {
      kind = isSettings ? .settings : .fields
      self.key = key
      roles = [
        key, columns.column(.type, except: key), columns.column(.defaultValue, except: key),
        columns.column(.required, except: key), columns.column(.optional, except: key),
      ]
    } else {
      return nil
    }
  }

  /// `Error` heads codes; `Code` does only where the headings, the caption or another column speak
  /// of errors or exits: there are codes of countries too.
  private static func codeColumn(
    _ columns: DefinitionColumns, _ context: DefinitionContext, _ caption: DefinitionWords
  ) -> Int? {
    guard let code = columns.column(.code), code <= 1 else { return nil }
    if columns.header(code) != "code" {
      return columns.column(.text) == nil && columns.column(.exit, except: code) == nil ? nil : code
    }
    let isTold =
      context.words.nameErrors || caption.nameErrors || columns.column(.exit, except: code) != nil
      || context.words.speakOfErrors || caption.speakOfErrors
    return isTold ? code : nil
  }

  private static let settingHeaders: Set<String> = [
    "config key", "configuration key", "env", "env var", "environment variable", "flag", "option",
    "setting", "setting name", "switch", "variable",
  ]
  private static let fieldHeaders: Set<String> = [
    "attribute", "column", "field", "field name", "member", "property",
  ]

  /// Whether the keys are settings (`true`) or fields (`false`); nil when the table is about
  /// something else.
  private static func holdsSettings(
    _ columns: DefinitionColumns, _ key: Int, _ context: DefinitionContext,
    _ caption: DefinitionWords
  ) -> Bool? {
    let hasDefault = columns.column(.defaultValue, except: key) != nil
    let hasType = columns.column(.type, except: key) != nil
    let hasNeed =
      columns.column(.required, except: key) != nil || columns.column(.optional, except: key) != nil
    let isSettings = caption.speakOfSettings || context.topic == .settings
    if columns.isHeaded(key, settingHeaders) {
      let isTold = isSettings && (hasType || columns.column(.text, except: key) != nil)
      return hasDefault || hasNeed || isTold ? true : nil
    }
    guard hasDefault || hasType || hasNeed else { return nil }
    if isSettings { return true }
    if context.topic == .entities || columns.isHeaded(key, fieldHeaders) {
      return hasType || hasNeed ? false : nil
    }
    if hasDefault { return true }
    return columns.isHeaded(key, ["name"]) && hasType && (hasNeed || caption.headFields)
      ? false : nil
  }

  /// Whether a table gives defaults and has no column of keys, so that it is almost one of them.
  static func lacksKeys(
    _ table: Table, _ columns: DefinitionColumns, _ context: DefinitionContext
  ) -> Bool {
    columns.column(.defaultValue) != nil && columns.column(.key) == nil
      && columns.column(.code) == nil && columns.column(.type) ?? 1 > 0 && !context.isOperation
      && table.rows.contains { TableRows.codeSpan($0.cells.first ?? "") != nil }
  }

  /// Whether a table below a heading of settings has keys in code and a header that is no known
  /// one, and says neither types nor defaults, so that it is almost one of settings.
  static func lacksHeaders(
    _ table: Table, _ columns: DefinitionColumns, _ context: DefinitionContext
  ) -> Bool {
    guard context.topic == .settings, !context.isOperation, columns.column(.key) == 0,
      columns.column(.code) == nil, !columns.unknown(outside: [0]).isEmpty
    else { return false }
    return table.rows.contains { TableRows.codeSpan($0.cells.first ?? "") != nil }
  }

  /// Adds what the rows say.
  func read(into collector: inout DefinitionCollector) {
    switch kind {
    case .settings: readSettings(&collector)
    case .fields: readFields(&collector)
    case .codes: readCodes(&collector)
    }
  }

  private func cell(_ row: Table.Row, _ column: Int?) -> String? {
    column.flatMap { DefinitionCell.value(row.cells[$0]) }
  }

  private func need(_ row: Table.Row) -> Bool? {
    if let answer = cell(row, roles[3]).flatMap(DefinitionPieces.answer) { return answer }
    return cell(row, roles[4]).flatMap(DefinitionPieces.answer).map { !$0 }
  }

  /// A row whose other cells are all empty is a heading between rows.
  private func isHeading(_ row: Table.Row) -> Bool {
    row.cells.indices.allSatisfy { $0 == key || DefinitionCell.isEmpty(row.cells[$0]) }
  }

  private func readSettings(_ collector: inout DefinitionCollector) {
    reportUnknown(outside: roles, &collector)
    for row in table.rows where !isHeading(row) {
      let lines = SourceLines(row.line, row.line)
      let names = DefinedItem.keys(DefinitionCell.names(row.cells[key]))
      if names.isEmpty {
        collector.unread(
          "the row of a table of settings names none",
          remedy: "Write the key as one word, best in code", lines)
      }
      for name in names {
        collector.settings.add(
          DefinedItem.joined(context.prefix, name),
          scope: context.prefix.isEmpty ? DefinitionWords.scope(of: context.title) : "",
          isExtension: isExtension,
          Setting.Statement(
            type: cell(row, roles[1]) ?? "", defaultValue: cell(row, roles[2]),
            isRequired: need(row), text: columns.text(row, outside: roles, table),
            section: context.label, lines: lines))
      }
    }
  }

  private func readFields(_ collector: inout DefinitionCollector) {
    reportUnknown(outside: roles, &collector)
    var fields: [Entity.Field] = []
    for row in table.rows where !isHeading(row) {
      let names = DefinitionCell.names(row.cells[key]).filter(DefinedItem.isName)
      if names.isEmpty {
        collector.unread(
          "the row of a table of fields names none",
          remedy: "Write the field as one word, best in code", SourceLines(row.line, row.line))
      }
      for name in names {
        fields.append(
          Entity.Field(
            name: name, type: cell(row, roles[1]) ?? "", isRequired: need(row),
            defaultValue: cell(row, roles[2]), text: columns.text(row, outside: roles, table),
            lines: SourceLines(row.line, row.line)))
      }
    }
    collector.add(fields, to: context.name, section: context.label, from: context.line)
  }

  private func readCodes(_ collector: inout DefinitionCollector) {
    let exit = columns.column(.exit)
    for row in table.rows {
      let names = DefinitionCell.names(row.cells[key]).filter { !$0.isEmpty }
      let status = exit.flatMap { cell(row, $0) }.flatMap { Int($0) }
      // Exit 0 is no error.
      if exit == key, status == 0 { continue }
      for name in names {
        collector.add(
          code: name, when: columns.text(row, outside: [key, exit], table), exit: status,
          section: context.label, lines: SourceLines(row.line, row.line))
      }
    }
  }

  private func reportUnknown(outside read: [Int?], _ collector: inout DefinitionCollector) {
    for column in columns.unknown(outside: read) {
      collector.diagnostics.append(
        Diagnostic(
          rule: "definition-column", severity: .note,
          message: "the column '\(DefinitionPieces.bare(table.header[column]))' is read as prose",
          remedy: "Head it Type, Default, Required or Description if it is one of these",
          lines: SourceLines(table.lines.first, table.lines.first)))
    }
  }
}
