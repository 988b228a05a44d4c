/// A normative statement of a spec.
public struct Requirement: Sendable, Hashable, Codable {
  /// How binding a statement is (RFC 2119), from the weakest to the strongest.
  public enum Strength: String, Sendable, Hashable, Codable, CaseIterable, Comparable {
    /// No keyword at all: an id makes it a requirement.
    case none = "NONE"
    /// Truly optional; `OPTIONAL` counts as this.
    case may = "MAY"
    /// Not recommended; `NOT RECOMMENDED` counts as this.
    case shouldNot = "SHOULD NOT"
    /// Recommended; `RECOMMENDED` counts as this.
    case should = "SHOULD"
    /// Forbidden; `SHALL NOT` counts as this.
    case mustNot = "MUST NOT"
    /// Required; `REQUIRED` and `SHALL` count as this.
    case must = "MUST"

    /// In the order of the cases.
    public static func < (left: Self, right: Self) -> Bool {
      (allCases.firstIndex(of: left) ?? 0) < (allCases.firstIndex(of: right) ?? 0)
    }
  }

  /// `R-DUR-003`, a foreign id, or one derived from section and place such as `§8.4/3`.
  public var id: String
  /// Whether the id is derived rather than written.
  public var idIsDerived: Bool
  /// Its strongest keyword outside code.
  public var strength: Strength
  /// The statement in one line, without id and markers.
  public var text: String
  /// Number and title of its section.
  public var section: String
  /// The profile that it belongs to, as the spec calls it; empty where none is named.
  public var profile: String
  /// What starts it, from an EARS opener (When / While / If / Where); nil where there is none.
  public var trigger: String?
  /// Where it stands.
  public var lines: SourceLines

  /// Sixteen hexadecimal digits that are another where the statement is worded otherwise, wherever
  /// it stands (FNV-1a of `text`): a derived id tells only the place.
  public var contentHash: String { StableHash.sixteenDigits(text) }

  /// A requirement.
  public init(
    id: String, idIsDerived: Bool = false, strength: Strength, text: String, section: String = "",
    profile: String = "", trigger: String? = nil, lines: SourceLines
  ) {
    self.id = id
    self.idIsDerived = idIsDerived
    self.strength = strength
    self.text = text
    self.section = section
    self.profile = profile
    self.trigger = trigger
    self.lines = lines
  }
}
