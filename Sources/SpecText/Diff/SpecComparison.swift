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
  private let matcher: UnitMatcher
  private let oldThings: [NamedThing]
  private let newThings: [NamedThing]
  /// Units that a change of a named thing tells about.
  private var told: (old: Set<Int>, new: Set<Int>) = ([], [])
  private let kinds: (old: UnitKinds, new: UnitKinds)
  private var changes: [ModelChange] = []

  init(_ oldSpec: Spec, _ oldBytes: [UInt8], _ newSpec: Spec, _ newBytes: [UInt8]) {
    var lexicon = Lexicon()
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
    for place in changes.indices {
      SemverRules.judge(&changes[place])
      changes[place].section = heading(of: changes[place])
    }
    let lines = matcher.newLines(old, new)
    return ProseRuns.joined(sorted(lines))
  }

  private func sorted(_ lines: [Int]) -> [ModelChange] {
    changes.enumerated().sorted { left, right in
      (position(left.element, lines), left.offset) < (position(right.element, lines), right.offset)
    }.map(\.element)
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

  // MARK: - Named things

  private mutating func compareThings() {
    var places: [String: Int] = [:]
    for (place, thing) in newThings.enumerated() { places[thing.key] = place }
    let known = Set(oldThings.map(\.key))
    var gone: [NamedThing] = []
    var matched: Set<String> = []
    for thing in oldThings {
      if let other = places[thing.key] {
        matched.insert(thing.key)
        compare(thing, newThings[other])
      } else {
        gone.append(thing)
      }
    }
    let fresh = newThings.filter { !matched.contains($0.key) }
    let renamed = renamings(gone, fresh)
    for (place, thing) in gone.enumerated() where renamed.old[place] == nil {
      // A whole tells about its parts.
      if let whole = thing.whole, places[whole] == nil {
        tell(thing, isNew: false)
      } else {
        take(thing, isNew: false)
      }
    }
    for (place, thing) in fresh.enumerated() where !renamed.new.contains(place) {
      if let whole = thing.whole, !known.contains(whole) {
        tell(thing, isNew: true)
      } else {
        take(thing, isNew: true)
      }
    }
  }

  /// What is gone and what is new are one thing where the matcher paired their units.
  private mutating func renamings(_ gone: [NamedThing], _ fresh: [NamedThing])
    -> (old: [Int: Int], new: Set<Int>)
  {
    var byUnit: [Int: Int] = [:]
    for (place, thing) in fresh.enumerated() {
      if let unit = new.unit(at: thing.places[0].first) { byUnit[unit] = place }
    }
    var pairs: [Int: Int] = [:]
    var taken: Set<Int> = []
    for (place, thing) in gone.enumerated() {
      guard let unit = old.unit(at: thing.places[0].first), let other = matcher.newOfOld[unit],
        let match = byUnit[other], fresh[match].subject == thing.subject,
        taken.insert(match).inserted
      else { continue }
      pairs[place] = match
      compare(thing, fresh[match])
    }
    return (pairs, taken)
  }

  private mutating func compare(_ left: NamedThing, _ right: NamedThing) {
    var actions: [ModelChange.Action] = []
    let aspects = differing(left.aspects, right.aspects)
    if !aspects.isEmpty { actions.append(.changed) }
    if left.name != right.name { actions.append(.renamed) }
    let lost = units(left, old).filter { isNews($0, isNew: false) }
    let won = units(right, new).filter { isNews($0, isNew: true) }
    // An entity's own words are its heading; what is said of its fields is theirs.
    if !(lost.isEmpty && won.isEmpty), left.subject != .entity { actions.append(.reworded) }
    guard !actions.isEmpty else { return }
    told.old.formUnion(lost)
    told.new.formUnion(won)
    let (before, after) = texts(left, right, lost, won)
    changes.append(
      ModelChange(
        left.subject, actions, old: side(left, old, before), new: side(right, new, after),
        aspects: aspects, isOptional: left.isOptional || right.isOptional))
  }

  /// The words that changed: one place's where both versions have the same places.
  private func texts(_ left: NamedThing, _ right: NamedThing, _ lost: [Int], _ won: [Int])
    -> (String, String)
  {
    let before = lost.map { old.units[$0].text }.joined(separator: " / ")
    let after = won.map { new.units[$0].text }.joined(separator: " / ")
    return (before, after)
  }

  private func differing(
    _ left: [(name: String, value: String)], _ right: [(name: String, value: String)]
  ) -> [ModelChange.Aspect] {
    let others = Dictionary(right.map { ($0.name, $0.value) }, uniquingKeysWith: { $1 })
    let names = Set(left.map(\.name))
    var aspects: [ModelChange.Aspect] = []
    for (name, value) in left where others[name] != value {
      aspects.append(.init(name, old: value, new: others[name]))
    }
    for (name, value) in right where !names.contains(name) {
      aspects.append(.init(name, old: nil, new: value))
    }
    return aspects
  }

  /// Units of a thing, without requirements inside it, which are told by themselves.
  private func units(_ thing: NamedThing, _ side: DiffSide) -> [Int] {
    var units: [Int] = []
    for lines in thing.places {
      for unit in side.units(at: lines)
      where side.units[unit].requirement == nil || side.units[unit].lines.first == lines.first {
        units.append(unit)
      }
    }
    return units
  }

  /// Whether a unit says something that the other version does not.
  private func isNews(_ unit: Int, isNew: Bool) -> Bool {
    guard let other = isNew ? matcher.oldOfNew[unit] : matcher.newOfOld[unit] else { return true }
    let (left, right) = isNew ? (other, unit) : (unit, other)
    return old.units[left].text != new.units[right].text
  }

  private mutating func tell(_ thing: NamedThing, isNew: Bool) {
    for unit in units(thing, isNew ? new : old) {
      if isNew { told.new.insert(unit) } else { told.old.insert(unit) }
    }
  }

  private mutating func take(_ thing: NamedThing, isNew: Bool) {
    let side = isNew ? new : old
    let units = units(thing, side)
    tell(thing, isNew: isNew)
    var text = units.map { side.units[$0].text }.joined(separator: " / ")
    if thing.subject == .entity {
      let parts = (isNew ? newThings : oldThings).filter { $0.whole == thing.key }
      text = parts.map { String($0.name.dropFirst(thing.name.count + 1)) }.joined(separator: ", ")
    }
    let aspects = thing.aspects.map {
      ModelChange.Aspect($0.name, old: isNew ? nil : $0.value, new: isNew ? $0.value : nil)
    }
    let value = self.side(thing, side, text)
    changes.append(
      ModelChange(
        thing.subject, [isNew ? .added : .removed], old: isNew ? nil : value,
        new: isNew ? value : nil, aspects: aspects, isOptional: thing.isOptional))
  }

  private func side(_ thing: NamedThing, _ side: DiffSide, _ text: String) -> ModelChange.Side {
    let first = thing.places[0]
    return ModelChange.Side(
      name: thing.name, text: text, section: side.label(side.section(at: first.first)),
      lines: first)
  }

  // MARK: - All other text

  private mutating func compareUnits() {
    let order = matcher.outOfOrder(old, new)
    for left in old.units.indices {
      // Units that an earlier one took along are told.
      if let right = matcher.newOfOld[left] {
        if told.old.contains(left), told.new.contains(right) { continue }
        if let change = pairChange(left, right, isOutOfOrder: order.contains(left)) {
          changes.append(change)
        }
      } else if !told.old.contains(left), let change = lonely(left, isNew: false) {
        changes.append(withList(change, left, isNew: false))
      }
    }
    for right in new.units.indices
    where matcher.oldOfNew[right] == nil && !told.new.contains(right) {
      if let change = lonely(right, isNew: true) {
        changes.append(withList(change, right, isNew: true))
      }
    }
  }

  /// A requirement that ends in a colon with the items below it: `… MUST document:`.
  private mutating func withList(_ change: ModelChange, _ place: Int, isNew: Bool) -> ModelChange {
    let side = isNew ? new : old
    guard change.subject == .requirement, side.units[place].text.utf8.last == UInt8(ascii: ":")
    else { return change }
    var change = change
    var next = place + 1
    while next < side.units.count {
      let unit = side.units[next]
      let isMatched = (isNew ? matcher.oldOfNew : matcher.newOfOld)[next] != nil
      let isTold = (isNew ? told.new : told.old).contains(next)
      guard unit.isItem, unit.kind == .text, unit.requirement == nil, !isMatched, !isTold,
        unit.section == side.units[place].section
      else { break }
      if isNew {
        told.new.insert(next)
        change.new?.text += " / " + unit.text
        change.new?.lines.last = unit.lines.last
      } else {
        told.old.insert(next)
        change.old?.text += " / " + unit.text
        change.old?.lines.last = unit.lines.last
      }
      next += 1
    }
    return change
  }

  private func lonely(_ place: Int, isNew: Bool) -> ModelChange? {
    let side = isNew ? new : old
    let unit = side.units[place]
    // The bars below a table's header, rules and the like say nothing.
    guard !unit.words.isEmpty else { return nil }
    let subject = (isNew ? kinds.new : kinds.old).subject(of: unit)
    let value = self.side(unit, side, isNew ? kinds.new : kinds.old)
    return ModelChange(
      subject, [isNew ? .added : .removed], old: isNew ? nil : value, new: isNew ? value : nil,
      isOptional: isOptional(unit, side, isNew ? kinds.new : kinds.old))
  }

  private func pairChange(_ left: Int, _ right: Int, isOutOfOrder: Bool) -> ModelChange? {
    let (a, b) = (old.units[left], new.units[right])
    var actions = UnitKinds.strengthActions(a.requirement, b.requirement)
    var aspects: [ModelChange.Aspect] = []
    if a.kind == .heading {
      let (one, other) = (
        SectionTree.numberAndTitle(a.text), SectionTree.numberAndTitle(b.text)
      )
      if one.title != other.title { actions.append(.reworded) }
      if one.number != other.number {
        actions.append(.moved)
        aspects.append(.init("number", old: one.number, new: other.number))
      }
    } else {
      if a.text != b.text, !UnitKinds.isOnlyCase(a.text, b.text) || actions.isEmpty {
        actions.append(.reworded)
      }
      // The order of statements that were rewritten besides tells nothing.
      if matcher.sections[a.section] != b.section || isOutOfOrder && actions.isEmpty {
        actions.append(.moved)
      }
    }
    guard !actions.isEmpty else { return nil }
    let subject = min(kinds.old.rank(of: a), kinds.new.rank(of: b))
    return ModelChange(
      UnitKinds.subjects[subject], actions, old: side(a, old, kinds.old),
      new: side(b, new, kinds.new), aspects: aspects,
      isOptional: isOptional(b, new, kinds.new))
  }

  private func side(_ unit: DiffUnit, _ side: DiffSide, _ kinds: UnitKinds) -> ModelChange.Side {
    ModelChange.Side(
      name: kinds.name(of: unit), strength: unit.requirement?.strength ?? .none, text: unit.text,
      section: side.label(unit.section), lines: unit.lines)
  }

  private func isOptional(_ unit: DiffUnit, _ side: DiffSide, _ kinds: UnitKinds) -> Bool {
    kinds.isExtension(unit) || unit.requirement?.profile.isEmpty == false
      || unit.section >= 0 && side.isOptional[unit.section]
  }
}
