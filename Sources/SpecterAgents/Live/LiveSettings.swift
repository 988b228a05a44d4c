import SpecterKit

/// What a live agent is asked to be, and how much it may use for one brief.
public struct LiveSettings: Sendable, Hashable {
  /// The model, as the agent names it; nil: the agent's own choice.
  public var model: String?
  /// How hard it should think, as the agent names it.
  public var effort: String?
  /// Most dollars; only Claude Code can be told.
  public var dollars: Double?
  /// Most turns; only Claude Code can be told.
  public var turns: Int?
  /// Seconds without any event after which it counts as stalled.
  public var stall: Double
  /// Limits on its processes; `seconds` is the time that it has for one brief.
  public var limits: Limits
  /// Whether it logs in by itself, so that it must read its own login.
  var usesLogin = false

  /// Settings; by default an hour, five minutes of silence, 4 GiB of memory and 1 GiB of disk.
  public init(
    model: String? = nil, effort: String? = nil, dollars: Double? = nil, turns: Int? = nil,
    stall: Double = 300,
    limits: Limits = Limits(seconds: 3_600, memory: 4 << 30, processes: 512, disk: 1 << 30)
  ) {
    self.model = model
    self.effort = effort
    self.dollars = dollars
    self.turns = turns
    self.stall = stall
    self.limits = limits
  }
}
