import SpecModel

/// How large a number the reference is given where larger ones keep it from answering: a precision
/// of a billion digits, say, fills memory, and after three of those an operation is not run at all.
///
/// It is found by a ladder: calls that work are tried with larger and larger numbers in the place
/// of one argument. Where a rung gets no answer, the rung below is the largest number given.
public struct NumberReach: Sendable {
  /// The numbers tried, in this order.
  private static let rungs = [10_000, 1_000_000, 100_000_000, 1_000_000_000]
  /// Calls tried for each parameter: in some the others are such that the number does not matter.
  private static let calls = 6
  /// The largest number given where not even the first rung is answered.
  private static let least = 1_000.0

  /// The largest number allowed, by `operation/parameter`.
  private var largest: [String: Double] = [:]
  private let parameters: Parameters

  /// Every number is given.
  public init() { parameters = Parameters(SurfaceDescription(symbols: [])) }

  /// What the calls of a `ladder` on the same surface show.
  public init(_ ladder: [Probe], _ observations: [Observation], surface: SurfaceDescription) {
    parameters = Parameters(surface)
    for (probe, observation) in zip(ladder, observations) {
      switch observation {
      case .answered, .notRun: continue
      case .timedOut, .crashed, .oversized: break
      }
      // Of the numbers of a call the one that was put there is on a rung.
      for (place, size) in parameters.sizes(in: probe.steps, of: probe.target) {
        guard let rung = Self.rungs.firstIndex(where: { Double($0) == size }) else { continue }
        let below = rung == 0 ? Self.least : Double(Self.rungs[rung - 1])
        largest[place] = min(largest[place] ?? .infinity, below)
      }
    }
  }

  /// Whether the last call of a program keeps to what is answered.
  func allows(_ steps: [Step], of target: String) -> Bool {
    largest.isEmpty
      || parameters.sizes(in: steps, of: target).allSatisfy { $0.1 <= largest[$0.0] ?? .infinity }
  }

  /// Calls that try larger and larger numbers: for each parameter to which calls of `working` give
  /// a whole number, the first few such calls with that number replaced.
  public static func ladder(_ working: [Probe], surface: SurfaceDescription) -> [Probe] {
    let parameters = Parameters(surface)
    var climbed: [String: Int] = [:]
    var probes: [Probe] = []
    for probe in working {
      guard let last = probe.steps.last,
        case .call(let operation, let on, let arguments, let named) = last.action
      else { continue }
      func add(_ place: String, _ replaced: (Value) -> ([Value], [Value.Member])) {
        let key = "\(probe.target)/\(place)"
        guard climbed[key, default: 0] < calls else { return }
        climbed[key, default: 0] += 1
        probes += rungs.map { rung in
          let (arguments, named) = replaced(.int(rung))
          let step = Step(
            name: last.name, .call(operation, on: on, arguments: arguments, named: named))
          return Probe(
            steps: probe.steps.dropLast() + [step], target: probe.target, origin: .generated,
            pool: .dev)
        }
      }
      for (index, value) in arguments.enumerated() where size(of: value) != nil {
        add(parameters.name(of: index, in: probe.target)) { number in
          var changed = arguments
          changed[index] = number
          return (changed, named)
        }
      }
      for (index, member) in named.enumerated() where size(of: member.value) != nil {
        add(member.key) { number in
          var changed = named
          changed[index] = .init(member.key, number)
          return (arguments, changed)
        }
      }
    }
    return probes
  }

  /// A whole number without its sign; nil for anything else.
  private static func size(of value: Value) -> Double? {
    if let text = value["$int"]?.stringValue { return Double(text)?.magnitude }
    return value.intValue.map { Double($0).magnitude }
  }

  /// What arguments are called, given by place or by name.
  private struct Parameters: Sendable {
    private let names: [String: [String]]

    init(_ surface: SurfaceDescription) {
      names = Dictionary(
        surface.symbols.map { symbol in
          (symbol.id, (symbol.parameters ?? []).filter { $0.kind != .keyword }.map(\.name))
        }, uniquingKeysWith: { first, _ in first })
    }

    func name(of place: Int, in target: String) -> String {
      let own = names[target] ?? []
      return own.indices.contains(place) ? own[place] : "\(place)"
    }

    /// The whole numbers among the arguments of the last step, by `operation/parameter`.
    func sizes(in steps: [Step], of target: String) -> [(String, Double)] {
      guard case .call(_, _, let arguments, let named)? = steps.last?.action else { return [] }
      let places = arguments.enumerated().map { (name(of: $0.offset, in: target), $0.element) }
      return (places + named.map { ($0.key, $0.value) }).compactMap { name, value in
        NumberReach.size(of: value).map { ("\(target)/\(name)", $0) }
      }
    }
  }
}
