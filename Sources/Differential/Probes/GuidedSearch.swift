import SpecModel

/// Looks for inputs that take the reference where it has not been: programs that reach a new branch
/// are kept, and the next ones are made from them.
///
/// It runs in rounds: `next` gives programs to run on a traced reference, `learn` takes what each
/// of them reached. An operation in which nothing new appears gets fewer programs in the next
/// round. The same request and the same answers give the same programs.
///
/// What it finds was chosen by what it did, so it says nothing of how often programs differ: it
/// belongs to the dev pool, whose probes find causes and are not scored.
public struct GuidedSearch: Sendable {
  /// Share of a round's programs that are a kept program with a part of it changed; the others are
  /// made anew from all that is known.
  static let mutants = 0.6
  /// Programs of an operation in a round in which nothing new was reached lately.
  static let least = 4

  private var request: ProbeRequest
  private let surface: SurfaceDescription
  private let targets: [SurfaceDescription.Symbol]
  private let seed: Seed
  private let perRound: Int
  private var round = 0
  private var seen: Set<UInt64> = []
  private var branches: Set<String> = []
  /// Programs that were the first to reach something, by target, in the order they were found.
  private var kept: [String: [Probe]] = [:]
  /// Programs that are run anyway and were the first to reach something, by target.
  private var base: [String: [Probe]] = [:]
  /// How many programs of each target reached something new in the last round.
  private var yields: [String: Int] = [:]

  /// A search for the operations of a request, with about so many programs an operation and round.
  public init(_ request: ProbeRequest, perRound: Int) {
    self.request = request
    surface = request.surface.restricted(to: request.scope)
    targets = surface.symbols.filter(\.isProbed)
    seed = Seed(request.seed).derived("guided")
    self.perRound = perRound
  }

  /// How many branches of the reference were reached so far.
  public var reached: Int { branches.count }

  /// The programs that reached something new, to be compared: for each operation the first found
  /// first.
  public var found: [Probe] { targets.flatMap { kept[$0.id] ?? [] } }

  /// The programs of the next round, no two alike and none that was there before.
  public mutating func next() -> [Probe] {
    round += 1
    let learned = request.known + found.suffix(KnownInputs.mostCalls)
    var asked = request
    asked.known = learned
    let tables = ForgeTables(
      asked, surface: surface, mined: request.mined.filter { $0.pool == .dev })
    var probes: [Probe] = []
    for symbol in targets {
      let count = yields[symbol.id] == 0 ? min(Self.least, perRound) : perRound
      let stream = seed.derived("\(round)/\(symbol.id)")
      var forge = ProgramForge(tables, stream.generator)
      for _ in 0..<count {
        guard let steps = program(symbol, &forge), request.reach.allows(steps, of: symbol.id),
          seen.insert(StableHash.steps(steps)).inserted
        else { continue }
        probes.append(Probe(steps: steps, target: symbol.id, origin: .guided, pool: .dev))
      }
    }
    return probes
  }

  private func program(
    _ symbol: SurfaceDescription.Symbol, _ forge: inout ProgramForge
  ) -> [Step]? {
    // What was found last is the furthest from what everything reaches.
    let own = (base[symbol.id] ?? []) + (kept[symbol.id] ?? []) + (kept[symbol.id] ?? [])
    if !own.isEmpty, forge.generator.chance(Self.mutants),
      let steps = forge.mutant(of: own[forge.generator.below(own.count)].steps, symbol)
    {
      return steps
    }
    return forge.program(symbol, combining: forge.generator.chance(0.2))
  }

  /// Takes what probes reached that are run anyway: new is only what they did not reach.
  public mutating func begin(_ probes: [Probe], reached: [[String]]) {
    for (probe, names) in zip(probes, reached) {
      seen.insert(StableHash.steps(probe.steps))
      guard !names.isEmpty else { continue }
      branches.formUnion(names)
      // What first reached a branch is worth changing, though it is no find.
      base[probe.target, default: []].append(probe)
    }
  }

  /// Takes what each probe of a round reached: names of branches, those that were known included.
  public mutating func learn(_ probes: [Probe], reached: [[String]]) {
    var fresh: [String: Int] = [:]
    var tried: Set<String> = []
    for (probe, names) in zip(probes, reached) {
      tried.insert(probe.target)
      let count = branches.count
      branches.formUnion(names)
      guard branches.count > count else { continue }
      kept[probe.target, default: []].append(probe)
      fresh[probe.target, default: 0] += 1
    }
    for target in tried { yields[target] = fresh[target] ?? 0 }
  }
}
