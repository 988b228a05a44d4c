/// What all forms of examples have in common, for whatever asks only which there are.
public struct ExampleMark: Sendable, Hashable {
  /// The example's id.
  public var id: String
  /// Requirements that its heading or section names.
  public var requirements: [String]
  /// Where it stands.
  public var lines: SourceLines
}

extension Spec {
  /// Examples of every form in the order of their lines: calls, sessions at a command line, texts.
  public var exampleMarks: [ExampleMark] {
    let marks =
      examples.map { ExampleMark(id: $0.id, requirements: $0.requirements, lines: $0.lines) }
      + consoleExamples.map { .init(id: $0.id, requirements: $0.requirements, lines: $0.lines) }
      + textExamples.map { .init(id: $0.id, requirements: $0.requirements, lines: $0.lines) }
    guard examples.count < marks.count else { return marks }
    return marks.sorted { ($0.lines.first, $0.lines.last) < ($1.lines.first, $1.lines.last) }
  }
}
