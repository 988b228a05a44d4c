/// One public entry of a library as the spec names it.
public struct Operation: Sendable, Hashable, Codable {
  /// `slugify`, `Parser.parse`.
  public var id: String
  /// Its parameters in order.
  public var parameters: [Parameter]
  /// The type it returns as written; empty where it is not said.
  public var returns: String
  /// Where it is declared.
  public var lines: SourceLines

  /// An operation.
  public init(id: String, parameters: [Parameter] = [], returns: String = "", lines: SourceLines) {
    self.id = id
    self.parameters = parameters
    self.returns = returns
    self.lines = lines
  }
}

/// One parameter of an operation, as a spec writes it or as a driver describes it.
public struct Parameter: Sendable, Hashable, Codable {
  /// How arguments reach a parameter.
  public enum Kind: String, Sendable, Hashable, Codable {
    /// By place or by name.
    case any
    /// By place only.
    case positional
    /// By name only.
    case keyword
    /// `*args`: any number by place.
    case rest
    /// `**kwargs`: any number by name.
    case keywordRest
  }

  /// Its name.
  public var name: String
  /// Its type as written; empty where it is not said.
  public var type: String
  /// Whether a call must give it.
  public var required: Bool
  /// Its default in canonical spelling; nil where there is none or it is not data.
  public var defaultValue: String?
  /// How arguments reach it.
  public var kind: Kind

  /// A parameter.
  public init(
    name: String, type: String = "", required: Bool = true, defaultValue: String? = nil,
    kind: Kind = .any
  ) {
    self.name = name
    self.type = type
    self.required = required
    self.defaultValue = defaultValue
    self.kind = kind
  }
}
