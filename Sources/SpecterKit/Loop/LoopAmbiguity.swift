import Differential
import SpecModel
import SpecText

extension Loop {
  /// Holds the builds of a round against each other and writes down where they disagree; nil where
  /// there are no two of them whose answers were kept.
  func ambiguity(
    of measured: [Measured], round: Int, spec: [UInt8], _ grounds: Grounds
  ) async throws -> Ambiguity? {
    let kept = measured.compactMap(\.summary.answers)
    guard kept.count > 1 else { return nil }
    let result = try await recorder.step(RunStep(.compare, round: round)) {
      var builds: [BuildAnswers] = []
      for digest in kept {
        builds.append(try BuildAnswersFile.answers(in: await environment.store.object(digest)))
      }
      var ambiguity = AmbiguityFinder(rules: grounds.frontMatter.compare).find(builds)
      Self.place(&ambiguity, in: SpecParser.parse(spec, path: "SPEC.md"))
      let document = AmbiguityDocument.encode(ambiguity).canonicalBytes
      return StepOutcome(
        .compared(
          AmbiguitySummary(ambiguity, document: try await environment.store.put(document))))
    }
    guard case .compared(let summary) = result else {
      throw Failure(.storage, "the record of the step is damaged: it compares no builds")
    }
    return try AmbiguityDocument.decode(
      Value.reading(await environment.store.object(summary.document)))
  }

  /// Adds what the spec says of each operation, and where.
  private static func place(_ ambiguity: inout Ambiguity, in spec: Spec) {
    let rows = Tracer.trace(spec).rows
    for place in ambiguity.ambiguous.indices {
      let operation = ambiguity.ambiguous[place].operation
      ambiguity.ambiguous[place].requirements =
        rows.filter { $0.operations.contains(operation) }.map(\.requirement.id)
      guard let line = spec.operations.first(where: { $0.id == operation })?.lines.first else {
        continue
      }
      let around = spec.sections.filter { $0.lines.first <= line && line <= $0.lines.last }
      ambiguity.ambiguous[place].section = around.max { $0.level < $1.level }?.title ?? ""
    }
  }
}
