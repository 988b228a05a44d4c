import SpecModel

/// A table of ways between states: `From, Event, Guard, To`, or `State, Event, Next state`.
struct TransitionTable {
  private let table: Table
  private let columns: DefinitionColumns
  private let from: Int
  private let to: Int

  /// A table of transitions; nil for any other. Headers `From` and `To` alone are not enough: the
  /// table needs an event or a condition, or `isTold`, a heading or caption that speaks of states.
  init?(_ table: Table, _ columns: DefinitionColumns, isTold: Bool) {
    self.table = table
    self.columns = columns
    guard let to = columns.column(.to),
      let from = columns.column(.from) ?? columns.column(.state, except: to)
    else { return nil }
    let isEventful =
      columns.column(.event, except: to) != nil || columns.column(.guardCondition) != nil
    guard isEventful || isTold else { return nil }
    self.from = from
    self.to = to
  }

  /// Whether a table has states, events and guards as a table of transitions has, and one end only.
  static func lacksEnd(_ columns: DefinitionColumns) -> Bool {
    let from = columns.column(.from) ?? columns.column(.state)
    return columns.column(.event) != nil && columns.column(.guardCondition) != nil
      && (from == nil) != (columns.column(.to) == nil)
  }

  /// Adds the rows' transitions, and the states that they name where nothing else names states.
  func read(into collector: inout StateCollector, namesStates: Bool) {
    let event = columns.column(.event)
    let condition = columns.column(.guardCondition, except: event)
    for row in table.rows {
      let lines = SourceLines(row.line, row.line)
      let starts = Self.states(row.cells[from])
      let ends = Self.states(row.cells[to])
      guard let starts, let ends else {
        collector.unread(
          "the row of a table of transitions does not name its states",
          remedy: "Write each state as one word or in code", lines)
        continue
      }
      for start in starts {
        for end in ends {
          collector.add(
            Transition(
              from: start, to: end, event: event.map { Self.plain(row.cells[$0]) } ?? "",
              condition: condition.map { Self.plain(row.cells[$0]) } ?? "",
              machine: table.section, lines: lines))
        }
      }
      guard namesStates else { continue }
      for name in starts + ends where !name.isEmpty && name != "[*]" {
        collector.addIfNew(State(name: name, machine: table.section, lines: lines))
      }
    }
  }

  private static func plain(_ cell: String) -> String { DefinitionCell.value(cell) ?? "" }

  /// The states of a cell, an empty name for any state; nil when the cell is a sentence.
  private static func states(_ cell: String) -> [String]? {
    let plain = DefinitionPieces.bare(cell)
    if DefinitionCell.isEmpty(cell)
      || ["*", "any", "any state", "all"].contains(plain.lowercased())
    {
      return [""]
    }
    let spans = TableRows.codeSpans(cell)
    if !spans.isEmpty { return spans }
    let parts = DefinitionPieces.split(plain)
    return parts.allSatisfy { $0.split(separator: " ").count <= 3 } ? parts : nil
  }
}
