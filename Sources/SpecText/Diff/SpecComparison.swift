import SpecModel

/// Compares two versions of a spec as models: what is new, gone, stronger, weaker, or other words.
public enum SpecComparison {
  /// The changes from `old` to `new`.
  public static func changes(
    from old: (bytes: [UInt8], path: String), to new: (bytes: [UInt8], path: String)
  ) -> ModelChangeList {
    var comparer = Comparer(
      SpecParser.parse(old.bytes, path: old.path), old.bytes,
      SpecParser.parse(new.bytes, path: new.path), new.bytes)
    let changes = comparer.compare()
    return ModelChangeList(
      old: version(comparer.old.spec), new: version(comparer.new.spec), changes: changes)
  }

  private static func version(_ spec: Spec) -> ModelChangeList.Version {
    ModelChangeList.Version(
      path: spec.path, version: spec.frontMatter?.version ?? "",
      hasKeywords: spec.requirements.contains { $0.strength != .none })
  }
}

/// One comparison: units are matched, then named things are compared, then all that is left.
struct Comparer {
  private(set) var old: DiffSide
  private(set) var new: DiffSide
  let matcher: UnitMatcher
  let oldThings: [NamedThing]
  let newThings: [NamedThing]
  /// Units that a change of a named thing tells about.
  var told: (old: Set<Int>, new: Set<Int>) = ([], [])
  let kinds: (old: UnitKinds, new: UnitKinds)
  var changes: [ModelChange] = []

  init(_ oldSpec: Spec, _ oldBytes: [UInt8], _ newSpec: Spec, _ newBytes: [UInt8]) {
    var lexicon = WordNumbers()
    old = DiffSide(oldSpec, bytes: oldBytes, lexicon: &lexicon)
    new = DiffSide(newSpec, bytes: newBytes, lexicon: &lexicon)
    oldThings = NamedThing.all(in: oldSpec)
    newThings = NamedThing.all(in: newSpec)
    Self.setKeys(&old, oldThings)
    Self.setKeys(&new, newThings)
    matcher = UnitMatcher(old, new, wordCount: lexicon.count)
    kinds = (UnitKinds(oldSpec), UnitKinds(newSpec))
  }

  /// Units of one thing have one key in both versions: an own id, or a name with the count of the
  /// place.
  private static func setKeys(_ side: inout DiffSide, _ things: [NamedThing]) {
    var keys: [Int: String] = [:]
    for thing in things where thing.subject != .entity {
      for (count, place) in thing.places.enumerated() {
        guard let unit = side.unit(at: place.first), keys[unit] == nil else { continue }
        keys[unit] = "\(thing.key)\u{0}\(count)"
      }
    }
    for place in side.units.indices {
      if let requirement = side.units[place].requirement, !requirement.idIsDerived {
        side.units[place].key = "requirement\u{0}\(requirement.id)"
      } else {
        side.units[place].key = keys[place]
      }
    }
  }

  mutating func compare() -> [ModelChange] {
    compareFrontMatter()
    compareThings()
    compareUnits()
    nestText()
    for place in changes.indices {
      SemverRules.judge(&changes[place])
      changes[place].section = heading(of: changes[place])
    }
    nest()
    let lines = matcher.newLines(new)
    return ProseRuns.joined(sorted(lines))
  }

  private func sorted(_ lines: [Int]) -> [ModelChange] {
    changes.enumerated().sorted { left, right in
      (position(left.element, lines), left.offset) < (position(right.element, lines), right.offset)
    }.map(\.element)
  }

  /// Puts changes of requirements inside the changes of the things that they stand in.
  private mutating func nest() {
    var holders: [String: Int] = [:]
    for (place, change) in changes.enumerated() where change.subject != .requirement {
      if let side = change.new { holders["\(change.subject.rawValue)\u{0}\(side.name)"] = place }
      if let side = change.old { holders["\(change.subject.rawValue)\u{0}\(side.name)"] = place }
    }
    let owners = (old: owners(oldThings, old), new: owners(newThings, new))
    var nested: Set<Int> = []
    for (place, change) in changes.enumerated() where change.subject == .requirement {
      let thing =
        change.new.flatMap { side in new.unit(at: side.lines.first).flatMap { owners.new[$0] } }
        ?? change.old.flatMap { side in old.unit(at: side.lines.first).flatMap { owners.old[$0] } }
      guard let thing else { continue }
      if let holder = holders[thing.key], change.parts.isEmpty {
        changes[holder].parts.append(change)
        nested.insert(place)
      } else {
        changes[place].within = "\(thing.subject.rawValue) \(thing.name)"
      }
    }
    changes = changes.enumerated().filter { !nested.contains($0.offset) }.map(\.element)
  }

  /// The thing that each unit belongs to.
  private func owners(_ things: [NamedThing], _ side: DiffSide) -> [Int: NamedThing] {
    var owners: [Int: NamedThing] = [:]
    for thing in things where [.setting, .field, .error, .state].contains(thing.subject) {
      for lines in thing.places { for unit in side.units(at: lines) { owners[unit] = thing } }
    }
    return owners
  }

  private func heading(of change: ModelChange) -> String {
    guard change.new == nil, let side = change.old else { return change.section }
    return matcher.sections[old.section(at: side.lines.first)].map(new.label) ?? side.section
  }

  /// A line of the new version; what is gone stands behind what stood before it.
  private func position(_ change: ModelChange, _ lines: [Int]) -> Int {
    if let side = change.new { return side.lines.first * 2 }
    guard let side = change.old, let unit = old.unit(at: side.lines.first) else { return 0 }
    return lines[unit] * 2 + 1
  }

  private mutating func compareFrontMatter() {
    let sides = [old.spec, new.spec].map { spec in
      spec.frontMatter.flatMap { SpecEncoding.value(of: $0).objectValue } ?? []
    }
    var aspects: [ModelChange.Aspect] = []
    for member in sides[0] {
      let other = sides[1].first { $0.key == member.key }
      if other?.value != member.value {
        aspects.append(
          .init(member.key, old: member.value.description, new: other?.value.description))
      }
    }
    for member in sides[1] where !sides[0].contains(where: { $0.key == member.key }) {
      aspects.append(.init(member.key, old: nil, new: member.value.description))
    }
    aspects.removeAll { $0.name == "lines" }
    guard !aspects.isEmpty else { return }
    func side(_ spec: Spec) -> ModelChange.Side? {
      spec.frontMatter.map {
        ModelChange.Side(name: $0.name, text: "", section: "", lines: $0.lines)
      }
    }
    let (left, right) = (side(old.spec), side(new.spec))
    changes.append(
      ModelChange(
        .frontMatter, [left == nil ? .added : right == nil ? .removed : .changed], old: left,
        new: right, aspects: aspects))
  }
}
