import SpecModel

/// What CI asks: does the committed verdict still hold? No agent is involved.
public struct CheckRequest: Sendable {
  /// The comparison to make again, with the seed and the counts of the committed verdict.
  public var measure: MeasureRequest
  /// Digests as they are now.
  public var digests: VerdictDigests
  /// Digests of the committed verdict.
  public var recorded: VerdictDigests
  /// Fidelity of the committed verdict.
  public var recordedFidelity: Interval
  /// The committed probes with the reference's recorded observations.
  public var lines: [ProbeFile.Line]

  /// A request.
  public init(
    measure: MeasureRequest, digests: VerdictDigests, recorded: VerdictDigests,
    recordedFidelity: Interval, lines: [ProbeFile.Line]
  ) {
    self.measure = measure
    self.digests = digests
    self.recorded = recorded
    self.recordedFidelity = recordedFidelity
    self.lines = lines
  }
}

/// What a check found.
public struct CheckOutcome: Sendable {
  /// Today's measurement.
  public var measurement: Measurement
  /// Whether the committed verdict holds.
  public var holds: Bool
  /// Whether its digests no longer match.
  public var stale: Bool
  /// Why it does not hold, one sentence each.
  public var why: [String]
}

/// Checks a committed verdict: it holds when its digests are today's, no recorded probe diverges
/// anew, the reference still does what was recorded, and fidelity is not below the recorded lower
/// end.
public struct Check: Sendable {
  let surface: any Surface
  let clock: Clock

  /// A check on a surface.
  public init(surface: any Surface, clock: Clock) {
    self.surface = surface
    self.clock = clock
  }

  /// Measures again and compares with what is committed.
  public func run(_ request: CheckRequest) async throws -> CheckOutcome {
    var why: [String] = []
    let stale = request.digests.stale(against: request.recorded)
    for part in stale { why.append("the \(part) is no longer the one of the verdict: stale") }
    let differ = Differ(surface: surface, clock: clock)
    let replay = try await differ.replay(request.lines, request.measure)
    if replay.changedReference > 0 {
      why.append(
        "the reference answers \(replay.changedReference) of \(request.lines.count) recorded "
          + "probes otherwise than recorded")
    }
    for text in replay.newlyDiverged.prefix(10) { why.append("diverges anew: \(text)") }
    if replay.newlyDiverged.count > 10 {
      why.append("and \(replay.newlyDiverged.count - 10) more recorded probes diverge anew")
    }
    let outcome = try await differ.measure(request.measure)
    let fidelity = outcome.measurement.fidelity
    if fidelity.value < request.recordedFidelity.low {
      why.append(
        "fidelity \(rounded(fidelity.value)) is below the recorded lower end "
          + rounded(request.recordedFidelity.low))
    }
    return CheckOutcome(
      measurement: outcome.measurement, holds: why.isEmpty, stale: !stale.isEmpty, why: why)
  }
}
