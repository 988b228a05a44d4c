/// One state or phase that something may be in.
public struct State: Sendable, Hashable, Codable {
  /// Its name: `Claimed`.
  public var name: String
  /// What is in it: title of the section that lists the states, such as `Run Attempt Lifecycle`.
  public var machine: String
  /// What is said of it, in one line.
  public var text: String
  /// Where it stands.
  public var lines: SourceLines

  /// A state.
  public init(name: String, machine: String, text: String = "", lines: SourceLines) {
    self.name = name
    self.machine = machine
    self.text = text
    self.lines = lines
  }
}

/// A way from one state to another.
public struct Transition: Sendable, Hashable, Codable {
  /// State that it leaves; empty where it is not said (any state), `[*]` for the beginning.
  public var from: String
  /// State that it enters; empty where it is not said, `[*]` for the end.
  public var to: String
  /// What sets it off.
  public var event: String
  /// What must hold besides; empty where nothing is said.
  public var condition: String
  /// Title of the section that it stands in.
  public var machine: String
  /// Where it stands.
  public var lines: SourceLines

  /// A transition.
  public init(
    from: String, to: String, event: String, condition: String = "", machine: String,
    lines: SourceLines
  ) {
    self.from = from
    self.to = to
    self.event = event
    self.condition = condition
    self.machine = machine
    self.lines = lines
  }
}
