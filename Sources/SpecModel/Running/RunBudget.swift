/// How much a run may use before it stops.
public struct RunBudget: Sendable, Hashable {
  /// What a budget is of.
  public enum Kind: String, Sendable, Hashable, Codable {
    /// Wall time.
    case minutes
    /// Tokens that agents read and write.
    case tokens
    /// What agents cost in US dollars.
    case dollars
  }

  /// Most minutes of wall time that the run works, over all its lives; nil: no limit.
  public var minutes: Double?
  /// Most tokens in and out, cached ones included; nil: no limit.
  public var tokens: Int?
  /// Most US dollars; nil: no limit.
  public var dollars: Double?

  /// A budget; by default without limits.
  public init(minutes: Double? = nil, tokens: Int? = nil, dollars: Double? = nil) {
    self.minutes = minutes
    self.tokens = tokens
    self.dollars = dollars
  }
}
