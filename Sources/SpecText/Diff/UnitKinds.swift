import SpecModel

/// What the units of one version are, by their first lines.
struct UnitKinds {
  /// What a unit without a name may be, the most telling first.
  static let subjects: [ModelChange.Subject] = [
    .section, .matrixCase, .checklistItem, .silence, .requirement, .algorithm, .prose,
  ]

  private var names: [Int: (rank: Int, name: String, isExtension: Bool)] = [:]

  init(_ spec: Spec) {
    // The more telling ones come last and win.
    for silence in spec.implementationDefined + spec.openQuestions {
      take(silence.lines, rank: 3, name: "", isExtension: false)
    }
    for item in spec.checklist {
      take(item.lines, rank: 2, name: "", isExtension: !item.isRequired)
    }
    for item in spec.matrix {
      take(
        item.lines, rank: 1, name: item.idIsDerived ? "" : item.id, isExtension: item.isExtension)
    }
  }

  private mutating func take(_ lines: SourceLines, rank: Int, name: String, isExtension: Bool) {
    // A case may be as long as a file and say so; what lies below its first lines is found by them.
    for line in lines.first...min(lines.last, lines.first + 200) {
      names[line] = (rank, name, isExtension)
    }
  }

  /// The place of its subject in `subjects`.
  func rank(of unit: DiffUnit) -> Int {
    if unit.kind == .heading { return unit.requirement == nil ? 0 : 4 }
    if let own = names[unit.lines.first] { return own.rank }
    return unit.requirement == nil ? 6 : 4
  }

  /// What a unit is.
  func subject(of unit: DiffUnit) -> ModelChange.Subject { Self.subjects[rank(of: unit)] }

  /// Its id, where it has one of its own.
  func name(of unit: DiffUnit) -> String {
    if let requirement = unit.requirement { return requirement.id }
    return names[unit.lines.first]?.name ?? ""
  }

  /// Whether it is said to apply only where something optional is implemented.
  func isExtension(_ unit: DiffUnit) -> Bool { names[unit.lines.first]?.isExtension ?? false }

  /// What happened to the strength of a statement; a missing requirement is a text without keyword.
  static func strengthActions(_ old: Requirement?, _ new: Requirement?) -> [ModelChange.Action] {
    let (one, other) = (old?.strength ?? .none, new?.strength ?? .none)
    guard one != other else { return [] }
    let (left, right) = (level(one), level(other))
    if left == right { return [.reversed] }
    return [left < right ? .strengthened : .weakened]
  }

  /// How much a strength binds: MUST and MUST NOT bind alike.
  static func level(_ strength: Requirement.Strength) -> Int {
    switch strength {
    case .none: 0
    case .may: 1
    case .should, .shouldNot: 2
    case .must, .mustNot: 3
    }
  }

  /// Whether two texts differ in nothing but the case of letters: `must` and `MUST`.
  static func isOnlyCase(_ left: String, _ right: String) -> Bool {
    left.utf8.count == right.utf8.count && left.lowercased() == right.lowercased()
  }
}

extension UnitMatcher {
  /// Units of the old version that changed places with another of their section.
  func outOfOrder(_ oldSide: DiffSide, _ newSide: DiffSide) -> Set<Int> {
    var pairs: [Int: [(Int, Int)]] = [:]
    for (left, right) in newOfOld.enumerated() {
      guard let right, oldSide.units[left].kind != .heading,
        sections[oldSide.units[left].section] == newSide.units[right].section
      else { continue }
      pairs[oldSide.units[left].section, default: []].append((left, right))
    }
    var out: Set<Int> = []
    for section in pairs.values {
      let sorted = section.sorted { $0.1 < $1.1 }
      out.formUnion(section.map(\.0))
      out.subtract(SpecDiff.growing(sorted).map(\.0))
    }
    return out
  }

  /// For each unit of the old version, a line of the new one: its own, or that of the last before
  /// it which is still there.
  func newLines(_ newSide: DiffSide) -> [Int] {
    var last = 0
    return newOfOld.map { match in
      if let match { last = newSide.units[match].lines.first }
      return last
    }
  }
}

/// Text without a keyword that is new or gone in one piece is one change, however many blocks it
/// has: there is nothing to compare block by block.
enum ProseRuns {
  static func joined(_ changes: [ModelChange]) -> [ModelChange] {
    var out: [ModelChange] = []
    for change in changes {
      guard let last = out.last, let run = run(last, change) else {
        out.append(change)
        continue
      }
      out[out.count - 1] = run
    }
    return out
  }

  private static func run(_ first: ModelChange, _ second: ModelChange) -> ModelChange? {
    guard first.subject == .prose, second.subject == .prose, first.section == second.section,
      first.actions == second.actions, first.action == .added || first.action == .removed,
      first.isOptional == second.isOptional
    else { return nil }
    var joined = first
    if let one = first.new, let other = second.new {
      joined.new = side(one, other)
      return joined.new == nil ? nil : joined
    }
    if let one = first.old, let other = second.old {
      joined.old = side(one, other)
      return joined.old == nil ? nil : joined
    }
    return nil
  }

  /// Both in one, where nothing but a blank line is between them.
  private static func side(_ one: ModelChange.Side, _ other: ModelChange.Side)
    -> ModelChange.Side?
  {
    let gap = other.lines.first - one.lines.last
    guard gap == 1 || gap == 2, !one.text.utf8.contains(0x0A), !other.text.utf8.contains(0x0A)
    else { return nil }
    var side = one
    side.lines.last = other.lines.last
    side.text += " / " + other.text
    return side
  }
}
