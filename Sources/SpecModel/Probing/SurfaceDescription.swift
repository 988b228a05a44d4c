/// What a driver says of a subject's public surface.
public struct SurfaceDescription: Sendable, Hashable {
  /// What kind of entry a symbol is.
  public enum Kind: String, Sendable, Hashable, Codable {
    /// A function of the module.
    case function
    /// A class; calling it constructs.
    case `class`
    /// A method of a class, static and class methods included.
    case method
    /// A property or public attribute of a class.
    case property
    /// A constant of the module or of a class.
    case constant
    /// An error class.
    case error
  }

  /// One public symbol.
  public struct Symbol: Sendable, Hashable {
    /// `slugify`, `Parser.parse`.
    public var id: String
    /// What it is.
    public var kind: Kind
    /// Its parameters; empty for what is not called, nil where the language can't tell.
    public var parameters: [Parameter]?
    /// The annotated return type; empty where there is none.
    public var returns: String
    /// A constant's value in canonical form; nil for the rest and for what is no data.
    public var value: Value?
    /// Names of base classes, nearest first, for classes and errors.
    public var bases: [String]
    /// First line of its documentation, for the extractor; never compared.
    public var summary: String
    /// Whether it is called on the class rather than on an object (static or class method).
    public var isStatic: Bool
    /// Operators that objects of a class define, as the protocol spells them (`eq`, `lt`, `len`,
    /// `str`, `hash`, `contains`, `iterate`, …); empty for the rest and where it is not known.
    public var operators: [String]

    /// Operators that objects of a class have from bases outside the subject, such as a built-in
    /// class: a rebuilt class may define them itself, or the other way round.
    public var inherited: [String]

    /// A symbol.
    public init(
      id: String, kind: Kind, parameters: [Parameter]? = [], returns: String = "",
      value: Value? = nil, bases: [String] = [], summary: String = "", isStatic: Bool = false,
      operators: [String] = [], inherited: [String] = []
    ) {
      self.inherited = inherited
      self.id = id
      self.kind = kind
      self.parameters = parameters
      self.returns = returns
      self.value = value
      self.bases = bases
      self.summary = summary
      self.isStatic = isStatic
      self.operators = operators
    }

    /// The class that a member belongs to; nil for what stands in the module.
    public var owner: String? {
      id.lastIndex(of: ".").map { String(id[..<$0]) }
    }

    /// Whether probes can target it: it is a function, a class, a method or a property.
    public var isProbed: Bool { kind != .constant && kind != .error }
  }

  /// Public symbols in scope, in the order of their ids.
  public var symbols: [Symbol]
  /// Commands by which the subject is used, such as `pysemver` and `python -m semver`, sorted.
  public var commands: [String]

  /// A description.
  public init(symbols: [Symbol], commands: [String] = []) {
    self.symbols = symbols
    self.commands = commands
  }

  /// The symbols that `scope` contains.
  public func restricted(to scope: SurfaceScope) -> SurfaceDescription {
    SurfaceDescription(
      symbols: symbols.filter { scope.contains($0.id) }, commands: commands)
  }
}
