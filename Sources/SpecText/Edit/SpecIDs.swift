import SpecModel

/// What giving ids to the requirements of a spec comes to.
public struct IDPlan: Sendable {
  /// One requirement of the spec.
  public struct Entry: Sendable {
    /// The requirement as it is read now.
    public var requirement: Requirement
    /// The id that it gets; nil where it has one, or can't get one.
    public var given: String?
    /// Why it can't get one without a change of the spec's structure; nil where it can.
    public var obstacle: String?
  }

  /// Every requirement in document order.
  public var entries: [Entry]
  /// The file with the ids given; the same bytes where none are.
  public var bytes: [UInt8]
}

/// Permanent ids for requirements that have none.
///
/// The ids go into the text and nothing else changes: the new file is read again and must be the
/// same model but for ids. A requirement whose id would change anything else (a heading that would
/// take in the paragraphs below it, a row that is a setting's) is left alone and told.
public enum SpecIDs {
  /// A plan for `bytes`; nothing is written.
  public static func plan(_ bytes: [UInt8], path: String, scheme: IDScheme) -> IDPlan {
    let spec = SpecParser.parse(bytes, path: path)
    var entries = spec.requirements.sorted { $0.lines.first < $1.lines.first }
      .map { IDPlan.Entry(requirement: $0, given: nil, obstacle: nil) }
    let source = SourceText(bytes)
    let repaired = TextRepair.firstFault(in: bytes) == nil ? bytes : TextRepair.repaired(bytes)
    let text = SourceText(repaired)
    let front = FrontMatterParser.parse(text)
    let document = MarkdownDocument(NestingGuard.guarded(text).0, fromLine: front.bodyLine)
    let places = IDPlaces(source: source, document: document)
    var numbers = IDNumbers(scheme, spec: spec, text: source)
    var insertions: [Insertion] = []
    for (index, entry) in entries.enumerated() where entry.requirement.idIsDerived {
      switch places.place(onLine: entry.requirement.lines.first) {
      case .none(let obstacle): entries[index].obstacle = obstacle
      case .place(let place): insertions.append(Insertion(entry: index, id: "", place: place))
      }
    }
    guard !insertions.isEmpty else { return IDPlan(entries: entries, bytes: bytes) }
    let old = SpecEncoding.value(of: spec)
    let refused = refuse(&insertions, entries, bytes, path, old, numbers)
    for index in refused { entries[index].obstacle = Self.change }
    for place in insertions.indices {
      let id = numbers.next(for: entries[insertions[place].entry].requirement)
      insertions[place].id = id
      entries[insertions[place].entry].given = id
    }
    return IDPlan(entries: entries, bytes: applied(insertions, to: bytes))
  }

  private static let change =
    "with an id in front the spec would be read differently; give it one by hand"

  /// One id and where it goes.
  private struct Insertion {
    var entry: Int
    var id: String
    var place: IDPlaces.Place
  }

  /// Drops the insertions that would change more than ids; returns their entries.
  private static func refuse(
    _ insertions: inout [Insertion], _ entries: [IDPlan.Entry], _ bytes: [UInt8],
    _ path: String, _ old: Value, _ numbers: IDNumbers
  ) -> [Int] {
    var refused: [Int] = []
    // What is dropped may have hidden what comes after it; a spec that needs more rounds than
    // these keeps its derived ids.
    for _ in 0..<8 {
      var numbers = numbers
      for place in insertions.indices {
        insertions[place].id = numbers.next(for: entries[insertions[place].entry].requirement)
      }
      let new = SpecParser.parse(applied(insertions, to: bytes), path: path)
      let likeness = SpecLikeness(
        old, SpecEncoding.value(of: new), given: Set(insertions.map(\.id)))
      let read = Dictionary(
        new.requirements.map { ($0.lines.first, $0) }, uniquingKeysWith: { first, _ in first })
      var isBad = insertions.map { insertion in
        read[entries[insertion.entry].requirement.lines.first]?.id != insertion.id
      }
      if likeness.isSame, !isBad.contains(true) { return refused }
      mark(&isBad, insertions, likeness.blamed)
      // What differs may stand beside the line that is at fault: then its section is blamed.
      if !isBad.contains(true) { mark(&isBad, insertions, sections(of: likeness.blamed, in: new)) }
      if !isBad.contains(true) { break }
      refused += zip(insertions, isBad).filter(\.1).map(\.0.entry)
      insertions = zip(insertions, isBad).filter { !$0.1 }.map(\.0)
      if insertions.isEmpty { return refused }
    }
    refused += insertions.map(\.entry)
    insertions = []
    return refused
  }

  /// The innermost sections that some lines stand in.
  private static func sections(of lines: [SourceLines], in spec: Spec) -> [SourceLines] {
    lines.compactMap { lines in
      let after = spec.sections.partitioningIndex { $0.lines.first > lines.first }
      return after > 0 ? spec.sections[after - 1].lines : nil
    }
  }

  /// Marks the insertions on blamed lines; both are gone over once.
  private static func mark(
    _ isBad: inout [Bool], _ insertions: [Insertion], _ blamed: [SourceLines]
  ) {
    for lines in blamed {
      var place = insertions.partitioningIndex { $0.place.line >= lines.first }
      while place < insertions.count, insertions[place].place.line <= lines.last {
        isBad[place] = true
        place += 1
      }
    }
  }

  private static func applied(_ insertions: [Insertion], to bytes: [UInt8]) -> [UInt8] {
    var out: [UInt8] = []
    out.reserveCapacity(bytes.count + insertions.count * 16)
    var next = 0
    for insertion in insertions {
      let (before, after) = insertion.place.around
      out += bytes[next..<insertion.place.offset]
      out += "\(before)\(insertion.id)\(after)".utf8
      next = insertion.place.offset
    }
    return out + bytes[next...]
  }
}
