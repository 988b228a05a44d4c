import Differential
import SpecModel

/// Runs changed references and tells what probes see of the change.
struct MutantTrial: Sendable {
  /// Probes handed to a mutant at a time.
  static let chunk = 2_048

  let book: AnswerBook
  let request: MeasureRequest
  let surface: any Surface

  /// A probe that a mutant answers otherwise than the reference.
  struct Sight: Sendable {
    var probe: Probe
    var reference: Observation
    var mutant: Observation
  }

  /// What was seen of a mutant.
  enum Outcome: Sendable {
    /// It can't be loaded, or lacks an operation: any probe sees it.
    case broken
    /// Probes see it; all that do, or the first where one was enough.
    case told([Sight])
    /// No probe sees it, but its surface is another: a default, a constant.
    case shaped
    /// Nothing differs.
    case same
  }

  /// Tries a mutant. With `first` it stops at the first probe that sees it.
  func run(_ subject: Subject, first: Bool) async throws -> Outcome {
    let asked = DriverRequest(subject: subject, scope: request.scope, seed: request.plan.seed)
    return try await surface.withDriver(asked) { driver in
      let built: SurfaceDescription
      do {
        built = try await driver.describe().restricted(to: request.scope)
      } catch is SubjectUnloadable {
        return .broken
      }
      let missing = Set(book.known.symbols.map(\.id)).subtracting(built.symbols.map(\.id))
      guard missing.isEmpty else { return .broken }
      var sights: [Sight] = []
      for from in stride(from: 0, to: book.entries.count, by: Self.chunk) {
        let entries = book.entries[from..<min(from + Self.chunk, book.entries.count)]
        sights += try await look(driver, Array(entries))
        if first, !sights.isEmpty, let sure = try await confirmed(sights, subject) {
          return .told([sure])
        }
        if first { sights = [] }
      }
      if !sights.isEmpty { return .told(sights) }
      let report = StructureComparison.report(reference: book.known, candidate: built)
      return report.findings.isEmpty ? .same : .shaped
    }
  }

  private func look(_ driver: any Driver, _ entries: [AnswerBook.Entry]) async throws -> [Sight] {
    let comparator = Comparator(rules: request.rules)
    let observed = try await driver.observe(ProbeBatch(probes: entries.map(\.probe)))
    return zip(entries, observed).compactMap { entry, seen in
      // After three strikes the rest of an operation is not run: a sign, but no probe's own.
      guard seen != .notRun else { return nil }
      let comparison = comparator.compare(
        entry.probe, first: entry.first, second: entry.second, candidate: seen)
      guard !comparison.isDropped, comparison.loss > 0 else { return nil }
      return Sight(probe: entry.probe, reference: entry.first, mutant: seen)
    }
  }

  /// The first of a few sights that shows again in fresh processes under another seed: what depends
  /// on order or hashing is no sign of the change.
  private func confirmed(_ sights: [Sight], _ subject: Subject) async throws -> Sight? {
    let some = Array(sights.prefix(4))
    let batch = ProbeBatch(probes: some.map(\.probe), isolated: true)
    func ask(_ subject: Subject) -> DriverRequest {
      DriverRequest(subject: subject, scope: request.scope, seed: request.plan.seed &+ 2)
    }
    let references = try await surface.withDriver(ask(request.reference)) {
      try await $0.observe(batch)
    }
    let mutants = try await surface.withDriver(ask(subject)) { try await $0.observe(batch) }
    let comparator = Comparator(rules: request.rules)
    for (place, sight) in some.enumerated() where references[place] == sight.reference {
      let comparison = comparator.compare(
        sight.probe, first: references[place], second: references[place],
        candidate: mutants[place])
      if comparison.loss > 0 { return sight }
    }
    return nil
  }
}
