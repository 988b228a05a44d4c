import Differential
import SpecModel

/// Probes that reach branches of the reference which others did not, and probes made from those.
///
/// They are looked for on a process of the reference of its own, which traces; the processes that
/// are compared are not slowed down. With a driver that can't trace nothing is found.
struct GuidedDraw: Sendable {
  /// Rounds of the search; each builds on what the ones before it found.
  static let rounds = 6
  /// The probes; some may be drawn already.
  private(set) var probes: [Probe] = []
  /// How many branches of the reference all probes together were seen to reach.
  private(set) var reached = 0
  /// What was run and took more time, memory or output than a probe has.
  private(set) var exhausting: [Probe] = []

  /// Of the probes that are drawn already, so many an operation run traced for each program of the
  /// search: enough to reach what is reached anyway.
  private static let given = 2
  /// Whether a measurement searches.
  static func isWanted(_ request: MeasureRequest) -> Bool {
    request.plan.guided > 0 && !request.plan.pools.contains(.final)
  }

  /// Searches on a process that traces and ran `tried`. `plan` are the probes that are drawn
  /// already: some of their dev half is run first, so that what is reached anyway does not count
  /// as new.
  init(
    _ asked: ProbeRequest, beside plan: ProbePlan, tried: (probes: [Probe], reached: [[String]]),
    _ request: MeasureRequest, on runner: TimedRunner
  ) async throws {
    guard Self.isWanted(request) else { return }
    var counts: [String: Int] = [:]
    var start = plan.probes.filter { probe in
      guard probe.pool == .dev else { return false }
      counts[probe.target, default: 0] += 1
      return counts[probe.target, default: 0] <= Self.given * request.plan.guided
    }
    if runner.deadline != nil { start = Turns.order(start.map(\.target)).map { start[$0] } }
    let rounds = Self.rounds
    var search = GuidedSearch(
      asked, perRound: max(1, request.plan.guided / (rounds + 1)))
    search.begin(tried.probes, reached: tried.reached)
    var strikes = Strikes()
    var lost: [Probe] = []
    defer { exhausting = lost }
    func run(_ probes: [Probe]) async throws -> [[String]] {
      let observed = try await runner.observe(probes, strikesLeft: strikes.left)
      strikes.note(probes, observed)
      lost += exhaustingProbes(probes, observed)
      return observed.map(\.reached)
    }
    search.begin(start, reached: try await run(start))
    guard search.reached > 0 else { return }
    for _ in 0..<rounds where !runner.isLate {
      let round = search.next()
      search.learn(round, reached: try await run(round))
    }
    probes = search.found + (runner.isLate ? [] : search.next())
    reached = search.reached
  }
}

extension Observation {
  /// The branches of the subject that the driver says nothing had reached before.
  var reached: [String] {
    guard case .answered(let bytes) = self, bytes.count > 12,
      // Only a few of the answers have any, and only those are parsed.
      bytes.suffix(4096).contains(UInt8(ascii: ">")),
      let names = answer?["reached"]?.arrayValue
    else { return [] }
    return names.compactMap(\.stringValue)
  }
}
