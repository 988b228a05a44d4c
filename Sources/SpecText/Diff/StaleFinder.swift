import SpecModel

/// Finds what an implementation has that goes by the old version of a spec.
public enum StaleFinder {
  /// What holds one requirement of the old version, as `specter spec trace` found it.
  public struct Row: Sendable {
    /// The requirement's id.
    public var id: String
    /// Its lines.
    public var lines: SourceLines
    /// Operations that it speaks of.
    public var operations: [String]
    /// Examples, cases, sources and tests, as kind and name.
    public var links: [(kind: String, name: String)]
  }

  /// The rows of a document of schema `specter.trace/1`; throws where it is none.
  public static func rows(_ trace: Value, place: String) throws(Failure) -> [Row] {
    guard trace["schema"]?.stringValue == "specter.trace/1",
      let rows = trace["requirements"]?.arrayValue
    else {
      throw Failure(
        .badInput, "this is no document of schema specter.trace/1",
        remedy: "Make one of the old version with specter spec trace OLD SOURCES --json",
        place: place)
    }
    return rows.compactMap { row in
      guard let id = row["id"]?.stringValue, let lines = row["lines"]?.arrayValue,
        let first = lines.first?.intValue, let last = lines.last?.intValue
      else { return nil }
      return Row(
        id: id, lines: SourceLines(first, last),
        operations: row["operations"]?.arrayValue?.compactMap(\.stringValue) ?? [],
        links: [
          ("example", "examples"), ("matrix case", "cases"), ("source", "sources"),
          ("test", "tests"),
        ]
        .flatMap { kind, key in
          (row[key]?.arrayValue ?? []).map { (kind, name(of: $0)) }
        })
    }
  }

  private static func name(of link: Value) -> String {
    let name = link["name"]?.stringValue ?? ""
    guard let path = link["path"]?.stringValue, let line = link["line"]?.intValue else {
      return name
    }
    return "\(path):\(line)"
  }

  /// What the changes make stale: of the rows, and of the operations that a verdict probed.
  public static func stale(
    _ changes: [ModelChange], rows: [Row], probed: [(operation: String, probes: Int)]
  ) -> [StaleThing] {
    var found: [StaleThing] = []
    var places: [String: Int] = [:]
    func add(_ kind: String, _ name: String, _ because: String) {
      let key = "\(kind)\u{0}\(name)"
      if let place = places[key] {
        if !found[place].because.contains(because) { found[place].because.append(because) }
      } else {
        places[key] = found.count
        found.append(StaleThing(kind: kind, name: name, because: [because]))
      }
    }
    var changed: [Int: ModelChange] = [:]
    // What only moved is held as it was.
    for change in changes where change.actions != [.moved] {
      if let old = change.old { changed[old.lines.first] = change }
    }
    var operations: [String: [String]] = [:]
    for row in rows {
      guard let change = changed[row.lines.first] else { continue }
      let because = "\(row.id) is \(change.action == .removed ? "gone" : change.action.rawValue)"
      for link in row.links { add(link.kind, link.name, because) }
      for operation in row.operations { operations[operation, default: []].append(because) }
    }
    for change in changes where change.actions != [.moved] {
      for operation in named(by: change) {
        operations[operation, default: []].append(
          "\(change.subject.rawValue) \(change.name) is \(change.action.rawValue)")
      }
    }
    for (operation, probes) in probed {
      for because in operations[operation] ?? [] {
        add("probes", "\(operation) (\(probes))", because)
      }
    }
    return found
  }

  /// Operations that a change is of: its own name, that of its example, or names in code.
  private static func named(by change: ModelChange) -> [String] {
    switch change.subject {
    case .operation: return [change.old?.name ?? change.name]
    case .example: return [String(change.name.prefix { $0 != ":" })]
    case .requirement, .prose:
      let spans =
        TableRows.codeSpans(change.old?.text ?? "")
        + TableRows.codeSpans(change.new?.text ?? "")
        + TableRows.codeSpans(change.section)
      return Array(Set(spans.map { String($0.prefix { $0 != "(" }) }))
    default: return []
    }
  }
}
