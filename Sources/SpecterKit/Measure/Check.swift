import SpecModel

/// What CI asks: does the committed verdict still hold? No agent is involved.
public struct CheckRequest: Sendable {
  /// The library's name.
  public var name: String
  /// The comparison to make again, with the seed and the counts of the committed verdict.
  public var measure: MeasureRequest
  /// Digests as they are now.
  public var digests: VerdictDigests
  /// Digests of the committed verdict.
  public var recorded: VerdictDigests
  /// Fidelity of the committed verdict.
  public var recordedFidelity: Interval
  /// Ids of the causes of the committed verdict.
  public var recordedCauses: Set<String>
  /// The committed probes with the reference's recorded observations.
  public var lines: [ProbeFile.Line]

  /// A request.
  public init(
    name: String, measure: MeasureRequest, digests: VerdictDigests, recorded: VerdictDigests,
    recordedFidelity: Interval, recordedCauses: Set<String>, lines: [ProbeFile.Line]
  ) {
    self.name = name
    self.measure = measure
    self.digests = digests
    self.recorded = recorded
    self.recordedFidelity = recordedFidelity
    self.recordedCauses = recordedCauses
    self.lines = lines
  }
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
    let stale = request.digests.differences(from: request.recorded).map {
      "the \($0) is no longer the one that the verdict was measured on"
    }
    var broken: [String] = []
    let differ = Differ(surface: surface, clock: clock)
    let begin = clock.monotonic()
    var replay = try await differ.replay(request.lines, request.measure)
    if !replay.holds && replay.reused.disturbed > 0 {
      replay = try await differ.distrusting.replay(request.lines, request.measure)
    }
    var profile = Profile()
    profile.add(.replaying, clock.monotonic() - begin)
    if let first = replay.changedReference.first {
      broken.append(
        "the reference answers \(replay.changedReference.count) of \(request.lines.count) recorded "
          + "probes otherwise than recorded, first \(first)")
    }
    for text in replay.newlyDiverged.prefix(10) { broken.append("diverges anew: \(text)") }
    if replay.newlyDiverged.count > 10 {
      broken.append("and \(replay.newlyDiverged.count - 10) more recorded probes diverge anew")
    }
    let outcome = try await differ.measure(request.measure)
    profile.add(outcome.profile)
    let measurement = outcome.measurement
    let fidelity = measurement.fidelity
    if fidelity.value < request.recordedFidelity.low {
      broken.append(
        "fidelity \(rounded(fidelity.value)) is below the recorded lower end "
          + rounded(request.recordedFidelity.low))
    }
    return CheckOutcome(
      name: request.name, measurement: measurement, recorded: request.recordedFidelity,
      stale: stale, broken: broken,
      anew: Set(measurement.causes.map(\.id)).subtracting(request.recordedCauses),
      reused: replay.reused.observations + measurement.probes.reused, profile: profile)
  }
}
