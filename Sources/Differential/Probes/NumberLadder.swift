import SpecModel

/// Finds the `NumberReach`: calls that work are tried with larger and larger numbers in the place
/// of one argument. Where a rung gets no answer, the rung below is the largest number given.
///
/// Which rung is the last can depend on the machine where an answer takes about as long as it is
/// waited for; rungs lie far apart, so that this is seldom.
public struct NumberLadder: Sendable {
  /// The numbers tried, in this order.
  private static let rungs = [
    10_000, 1_000_000, 100_000_000, 1_000_000_000, 10_000_000_000, 1_000_000_000_000_000_000,
  ]
  /// Calls tried for each parameter: in some the others are such that the number does not matter.
  private static let calls = 6
  /// The largest number given where not even the first rung is answered.
  private static let least = 1_000.0

  /// A call with one number to be replaced.
  private struct Climb: Sendable {
    /// `operation/parameter`.
    var place: String
    var probe: Probe
    /// The number's index among the arguments given by place, or by name.
    var index: Int
    var isNamed: Bool

    /// The program with another number. Its last step has no name: of a result that has one,
    /// nothing would be read.
    func steps(with number: Value) -> [Step] {
      guard let last = probe.steps.last,
        case .call(let operation, let on, var arguments, var named) = last.action
      else { return probe.steps }
      if isNamed { named[index].value = number } else { arguments[index] = number }
      let call = Step(.call(operation, on: on, arguments: arguments, named: named))
      return probe.steps.dropLast() + [call]
    }
  }

  /// What was found so far.
  public private(set) var reach: NumberReach
  private var rung = 0
  /// What is to be tried on this rung, and on the next ones.
  private var waiting: [Climb]
  private var climbed: [Climb] = []

  /// A ladder of `working`, calls that were seen to return: for each parameter to which they give a
  /// whole number the first few of them.
  public init(_ working: [Probe], surface: SurfaceDescription) {
    reach = NumberReach(surface)
    let parameters = ParameterNames(surface)
    var counts: [String: Int] = [:]
    waiting = working.flatMap { Self.climbs(of: $0, parameters) }.filter { climb in
      counts[climb.place, default: 0] += 1
      return counts[climb.place, default: 0] <= Self.calls
    }
  }

  /// What to ask next, with a strike an operation: of each place one call, for a number that
  /// is not answered takes its time. Empty at the end.
  public var next: [Probe] {
    let number = Value.int(Self.rungs[min(rung, Self.rungs.count - 1)])
    return asked.map { climb in
      Probe(
        steps: climb.steps(with: number), target: climb.probe.target, origin: .generated,
        pool: .dev)
    }
  }

  /// The first of each place that waits.
  private var asked: [Climb] {
    var places: Set<String> = []
    return waiting.filter { places.insert($0.place).inserted }
  }

  /// Takes what `next` asked for. What was not run, because another of its operation got no answer,
  /// is asked for again, unless its place is known to be lost.
  public mutating func learn(_ observations: [Observation]) {
    var lost: Set<String> = []
    var done: Set<String> = []
    let asked = asked
    for (climb, observation) in zip(asked, observations) {
      switch observation {
      case .answered:
        climbed.append(climb)
        done.insert(climb.place)
      case .notRun: break
      case .timedOut, .crashed, .oversized:
        lost.insert(climb.place)
        reach.limit(climb.place, to: rung == 0 ? Self.least : Double(Self.rungs[rung - 1]))
      }
    }
    waiting = waiting.filter { climb in
      // The first of its place is the one that was asked.
      !lost.contains(climb.place) && done.remove(climb.place) == nil
    }
    climbed.removeAll { lost.contains($0.place) }
    // Time may have run out before all were asked.
    if observations.count < asked.count { (waiting, climbed) = ([], []) }
    guard waiting.isEmpty else { return }
    rung += 1
    waiting = rung < Self.rungs.count ? climbed : []
    climbed = []
  }

  private static func climbs(of probe: Probe, _ parameters: ParameterNames) -> [Climb] {
    guard case .call(_, _, let arguments, let named)? = probe.steps.last?.action else { return [] }
    let target = probe.target
    let places = arguments.indices.filter { NumberReach.size(of: arguments[$0]) != nil }
      .map { (parameters.name(of: $0, in: target), $0, false) }
    let names = named.indices.filter { NumberReach.size(of: named[$0].value) != nil }
      .map { (named[$0].key, $0, true) }
    return (places + names).map { name, index, isNamed in
      Climb(place: "\(target)/\(name)", probe: probe, index: index, isNamed: isNamed)
    }
  }
}
