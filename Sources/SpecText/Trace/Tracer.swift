import SpecModel

/// A file with `SPEC:` tags.
public struct TaggedFile: Sendable {
  /// Its path as the user knows it.
  public var path: String
  /// Its tags in order.
  public var tags: [RequirementTag]
  /// What is almost a tag, if its id is of a kind that the spec has.
  public var almost: [AlmostTag]

  /// The tags of a file's bytes.
  public init(path: String, bytes: [UInt8]) {
    self.path = path
    let reader = TagReader(bytes)
    tags = reader.tags
    almost = reader.almost
  }

  /// Whether its path says that it holds tests, as most tools take it: `tests/x`, `test_x.py`,
  /// `x_test.go`, `XTests.swift`, `x.spec.ts`.
  var isTest: Bool {
    path.split(separator: "/").contains { part in
      let words = part.split(separator: ".")
      return words.contains { ["test", "tests", "Test", "Tests", "spec"].contains($0) }
        || ["test_", "test-"].contains { part.hasPrefix($0) }
        || words.contains { word in
          ["_test", "-test", "_spec", "-spec", "Test", "Tests", "Spec"].contains {
            word.hasSuffix($0)
          }
        }
    }
  }
}

/// Finds out which requirement is held by what.
public enum Tracer {
  /// The matrix of `spec`: examples and matrix cases that stand in it, tags of `files`, and probes
  /// by operation from a verdict.
  public static func trace(
    _ spec: Spec, files: [TaggedFile] = [], probed: [OperationScore] = []
  ) -> Traceability {
    let names = KnownNames(spec)
    var rows = spec.requirements.map(Traceability.Row.init)
    let places = SectionPlaces(spec)
    link(examples: spec, places, to: &rows)
    link(cases: spec, names, to: &rows)
    let scores = Dictionary(
      probed.map { ($0.operation, $0) }, uniquingKeysWith: { first, _ in first })
    for place in rows.indices {
      let requirement = rows[place].requirement
      rows[place].operations = places.operations(
        of: requirement, named: names.operations(in: requirement.text))
      for operation in rows[place].operations {
        rows[place].probes += scores[operation]?.probes ?? 0
        rows[place].diverged += scores[operation]?.diverged ?? 0
      }
    }
    let unknown = link(files, to: &rows)
    return Traceability(
      path: spec.path, rows: rows, unknown: unknown, almost: almost(files, spec))
  }

  /// Almost-tags with ids of the kinds that the spec's own are: `spec: UTF-8` is none.
  private static func almost(_ files: [TaggedFile], _ spec: Spec) -> [Traceability.Link] {
    func kind(_ id: String) -> String {
      id.hasPrefix("§") ? "§" : RequirementID.family(id.uppercased())
    }
    let kinds = Set(spec.requirements.map { kind($0.id) })
    return files.flatMap { file in
      file.almost.filter { kinds.contains(kind($0.id)) }.map {
        Traceability.Link(name: $0.text, path: file.path, line: $0.line, basis: .id)
      }
    }
  }

  private static func link(
    examples spec: Spec, _ places: SectionPlaces, to rows: inout [Traceability.Row]
  ) {
    var named: [String: [Traceability.Link]] = [:]
    // An example that names requirements says what it is of.
    var all: [(id: String, line: Int)] = []
    func take(_ id: String, _ requirements: [String], _ lines: SourceLines) {
      if requirements.isEmpty { all.append((id, lines.first)) }
      for requirement in Set(requirements) {
        named[requirement, default: []].append(
          .init(name: id, path: spec.path, line: lines.first, basis: .id))
      }
    }
    for example in spec.examples { take(example.id, example.requirements, example.lines) }
    for example in spec.consoleExamples { take(example.id, example.requirements, example.lines) }
    for example in spec.textExamples { take(example.id, example.requirements, example.lines) }
    all.sort { $0.line < $1.line }
    let lines = all.map(\.line)
    for place in rows.indices {
      let requirement = rows[place].requirement
      rows[place].examples = named[requirement.id] ?? []
      guard rows[place].examples.isEmpty, let section = places.section(at: requirement.lines.first)
      else { continue }
      let from = lines.partitioningIndex { $0 >= section.lines.first }
      let upTo = lines.partitioningIndex { $0 > section.lines.last }
      rows[place].examples = all[from..<upTo].map {
        .init(name: $0.id, path: spec.path, line: $0.line, basis: .section)
      }
    }
  }

  /// Cases name requirements by id; in a spec without ids, by what both speak of in code.
  private static func link(
    cases spec: Spec, _ names: KnownNames, to rows: inout [Traceability.Row]
  ) {
    var byID: [String: [MatrixCase]] = [:]
    var byName: [String: [MatrixCase]] = [:]
    for item in spec.matrix {
      for id in Set(item.requirements) { byID[id, default: []].append(item) }
      for name in names.all(in: item.text) { byName[name, default: []].append(item) }
    }
    func links(_ items: [MatrixCase], _ basis: Traceability.Link.Basis) -> [Traceability.Link] {
      items.map { .init(name: $0.id, path: spec.path, line: $0.lines.first, basis: basis) }
    }
    for place in rows.indices {
      let requirement = rows[place].requirement
      if let items = byID[requirement.id] {
        rows[place].cases = links(items, .id)
        continue
      }
      var seen: Set<Int> = []
      let items = names.all(in: requirement.text).sorted().flatMap { byName[$0] ?? [] }
        .filter { $0.lines != requirement.lines && seen.insert($0.lines.first).inserted }
      rows[place].cases = links(items, .name)
    }
  }

  /// Links tags; those that name nothing are returned.
  private static func link(_ files: [TaggedFile], to rows: inout [Traceability.Row])
    -> [Traceability.Link]
  {
    let places = Dictionary(
      rows.indices.map { (rows[$0].requirement.id, $0) }, uniquingKeysWith: { first, _ in first })
    var unknown: [Traceability.Link] = []
    for file in files {
      let isTest = file.isTest
      for tag in file.tags {
        let link = Traceability.Link(name: tag.id, path: file.path, line: tag.line, basis: .id)
        guard let place = places[tag.id] else {
          unknown.append(link)
          continue
        }
        if isTest { rows[place].tests.append(link) } else { rows[place].sources.append(link) }
      }
    }
    return unknown
  }
}
