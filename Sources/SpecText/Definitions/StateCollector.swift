import SpecModel

/// Collects states and the ways between them; a state is kept once for each machine.
struct StateCollector {
  private(set) var states: [State] = []
  private(set) var transitions: [Transition] = []
  var diagnostics: [Diagnostic] = []
  private var seen: Set<String> = []
  private var names: Set<String> = []

  /// Adds a state that a list, table or diagram names.
  mutating func add(_ state: State) {
    guard seen.insert("\(state.machine)\n\(state.name)").inserted else { return }
    names.insert(state.name)
    states.append(state)
  }

  /// Adds a state that a diagram or transition uses, unless one of that name is there.
  mutating func addIfNew(_ state: State) {
    if !names.contains(state.name) { add(state) }
  }

  /// Adds a way from one state to another.
  mutating func add(_ transition: Transition) { transitions.append(transition) }

  /// Reports something that is almost a state or transition.
  mutating func unread(_ message: String, remedy: String, _ lines: SourceLines) {
    diagnostics.append(.unread(message, remedy: remedy, lines))
  }
}
