import Differential
import SpecModel

/// Plants behaviour changes in a reference, so that what an agent knows of the public version by
/// heart is wrong in as many places: then only the spec can carry them.
struct Planter: Sendable {
  /// Largest share of an operation's probes that a change may alter: a spec must be able to speak
  /// of the rest as before.
  static let broadest = 0.6
  /// Most probes kept with a change.
  static let mostWitnesses = 6

  let request: MeasureRequest
  let surface: any Surface
  let clock: Clock
  let folders: HostFolders
  let tree: FileTree

  /// Plants `count` of `mutants`, which are taken in their order; each is in another function and
  /// visible through the public surface beside all the others. Throws where too few are.
  func plant(_ count: Int, of mutants: [Mutant]) async throws -> Plant {
    let book = try await AnswerBook.make(request, surface: surface, clock: clock)
    let trial = MutantTrial(book: book, request: request, surface: surface)
    var rest = mutants[...]
    var chosen: [Mutant] = []
    var tried = 0
    while true {
      while chosen.count < count, let mutant = rest.popFirst() {
        guard !chosen.contains(where: { Self.isNear($0, mutant) }),
          let changed = tree.applying([mutant])
        else { continue }
        tried += 1
        let outcome = try await trial.run(try await folders.materialise(changed), first: false)
        if case .told(let sights) = outcome, Self.isFit(sights, book) { chosen.append(mutant) }
      }
      guard chosen.count == count else {
        throw Failure(
          .badInput,
          "only \(chosen.count) of \(count) changes can be planted so that probes see them",
          remedy: "Ask for fewer, or give another --seed")
      }
      guard let planted = tree.applying(chosen) else {
        throw Failure(.badInput, "the planted changes overlap", remedy: "Give another --seed")
      }
      let changes = try await witnesses(of: chosen, in: planted, book)
      // What the others hide gives way to the next.
      chosen = changes.map(\.mutant)
      if changes.count == count { return Plant(changes: changes, tree: planted, tried: tried) }
    }
  }

  /// Whether two changes could hide each other.
  private static func isNear(_ left: Mutant, _ right: Mutant) -> Bool {
    left.file == right.file
      && (left.function == right.function && !left.function.isEmpty
        || abs(left.line - right.line) < 3)
  }

  /// Whether a change is one that a library could have on purpose: it alters a part of what an
  /// operation does, and shows as an answer or as an error of a class that the reference raises.
  private static func isFit(_ sights: [MutantTrial.Sight], _ book: AnswerBook) -> Bool {
    var all: [String: Int] = [:]
    var classes: Set<String> = []
    for entry in book.entries {
      all[entry.probe.target, default: 0] += 1
      if let error = entry.first.errorType { classes.insert(error) }
    }
    var seen: [String: Int] = [:]
    var meant = 0
    for sight in sights {
      seen[sight.probe.target, default: 0] += 1
      let error = sight.mutant.errorType
      if error == nil ? sight.mutant.answer != nil : classes.contains(error ?? "") { meant += 1 }
    }
    let isNarrow = seen.allSatisfy { target, count in
      Double(count) <= broadest * Double(all[target] ?? 1)
    }
    return isNarrow && sights.count >= 2 && meant * 2 >= sights.count
  }

  /// For each change the probes that see it beside all the others: those on which the reference
  /// with all changes differs from the one with all but this. What no probe sees is left out.
  private func witnesses(of chosen: [Mutant], in planted: FileTree, _ book: AnswerBook)
    async throws -> [PlantedChange]
  {
    let probes = book.entries.map(\.probe)
    let whole = try await observe(probes, on: planted)
    var changes: [PlantedChange] = []
    for (place, mutant) in chosen.enumerated() {
      var others = chosen
      others.remove(at: place)
      guard let rest = tree.applying(others) else { continue }
      let plain = try await observe(probes, on: rest)
      var found = probes.indices.filter {
        whole[$0] != plain[$0] && whole[$0] != .notRun && plain[$0] != .notRun
      }
      found.sort { Self.size(probes[$0]) < Self.size(probes[$1]) }
      let sure = try await sure(
        found.prefix(2 * Self.mostWitnesses).map { probes[$0] }, planted, rest)
      if sure.isEmpty { continue }
      let number = place + 1
      changes.append(
        PlantedChange(
          id: number < 10 ? "P-0\(number)" : "P-\(number)", mutant: mutant,
          witnesses: Array(sure.prefix(Self.mostWitnesses))))
    }
    return changes
  }

  /// Witnesses that show again in fresh processes.
  private func sure(_ probes: [Probe], _ planted: FileTree, _ rest: FileTree) async throws
    -> [PlantedChange.Witness]
  {
    let one = try await observe(probes, on: planted, isolated: true)
    let two = try await observe(probes, on: rest, isolated: true)
    return probes.indices.compactMap { place in
      guard one[place] != two[place], one[place] != .notRun, two[place] != .notRun else {
        return nil
      }
      return .init(probe: probes[place], planted: one[place], plain: two[place])
    }
  }

  private func observe(_ probes: [Probe], on tree: FileTree, isolated: Bool = false) async throws
    -> [Observation]
  {
    let asked = DriverRequest(
      subject: try await folders.materialise(tree), scope: request.scope, seed: request.plan.seed)
    return try await surface.withDriver(asked) {
      try await $0.observe(ProbeBatch(probes: probes, isolated: isolated))
    }
  }

  private static func size(_ probe: Probe) -> Int { probe.stepsValue.description.utf8.count }
}

extension Observation {
  /// The class of the error that the last step raised; nil where it raised none.
  fileprivate var errorType: String? { lastOutcome?["raise"]?["type"]?.stringValue }
}

extension Differ {
  /// Plants `count` of `mutants` in the reference whose files are `tree`.
  public func plant(
    _ request: MeasureRequest, count: Int, mutants: [Mutant], in tree: FileTree,
    folders: HostFolders
  ) async throws -> Plant {
    try await Planter(
      request: request, surface: surface, clock: clock, folders: folders, tree: tree
    ).plant(count, of: mutants)
  }
}
