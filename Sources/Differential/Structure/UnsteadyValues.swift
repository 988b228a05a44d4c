import SpecModel

/// Values in a surface on which two processes of one subject disagree: an identifier drawn at
/// import, a table that holds an address. They are noise, as in a probe, and are not compared.
public struct UnsteadyValues: Sendable, Hashable {
  /// Constants by their id, defaults as `operation(parameter)`; sorted.
  public var names: [String]

  /// Nothing is unsteady.
  public init() { names = [] }

  /// What two descriptions of one subject disagree on.
  public init(_ one: SurfaceDescription, _ other: SurfaceDescription) {
    let others = Dictionary(
      other.symbols.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    names = one.symbols.flatMap { symbol -> [String] in
      guard let second = others[symbol.id] else { return [] }
      let value = symbol.value == second.value ? [] : [symbol.id]
      let pairs = zip(symbol.parameters ?? [], second.parameters ?? [])
      return value
        + pairs.filter { $0.defaultValue != $1.defaultValue }
        .map { Self.name(of: $0.0, in: symbol) }
    }.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  func hasDefault(of parameter: Parameter, in symbol: SurfaceDescription.Symbol) -> Bool {
    !names.isEmpty && names.contains(Self.name(of: parameter, in: symbol))
  }

  private static func name(of parameter: Parameter, in symbol: SurfaceDescription.Symbol) -> String
  { "\(symbol.id)(\(parameter.name))" }
}
