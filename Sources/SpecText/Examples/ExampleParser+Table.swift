import SpecModel

extension ExampleParser {
  /// What the columns of a table of examples mean.
  struct Columns {
    /// Whether the first argument column holds whole expressions.
    var holdsCalls = false
    /// The column with the object that a method is called on.
    var receiver: Int?
    /// Columns of arguments with their names.
    var arguments: [(column: Int, name: String)] = []
    var outcome = 0
    var requirement: Int?
  }

  private static let calls: Set<String> = [
    "call", "expression", "code", "invocation", "usage", "statement", "python",
  ]
  private static let remarks: Set<String> = [
    "note", "notes", "comment", "comments", "why", "remark", "remarks", "reason", "explanation",
    "rule",
  ]
  private static let outcomes: Set<String> = [
    "result", "results", "return", "returns", "outcome", "output", "expected", "→", "->", "=>",
    "gives", "value", "raises",
  ]
  private static let requirementHeaders: Set<String> = [
    "requirement", "requirements", "req", "id", "r",
  ]

  /// Whether a table that stands under no Examples heading is one of examples all the same.
  static func isTableOfCalls(_ table: Table) -> Bool {
    guard table.header.count > 1, let first = table.header.first?.lowercased(),
      calls.contains(first), let last = table.header.last?.lowercased(), outcomes.contains(last)
    else { return false }
    // A first column of signatures with what they return declares operations.
    return !table.rows.allSatisfy { row in
      row.cells.first.map { $0.contains("->") || $0.contains("→") } ?? false
    }
  }

  /// Takes a table: every row is an example.
  mutating func take(table: Table, context: Context) {
    let operation = context.operation.flatMap { surface.operations.operation($0) }
    guard let columns = columns(of: table, operation: operation, context: context) else {
      return warn(
        "example-unparsed", "the table of examples names no operation", table.lines,
        remedy: "Name it in the heading or in a line above the table")
    }
    for row in table.rows where row.cells.contains(where: { !$0.isEmpty }) {
      let lines = SourceLines(row.line, row.line)
      guard let outcome = OutcomeReader.outcome(cell: row.cells[columns.outcome]) else {
        let isEmpty = row.cells[columns.outcome].isEmpty
        warn(
          isEmpty ? "example-without-outcome" : "example-unparsed",
          isEmpty
            ? "the example has no outcome"
            : "the outcome '\(row.cells[columns.outcome])' is not read", lines,
          remedy: "Write a literal in code, or error NAME, in the last column")
        continue
      }
      var builder = StepBuilder(surface: surface)
      do throws(PythonSyntaxError) {
        let operand = try evaluate(row, columns, operation, context, &builder)
        let requirements = columns.requirement.map {
          RequirementID.mentioned(in: row.cells[$0])
        }
        try finish(
          &builder, operand, outcome, context: context, form: .table, lines: lines,
          requirements: requirements ?? [])
      } catch {
        warn(
          "example-unparsed", "the example is not read: \(error.reason)", lines,
          remedy: "Write JSON or Python literals in code")
      }
    }
  }

  private mutating func columns(of table: Table, operation: Operation?, context: Context)
    -> Columns?
  {
    var columns = Columns()
    var used: [Int] = []
    for (place, cell) in table.header.enumerated() {
      let name = cell.lowercased()
      if Self.remarks.contains(name) || name == "#" { continue }
      if Self.requirementHeaders.contains(name), cell != "r", cell != "id" {
        columns.requirement = place
      } else {
        used.append(place)
      }
    }
    guard used.count > 1 || (used.count == 1 && context.operation != nil), let outcome = used.last
    else { return nil }
    columns.outcome = outcome
    columns.arguments = used.dropLast().map { (column: $0, name: Self.name(table.header[$0])) }
    let parameters = Set(operation?.parameters.map(\.name) ?? [])
    if let first = columns.arguments.first, !parameters.contains(first.name) {
      let isCall = Self.calls.contains(table.header[first.column].lowercased())
      if columns.arguments.count == 1, isCall || holdsExpressions(table, first.column) {
        columns.holdsCalls = context.operation?.contains(".") != true || isCall
      }
      if !columns.holdsCalls, context.operation?.contains(".") == true,
        holdsExpressions(table, first.column)
      {
        columns.receiver = first.column
        columns.arguments.removeFirst()
      }
    }
    if columns.holdsCalls { return columns }
    guard context.operation != nil else { return nil }
    check(columns, parameters, operation, table)
    return columns
  }

  private mutating func check(
    _ columns: Columns, _ parameters: Set<String>, _ operation: Operation?, _ table: Table
  ) {
    guard let operation, !operation.parameters.isEmpty,
      !operation.parameters.contains(where: { $0.kind == .keywordRest })
    else { return }
    for argument in columns.arguments where !parameters.contains(argument.name) {
      warn(
        "example-column", "'\(argument.name)' is no parameter of \(operation.id)",
        SourceLines(table.lines.first, table.lines.first),
        remedy: "Head the columns with the names of the parameters")
    }
  }

  /// `` `name?` `` → `name`.
  private static func name(_ header: String) -> String {
    let name = header.utf8.filter { SignatureParser.isName($0) || $0 == UInt8(ascii: " ") }
    return String(decoding: name, as: UTF8.self).trimmed
  }

  /// Whether the cells of a column are expressions that call something.
  private func holdsExpressions(_ table: Table, _ column: Int) -> Bool {
    let cells = table.rows.map { $0.cells[column] }.filter { !$0.isEmpty }
    return !cells.isEmpty
      && cells.contains { cell in
        guard let code = TableRows.codeSpan(cell),
          let expression = try? PythonParser.expression(code)
        else { return false }
        switch expression {
        case .call, .binary, .unary, .item, .attribute: return true
        default: return false
        }
      }
  }

  private func evaluate(
    _ row: Table.Row, _ columns: Columns, _ operation: Operation?, _ context: Context,
    _ builder: inout StepBuilder
  ) throws(PythonSyntaxError) -> StepBuilder.Operand {
    if columns.holdsCalls, let column = columns.arguments.first?.column {
      return try builder.run(Self.source(row.cells[column]))
    }
    let id = context.operation ?? ""
    var uses: [Int] = []
    var given: [(name: String, value: Value)] = []
    var subject: Int?
    if let receiver = columns.receiver {
      let expression = try PythonParser.expression(Self.source(row.cells[receiver]))
      let index = try builder.result(of: expression)
      subject = index
      uses.append(index)
    }
    for argument in columns.arguments {
      let cell = row.cells[argument.column]
      if cell.isEmpty || cell == "—" || cell == "-" || cell == "–" { continue }
      let expression = try PythonParser.expression(Self.source(cell))
      if let path = expression.path, path.count == 1, path[0] == path[0].lowercased() {
        throw PythonSyntaxError(reason: "'\(path[0])' is no literal; a string needs its quotes")
      }
      given.append((argument.name, try builder.value(of: expression, uses: &uses)))
    }
    let (placed, named) = Self.placed(
      given, columns.arguments.map(\.name), operation?.parameters ?? [])
    guard let subject else {
      return builder.append(
        .call(id, on: nil, arguments: placed, named: named), target: id, uses: uses)
    }
    let member = id.split(separator: ".").last.map(String.init) ?? id
    let action: Step.Action =
      surface.operations.properties.contains(id)
      ? .get(member, on: builder.name(of: subject))
      : .call(member, on: builder.name(of: subject), arguments: placed, named: named)
    return builder.append(action, target: id, uses: uses)
  }

  private static func source(_ cell: String) -> String { TableRows.codeSpan(cell) ?? cell }

  /// Arguments by place as far as none is left out, the rest by name.
  private static func placed(
    _ given: [(name: String, value: Value)], _ columns: [String], _ parameters: [Parameter]
  ) -> (placed: [Value], named: [Value.Member]) {
    let isDeclared = given.allSatisfy { item in parameters.contains { $0.name == item.name } }
    let order = isDeclared ? parameters.map(\.name) : columns
    var placed: [Value] = []
    var named: [Value.Member] = []
    var isContiguous = true
    for name in order {
      let parameter = isDeclared ? parameters.first { $0.name == name } : nil
      guard let item = given.first(where: { $0.name == name }) else {
        isContiguous = false
        continue
      }
      if parameter?.kind == .rest, isContiguous,
        let items = item.value.arrayValue ?? item.value["$tuple"]?.arrayValue
      {
        placed += items
      } else if isContiguous, parameter?.kind != .keyword, parameter?.kind != .keywordRest {
        placed.append(item.value)
      } else {
        named.append(.init(name, item.value))
      }
    }
    return (placed, named)
  }
}

extension StepBuilder {
  /// Runs the statements of a cell; the last must be an expression.
  mutating func run(_ source: String) throws(PythonSyntaxError) -> Operand {
    var last: Operand?
    for statement in try PythonStatement.statements(source) {
      switch statement {
      case .bind(let bindings): for binding in bindings { bind(binding) }
      case .assign(let names, let expression):
        let operand = try evaluate(expression)
        try assign(names, operand)
        last = nil
      case .expression(let expression), .assert(let expression):
        let operand = try evaluate(expression)
        if case .result(let index) = operand { recorded[index].isEffect = true }
        last = operand
      }
    }
    guard let last else { throw PythonSyntaxError(reason: "it shows no value") }
    return last
  }
}
