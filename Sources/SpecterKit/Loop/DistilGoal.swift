/// How far a spec is to be shortened, and what a cut may cost.
public struct DistilGoal: Sendable, Hashable {
  /// The economy at which it is short enough: bytes of the spec ÷ bytes of the reference's bare
  /// code.
  public var economy: Double
  /// Most points by which the lower end of the fidelity interval may fall below that of the spec
  /// that the distillation began with.
  public var largestFall = 0.5
  /// Rejected cuts in a row that end it.
  public var mostRejected = 2

  /// A goal.
  public init(economy: Double = 0.3) {
    self.economy = economy
  }
}
