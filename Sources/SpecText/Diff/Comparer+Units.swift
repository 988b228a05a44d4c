import SpecModel

extension Comparer {
  /// Compares the units that no named thing tells about.
  mutating func compareUnits() {
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

  /// A requirement that ends in a colon with what it announces: `… MUST document:`.
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
      guard side.owners[next] == place, unit.kind == .text, !isMatched, !isTold else { break }
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
      if matcher.sections[a.section] != b.section {
        actions.append(.moved)
      } else if isOutOfOrder, actions.isEmpty {
        actions.append(.moved)
        aspects.append(.init("order", old: nil, new: nil))
      }
    }
    guard !actions.isEmpty else { return nil }
    // A heading that is a requirement in one version is told as one.
    let ranks = [kinds.old.rank(of: a), kinds.new.rank(of: b)].sorted()
    let subject = ranks[a.kind == .heading ? 1 : 0]
    return ModelChange(
      UnitKinds.subjects[subject], actions, old: side(a, old, kinds.old),
      new: side(b, new, kinds.new), aspects: aspects,
      isOptional: isOptional(b, new, kinds.new))
  }

  /// A requirement whose own words are as they were, for what changed inside it.
  func reworded(_ left: Int, _ right: Int) -> ModelChange {
    let (a, b) = (old.units[left], new.units[right])
    return ModelChange(
      .requirement, [.reworded], old: side(a, old, kinds.old), new: side(b, new, kinds.new),
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
