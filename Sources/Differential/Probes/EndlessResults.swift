import SpecModel

/// Finds the operations whose results never end, or not soon: generators and iterators of more
/// items than an observation shows. Given to another operation, most of them would keep it from
/// answering, and after three of those an operation is not run at all.
public struct EndlessResults: Sendable {
  /// Calls tried of each operation.
  private static let calls = 6
  /// How a driver writes an iterator that a step names: nothing was taken of it.
  private static let untouched = #""$iterator":[],"more":true"#
  private static let more = #""more":true"#

  /// What to ask: calls that gave an iterator, with nothing to keep their results from being read.
  public let probes: [Probe]

  /// What to ask after `trials`, of which `observed` is what the reference did.
  public init(_ trials: [Probe], _ observed: [Observation]) {
    var counts: [String: Int] = [:]
    probes = zip(trials, observed).compactMap { probe, observation in
      guard let last = probe.steps.last, last.name != nil,
        case .answered(let bytes) = observation,
        String(decoding: bytes, as: UTF8.self).contains(Self.untouched)
      else { return nil }
      counts[probe.target, default: 0] += 1
      guard counts[probe.target, default: 0] <= Self.calls else { return nil }
      return Probe(
        steps: probe.steps.dropLast() + [Step(last.action)], target: probe.target,
        origin: .generated, pool: .dev)
    }
  }

  /// The operations of which at least half of the results had no end in sight, or none at all.
  public func operations(_ observed: [Observation]) -> Set<String> {
    var balance: [String: Int] = [:]
    for (probe, observation) in zip(probes, observed) {
      let ends =
        if case .answered(let bytes) = observation {
          !String(decoding: bytes, as: UTF8.self).contains(Self.more)
        } else { false }
      balance[probe.target, default: 0] += ends ? -1 : 1
    }
    return Set(balance.filter { $0.value >= 0 }.keys)
  }
}
