import SpecModel

/// How many things of each kind stand in each section itself, its subsections left out.
public struct SectionCounts: Sendable {
  /// One count, such as 3 of `requirement`.
  public struct Count: Sendable, Hashable {
    /// What is counted, in the singular.
    public var noun: String
    /// How many there are; above 0.
    public var count: Int
  }

  /// The counts of each section of the spec, in its order; kinds that do not occur are left out.
  public private(set) var ofSections: [[Count]]

  /// Counts what `spec` holds.
  public init(_ spec: Spec) {
    let starts = spec.sections.map(\.lines.first)
    var counts = [[Count]](repeating: [], count: starts.count)
    func add(_ noun: String, _ lines: [Int]) {
      for line in lines {
        // The innermost section of a line is the last one that begins at or above it.
        let place = starts.partitioningIndex { $0 > line } - 1
        guard place >= 0 else { continue }
        if counts[place].last?.noun == noun {
          counts[place][counts[place].count - 1].count += 1
        } else {
          counts[place].append(Count(noun: noun, count: 1))
        }
      }
    }
    for (noun, lines) in Self.lines(of: spec) { add(noun, lines) }
    ofSections = counts
  }

  /// Everything that is counted, with the line that each begins on.
  static func lines(of spec: Spec) -> KeyValuePairs<String, [Int]> {
    [
      "requirement": spec.requirements.map(\.lines.first),
      "operation": spec.operations.map(\.lines.first),
      "example":
        (spec.examples.map(\.lines.first) + spec.consoleExamples.map(\.lines.first)
        + spec.textExamples.map(\.lines.first)),
      "file": spec.files.map(\.lines.first),
      "setting": spec.settings.flatMap { $0.statements.map(\.lines.first) },
      "entity": spec.entities.map(\.lines.first),
      "error": spec.errors.flatMap { $0.places.map(\.first) },
      "state": spec.states.map(\.lines.first),
      "transition": spec.transitions.map(\.lines.first),
      "algorithm": spec.algorithms.map(\.lines.first),
      "matrix case": spec.matrix.map(\.lines.first),
      "checklist item": spec.checklist.map(\.lines.first),
      "silence": spec.implementationDefined.map(\.lines.first),
      "open question": spec.openQuestions.map(\.lines.first),
      "table": spec.tables.map(\.lines.first),
    ]
  }

  /// What the whole spec holds, every thing once.
  public static func total(of spec: Spec) -> [Count] {
    let all: KeyValuePairs<String, Int> = [
      "requirement": spec.requirements.count, "operation": spec.operations.count,
      "example": spec.examples.count + spec.consoleExamples.count + spec.textExamples.count,
      "file": spec.files.count, "setting": spec.settings.count, "entity": spec.entities.count,
      "error": spec.errors.count, "state": spec.states.count,
      "transition": spec.transitions.count, "algorithm": spec.algorithms.count,
      "matrix case": spec.matrix.count, "checklist item": spec.checklist.count,
      "silence": spec.implementationDefined.count, "open question": spec.openQuestions.count,
      "table": spec.tables.count,
    ]
    return all.filter { $0.value > 0 }.map { Count(noun: $0.key, count: $0.value) }
  }
}
