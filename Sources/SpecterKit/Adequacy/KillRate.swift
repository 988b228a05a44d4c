import SpecModel

/// How many small changes of the reference a probe set tells from the original: a fidelity that was
/// measured with probes that see little means little (mutation analysis; DeMillo, Lipton, Sayward
/// 1978).
public struct KillRate: Sendable, Hashable {
  /// Changes that were tried, those included that can't be loaded.
  public var tried: Int
  /// Changes that a probe told from the original.
  public var told: Int
  /// Changes that end the import or take an operation away: seen by any probe, and not counted.
  public var broken: Int
  /// Changes that no probe saw although the surface's description differs.
  public var shaped: [Mutant]
  /// Changes that nothing saw; some of them mean the same as the original.
  public var survivors: [Mutant]

  /// A rate of these counts.
  public init(tried: Int, told: Int, broken: Int, shaped: [Mutant], survivors: [Mutant]) {
    self.tried = tried
    self.told = told
    self.broken = broken
    self.shaped = shaped
    self.survivors = survivors
  }

  /// Share of the changes that can be loaded which probes told from the original, 0 to 1; nil where
  /// there were none.
  public var rate: Double? { count.rate }

  /// The counts alone, as a measurement keeps them.
  public var count: KillCount { KillCount(tried: tried, told: told, broken: broken) }

  /// Lines with a change on them that no probe saw, in order: `path:line`.
  public var unguarded: [String] {
    let places = Set((survivors + shaped).map { Place(file: $0.file, line: $0.line) })
    return places.sorted { ($0.file, $0.line) < ($1.file, $1.line) }.map { "\($0.file):\($0.line)" }
  }

  private struct Place: Hashable {
    var file: String
    var line: Int
  }
}

extension Differ {
  /// Tries `mutants` of the reference with the probes that `measure` of the same request runs.
  /// `tree` holds the reference's files; `folders` puts changed ones where they can be run.
  public func killRate(
    _ request: MeasureRequest, mutants: [Mutant], of tree: FileTree, folders: HostFolders
  ) async throws -> KillRate {
    let book = try await AnswerBook.make(request, surface: surface, clock: clock)
    let trial = MutantTrial(book: book, request: request, surface: surface)
    var rate = KillRate(tried: 0, told: 0, broken: 0, shaped: [], survivors: [])
    // Two at a time: one on each core.
    for from in stride(from: 0, to: mutants.count, by: 2) {
      let pair = Array(mutants[from..<min(from + 2, mutants.count)])
      let outcomes = try await withThrowingTaskGroup(of: (Int, MutantTrial.Outcome).self) { group in
        for (place, mutant) in pair.enumerated() {
          guard let changed = tree.applying([mutant]) else { continue }
          group.addTask {
            (place, try await trial.run(try await folders.materialise(changed), first: true))
          }
        }
        var outcomes: [(Int, MutantTrial.Outcome)] = []
        for try await outcome in group { outcomes.append(outcome) }
        return outcomes.sorted { $0.0 < $1.0 }
      }
      for (place, outcome) in outcomes { rate.count(outcome, of: pair[place]) }
    }
    return rate
  }
}

extension KillRate {
  fileprivate mutating func count(_ outcome: MutantTrial.Outcome, of mutant: Mutant) {
    tried += 1
    switch outcome {
    case .broken: broken += 1
    case .told: told += 1
    case .shaped: shaped.append(mutant)
    case .same: survivors.append(mutant)
    }
  }
}
