/// How many small changes of the reference a probe set tells from the original (the kill rate of
/// SCORING.md): low divergence says little where it is low.
public struct KillCount: Sendable, Hashable, Codable {
  /// Changes that were tried, those included that can't be loaded.
  public var tried: Int
  /// Changes that a probe told from the original.
  public var told: Int
  /// Changes that end the import or take an operation away; not counted.
  public var broken: Int

  /// A count.
  public init(tried: Int, told: Int, broken: Int) {
    self.tried = tried
    self.told = told
    self.broken = broken
  }

  /// Changes that count.
  public var counted: Int { tried - broken }
  /// Share of the changes that count which a probe told, 0 to 1; nil where none counts.
  public var rate: Double? { counted > 0 ? Double(told) / Double(counted) : nil }
}
