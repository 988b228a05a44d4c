import SpecModel
import SpecterKit

/// A driver whose answers a function gives, probe by probe.
public struct ScriptedDriver: Driver {
  private let description: SurfaceDescription
  private let unloadable: SubjectUnloadable?
  private let observation: @Sendable (Probe, _ isolated: Bool) -> Observation
  private let restarts: @Sendable (ProbeBatch) -> [Int]
  /// What a probe takes, where the driver is to tell that; nil of a driver that tells no costs. Set
  /// as wanted; by default no probe takes much.
  public var cost: (@Sendable (Probe) -> ProbeCost?)? = { _ in nil }

  /// A driver with this surface that observes by `observation`.
  public init(
    _ description: SurfaceDescription,
    observation: @escaping @Sendable (Probe) -> Observation
  ) {
    self.description = description
    self.unloadable = nil
    self.observation = { probe, _ in observation(probe) }
    restarts = { _ in [] }
  }

  /// A driver whose subject remembers what ran before: `observation` is told whether the probe runs
  /// in a fresh process. `restarts` gives the indices in a batch at which it says that a new
  /// process began.
  public init(
    _ description: SurfaceDescription,
    remembering observation: @escaping @Sendable (Probe, _ isolated: Bool) -> Observation,
    restarts: @escaping @Sendable (ProbeBatch) -> [Int] = { _ in [] }
  ) {
    self.restarts = restarts
    self.description = description
    self.unloadable = nil
    self.observation = observation
  }

  /// A driver whose subject can't be loaded, and why.
  public init(unloadable why: String) {
    description = SurfaceDescription(symbols: [])
    unloadable = SubjectUnloadable(why)
    observation = { _, _ in .notRun }
    restarts = { _ in [] }
  }

  /// The description it was made with; throws where the subject can't be loaded.
  public func describe() async throws -> SurfaceDescription {
    if let unloadable { throw unloadable }
    return description
  }

  /// One observation a probe; strikes count as they do in a real driver.
  public func observe(_ batch: ProbeBatch) async throws -> [Observation] {
    var strikes: [String: Int] = [:]
    return batch.probes.map { probe in
      let allowed = min(batch.strikes, batch.strikesLeft[probe.target] ?? batch.strikes)
      guard strikes[probe.target, default: 0] < allowed else { return .notRun }
      let observed = observation(probe, batch.isolated)
      switch observed {
      case .crashed, .timedOut: strikes[probe.target, default: 0] += 1
      case .answered, .oversized, .notRun: break
      }
      return observed
    }
  }

  /// The same, with the restarts and costs that the functions give.
  public func answer(_ batch: ProbeBatch) async throws -> BatchAnswer {
    var costs: [Int: ProbeCost] = [:]
    for (place, probe) in batch.probes.enumerated() {
      if let told = cost?(probe) { costs[place] = told }
    }
    return BatchAnswer(
      observations: try await observe(batch), restarts: batch.isolated ? [] : restarts(batch),
      costs: costs, tellsCosts: cost != nil)
  }
}

/// A surface whose drivers, surveys and mined calls functions give.
public struct ScriptedSurface: Surface {
  private let driver: @Sendable (DriverRequest) throws -> ScriptedDriver
  private let surveyed: @Sendable (Subject) -> Survey?
  private let mined: @Sendable (MineRequest) -> Mined

  /// A surface; by default nothing is surveyed or mined.
  public init(
    surveyed: @escaping @Sendable (Subject) -> Survey? = { _ in nil },
    mined: @escaping @Sendable (MineRequest) -> Mined = { _ in Mined(probes: []) },
    driver: @escaping @Sendable (DriverRequest) throws -> ScriptedDriver
  ) {
    self.surveyed = surveyed
    self.mined = mined
    self.driver = driver
  }

  /// Gives `body` the driver for the request.
  public func withDriver<R: Sendable>(
    _ request: DriverRequest, _ body: @Sendable (any Driver) async throws -> R
  ) async throws -> R { try await body(driver(request)) }

  /// What the function gives.
  public func survey(_ subject: Subject, scope: SurfaceScope) async throws -> Survey? {
    surveyed(subject)
  }

  /// Nothing: a script has neither driver nor interpreter.
  public func identity() async throws -> SurfaceIdentity { SurfaceIdentity() }

  /// What the function gives.
  public func mine(_ request: MineRequest) async throws -> Mined { mined(request) }
}
