import SpecModel

/// `specter.trace/1`: what `specter spec trace --json` answers.
public enum TraceDocument {
  /// The document of a matrix.
  public static func value(of matrix: Traceability) -> Value {
    .members([
      "schema": .string("specter.trace/1"),
      "path": .string(matrix.path),
      "requirements": .array(matrix.rows.map(row)),
      "uncovered": .array(matrix.uncovered.map { .string($0.requirement.id) }),
      "unknownTags": .array(matrix.unknown.map(link)),
      "almostTags": .array(matrix.almost.map(link)),
    ])
  }

  private static func row(_ row: Traceability.Row) -> Value {
    .members([
      "id": .string(row.requirement.id),
      "strength": .string(row.requirement.strength.rawValue),
      "text": .string(row.requirement.text),
      "lines": .array([
        .int(row.requirement.lines.first), .int(row.requirement.lines.last),
      ]),
      "operations": .array(row.operations.map(Value.string)),
      "examples": .array(row.examples.map(link)),
      "cases": .array(row.cases.map(link)),
      "probes": .int(row.probes),
      "diverged": .int(row.diverged),
      "sources": .array(row.sources.map(link)),
      "tests": .array(row.tests.map(link)),
      "covered": .bool(row.isCovered),
    ])
  }

  private static func link(_ link: Traceability.Link) -> Value {
    .members([
      "name": .string(link.name), "path": .string(link.path), "line": .int(link.line),
      "basis": .string(link.basis.rawValue),
    ])
  }
}
