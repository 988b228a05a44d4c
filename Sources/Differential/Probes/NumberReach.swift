import SpecModel

/// How large a number the reference is given where larger ones keep it from answering: a precision
/// of a billion digits, say, fills memory, and after three of those an operation is not run at all.
/// A `NumberLadder` finds it.
public struct NumberReach: Sendable, Hashable {
  /// The largest number allowed, by `operation/parameter`.
  private var largest: [String: Double] = [:]
  private let parameters: ParameterNames

  /// Every number is given.
  public init() { self.init(SurfaceDescription(symbols: [])) }

  init(_ surface: SurfaceDescription) { parameters = ParameterNames(surface) }

  /// The operations that are not given every number.
  public var operations: Set<String> {
    Set(largest.keys.map { String($0.prefix { $0 != "/" }) })
  }

  /// Gives the parameter at `place`, `operation/parameter`, no larger number.
  mutating func limit(_ place: String, to number: Double) { largest[place] = number }

  /// Whether the calls of a program keep to what is answered; the last one is of `target`, which a
  /// method's call does not tell.
  func allows(_ steps: [Step], of target: String) -> Bool {
    if largest.isEmpty { return true }
    return steps.enumerated().allSatisfy { place, step in
      guard case .call(let operation, let on, let arguments, let named) = step.action else {
        return true
      }
      if place == steps.count - 1 { return allows(arguments, named, of: target) }
      return on != nil || allows(arguments, named, of: operation)
    }
  }

  private func allows(_ arguments: [Value], _ named: [Value.Member], of target: String) -> Bool {
    func fits(_ name: String, _ value: Value) -> Bool {
      guard let size = Self.size(of: value) else { return true }
      return size <= largest["\(target)/\(name)"] ?? .infinity
    }
    return arguments.enumerated().allSatisfy { place, value in
      fits(parameters.name(of: place, in: target), value)
    } && named.allSatisfy { fits($0.key, $0.value) }
  }

  /// The largest number that the calls of a program are given; 0 where they are given none.
  public static func largest(in steps: [Step]) -> Double {
    steps.flatMap { step -> [Value] in
      guard case .call(_, _, let arguments, let named) = step.action else { return [] }
      return arguments + named.map(\.value)
    }.compactMap(size).max() ?? 0
  }

  /// A whole number without its sign; nil for anything else.
  static func size(of value: Value) -> Double? {
    if let text = value["$int"]?.stringValue { return Double(text)?.magnitude }
    return value.intValue.map { Double($0).magnitude }
  }
}

/// What parameters are called that are given by place.
struct ParameterNames: Sendable, Hashable {
  private let names: [String: [String]]

  init(_ surface: SurfaceDescription) {
    names = Dictionary(
      surface.symbols.map { symbol in
        (symbol.id, (symbol.parameters ?? []).filter { $0.kind != .keyword }.map(\.name))
      }, uniquingKeysWith: { first, _ in first })
  }

  func name(of place: Int, in operation: String) -> String {
    let own = names[operation] ?? []
    return own.indices.contains(place) ? own[place] : "\(place)"
  }
}
