import SpecterKit

/// What a live agent is asked to be, and how much it may use for one brief.
public struct LiveSettings: Sendable, Hashable {
  /// The model, as the agent names it; nil: the agent's own choice.
  public var model: String?
  /// How hard it should think, as the agent names it.
  public var effort: String?
  /// Most dollars; only Claude Code and mini-swe-agent can be told.
  public var dollars: Double?
  /// Most turns, that is requests to the model; only the same two can be told.
  public var turns: Int?
  /// Most tokens, in and out together, cached ones included: an agent that tells them as it goes is
  /// ended when it has used more.
  public var tokens: Int?
  /// Seconds without any event after which it counts as stalled.
  public var stall: Double
  /// Limits on its processes; `seconds` is the time that it has for one brief.
  public var limits: Limits
  /// Whether it logs in by itself, so that it must read its own login.
  var usesLogin = false

  /// Settings; by default an hour, five minutes of silence, 4 GiB of memory and 1 GiB of disk.
  public init(
    model: String? = nil, effort: String? = nil, dollars: Double? = nil, turns: Int? = nil,
    tokens: Int? = nil, stall: Double = 300,
    limits: Limits = Limits(seconds: 3_600, memory: 4 << 30, processes: 512, disk: 1 << 30)
  ) {
    self.model = model
    self.effort = effort
    self.dollars = dollars
    self.turns = turns
    self.tokens = tokens
    self.stall = stall
    self.limits = limits
  }
}
