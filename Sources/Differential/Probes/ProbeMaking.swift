import SpecModel

/// Makes the probes of a measurement: the spec's examples and their neighbours, what was mined, and
/// generated ones up to the same number for every operation. The same request gives the same
/// probes; no two have the same steps.
public func makeProbes(_ request: ProbeRequest) -> ProbePlan { ProbeMaker(request).plan() }

/// Makes a few calls of whatever can be called without an object, for the reference to try before
/// the real probes are made: those that `workingProbes` keeps go into `ProbeRequest.known`, so that
/// methods are probed on objects that exist and texts are varied that are understood.
public func makeTrials(_ request: ProbeRequest, each count: Int = 40) -> [Probe] {
  ProbeMaker(request).trials(count)
}

/// The probes whose last step returned.
public func workingProbes(_ probes: [Probe], _ observations: [Observation]) -> [Probe] {
  zip(probes, observations).filter { probe, observation in
    OutcomeDigest(observation, of: probe).kind == .returned
  }.map(\.0)
}

/// The probes over which the reference took more time, memory or output than a probe has.
public func exhaustingProbes(_ probes: [Probe], _ observations: [Observation]) -> [Probe] {
  zip(probes, observations).filter(\.1.isExhaustion).map(\.0)
}

private struct ProbeMaker {
  /// Attempts for each probe wanted, before an operation's inputs count as used up.
  static let attempts = 6
  /// Share of the held-out and final probes that combine operations.
  static let combining = 0.35

  let request: ProbeRequest
  let surface: SurfaceDescription
  let seed: Seed
  let mined: [Probe]
  /// What held-out and final probes are made from.
  let tables: ForgeTables
  /// What dev probes are made from: nothing that only the held-out pool's tests know.
  let devTables: ForgeTables
  private var seen: Set<UInt64> = []
  private var probes: [Probe] = []
  /// Probes so far by target and pool.
  private var counts: [String: [Probe.Pool: Int]] = [:]

  init(_ request: ProbeRequest) {
    self.request = request
    surface = request.surface.restricted(to: request.scope)
    seed = Seed(request.seed)
    mined = PoolAssignment.mined(request.mined, seed: seed.derived("pools"))
    tables = ForgeTables(request, surface: request.surface, mined: mined)
    devTables = ForgeTables(
      request, surface: request.surface, mined: mined.filter { $0.pool == .dev })
    for probe in request.excluding { seen.insert(StableHash.steps(probe.steps)) }
  }

  func plan() -> ProbePlan {
    var maker = self
    let targets = surface.symbols.filter(\.isProbed)
    if !request.pools.contains(.final) { maker.addGiven(Set(targets.map(\.id))) }
    var unprobed: [String] = []
    for symbol in targets {
      maker.generate(symbol)
      let made = maker.counts[symbol.id]?.values.reduce(0, +) ?? 0
      if made == 0 { unprobed.append(symbol.id) }
    }
    return ProbePlan(
      probes: maker.probes, hashes: maker.seen, unprobed: unprobed,
      operations: targets.map(\.id))
  }

  func trials(_ count: Int) -> [Probe] {
    var maker = self
    let called = surface.symbols.filter {
      $0.kind == .class || $0.kind == .function || ($0.kind == .method && $0.isStatic)
    }
    for symbol in called {
      var forge = ProgramForge(tables, seed.derived("trials/\(symbol.id)").generator)
      let programs = (0..<count).compactMap { _ in forge.trial(symbol) }
      // Who runs trials gives an operation up when one hangs, which a large number often does.
      let ordered = programs.map { ($0, NumberReach.largest(in: $0)) }.sorted { $0.1 < $1.1 }
      for (steps, _) in ordered {
        maker.add(Probe(steps: steps, target: symbol.id, origin: .generated, pool: .dev))
      }
    }
    return maker.probes
  }

  @discardableResult
  private mutating func add(_ probe: Probe) -> Bool {
    guard seen.insert(StableHash.steps(probe.steps)).inserted else { return false }
    probes.append(probe)
    counts[probe.target, default: [:]][probe.pool, default: 0] += 1
    return true
  }

  /// Examples, neighbours and mined probes of the operations in scope. Of an operation's mined
  /// held-out probes at most half the held-out number is taken, by a seeded choice, so that every
  /// operation is scored on equally many and generated ones are among them.
  private mutating func addGiven(_ targets: Set<String>) {
    let examples = request.examples.filter { targets.contains($0.operation) }
    for example in examples where request.pools.contains(.dev) {
      add(ExampleProbes.probe(example))
    }
    let near = ExampleProbes(seed: seed.derived("examples"), values: tables.values)
    for example in examples {
      for probe in near.neighbours(of: example) where request.pools.contains(probe.pool) {
        let taken = counts[probe.target]?[.heldOut] ?? 0
        if probe.pool == .dev || taken < wanted(.heldOut) / 2 { add(probe) }
      }
    }
    let order = seed.derived("mined-order").value
    let usable = mined.enumerated().filter {
      targets.contains($0.element.target) && request.pools.contains($0.element.pool)
    }.sorted {
      // A call that both pools' tests make is one that the reviser sees.
      let (a, b) = ($0.element.pool == .dev ? 0 : 1, $1.element.pool == .dev ? 0 : 1)
      return (a, StableHash.mix(order ^ UInt64($0.offset)), $0.offset)
        < (b, StableHash.mix(order ^ UInt64($1.offset)), $1.offset)
    }
    var held: [String: Int] = [:]
    for (_, probe) in usable {
      if probe.pool == .heldOut {
        guard held[probe.target, default: 0] < wanted(.heldOut) / 2,
          counts[probe.target]?[.heldOut] ?? 0 < wanted(.heldOut)
        else { continue }
        held[probe.target, default: 0] += 1
      }
      add(probe)
    }
  }

  private func wanted(_ pool: Probe.Pool) -> Int {
    if pool == .final { return request.perOperation }
    let both = request.pools.contains(.dev) && request.pools.contains(.heldOut)
    guard both else { return request.perOperation }
    return pool == .heldOut ? (request.perOperation + 1) / 2 : request.perOperation / 2
  }

  /// Fills up an operation's pools; held-out first, for where inputs are few they are the score's.
  private mutating func generate(_ symbol: SurfaceDescription.Symbol) {
    for pool in [Probe.Pool.final, .heldOut, .dev] where request.pools.contains(pool) {
      let missing = wanted(pool) - (counts[symbol.id]?[pool] ?? 0)
      if missing <= 0 { continue }
      let stream = seed.derived("generated/\(pool.rawValue)/\(symbol.id)")
      var forge = ProgramForge(pool == .dev ? devTables : tables, stream.generator)
      var made = 0
      for _ in 0..<missing * Self.attempts where made < missing {
        let combines = pool != .dev && forge.generator.chance(Self.combining)
        guard let steps = forge.program(symbol, combining: combines),
          request.reach.allows(steps, of: symbol.id)
        else { continue }
        if add(Probe(steps: steps, target: symbol.id, origin: .generated, pool: pool)) {
          made += 1
        }
      }
    }
  }
}
