import SpecModel

extension Comparer {
  /// Compares what has a name, and remembers which units that tells about.
  mutating func compareThings() {
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
    let aspects = differing(left, right)
    if !aspects.isEmpty { actions.append(.changed) }
    if left.name != right.name { actions.append(.renamed) }
    let lost = units(left, old).filter { isNews($0, isNew: false) }
    let won = units(right, new).filter { isNews($0, isNew: true) }
    // An entity's own words are its heading; what is said of its fields is theirs.
    if !(lost.isEmpty && won.isEmpty), left.subject != .entity { actions.append(.reworded) }
    guard !actions.isEmpty else { return }
    told.old.formUnion(lost)
    told.new.formUnion(won)
    let before = text(of: lost.map { old.units[$0] })
    let after = text(of: won.map { new.units[$0] })
    changes.append(
      ModelChange(
        left.subject, actions, old: side(left, old, before), new: side(right, new, after),
        aspects: aspects, isOptional: left.isOptional || right.isOptional))
  }

  private func text(of units: [DiffUnit]) -> String {
    units.map(\.text).joined(separator: " / ")
  }

  private func differing(_ left: NamedThing, _ right: NamedThing) -> [ModelChange.Aspect] {
    let (old, new) = (said(by: left), said(by: right))
    var seen: Set<String> = []
    return (left.aspects + right.aspects).map(\.name).filter { seen.insert($0).inserted }
      .map { ModelChange.Aspect($0, old: value($0, old), new: value($0, new)) }
      .filter { $0.old != $0.new }
  }

  private func said(by thing: NamedThing) -> [String: String] {
    thing.later.merging(thing.aspects.map { ($0.name, $0.value) }) { $1 }
  }

  /// What a thing says under a name. A default holds wherever a setting is spoken of, so a place
  /// that states none has that of the first.
  private func value(_ name: String, _ said: [String: String]) -> String? {
    said[name] ?? (name.hasPrefix("default at ") ? said["default"] : nil)
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
    // What is a requirement in one version is told as one.
    if (old.units[left].requirement == nil) != (new.units[right].requirement == nil) {
      return false
    }
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
}
