import SpecModel

/// Which requirement a block without a keyword stands inside: the item of a list whose content it
/// is, the paragraph whose colon announces it, or the heading that it stands directly under.
struct UnitOwners {
  /// For each unit, the unit of the requirement that it stands inside; nil for none.
  private(set) var owners: [Int?] = []

  /// Open items of lists that are requirements, the outermost first, with their indentation.
  private var items: [(indent: Int, unit: Int)] = []
  /// A paragraph that ends in a colon, as long as nothing but items of lists came behind it.
  private var announcer: Int?
  /// A heading that is a requirement, as long as no other requirement came below it.
  private var heading: Int?

  /// The owners of units that come in the order of their lines; `indents` are the columns at which
  /// their first lines begin.
  init(_ units: [DiffUnit], indents: [Int]) {
    owners.reserveCapacity(units.count)
    for (place, unit) in units.enumerated() {
      if unit.kind == .heading {
        items = []
        announcer = nil
        heading = unit.requirement == nil ? nil : place
        owners.append(nil)
        continue
      }
      while let last = items.last, last.indent >= indents[place] { items.removeLast() }
      let isAnnounced = unit.isItem || indents[place] > 0
      if !isAnnounced { announcer = nil }
      guard unit.requirement != nil else {
        owners.append(items.last?.unit ?? announcer ?? heading)
        continue
      }
      owners.append(nil)
      heading = nil
      if unit.isItem {
        items.append((indents[place], place))
      } else if unit.kind == .text {
        announcer = unit.text.utf8.last == UInt8(ascii: ":") ? place : nil
      }
    }
  }

  /// The column of the first character of a block that is no mark of a quote; tabs count to the
  /// next column of four.
  static func indent(of source: String) -> Int {
    var column = 0
    for byte in source.utf8 {
      switch byte {
      case 0x20: column += 1
      case 0x09: column += 4 - column % 4
      // What a quote holds begins behind its mark and a space.
      case UInt8(ascii: ">"): column = -1
      default: return max(0, column)
      }
    }
    return max(0, column)
  }
}

extension Comparer {
  /// Tells changes of text inside a requirement at that requirement.
  mutating func nestText() {
    var places: (old: [Int: Int], new: [Int: Int]) = ([:], [:])
    for (place, change) in changes.enumerated() where change.subject == .requirement {
      if let side = change.old { places.old[side.lines.first] = place }
      if let side = change.new { places.new[side.lines.first] = place }
    }
    var nested: Set<Int> = []
    for place in changes.indices where changes[place].subject == .prose {
      guard let owner = owner(of: changes[place]) else { continue }
      let (left, right) = owner
      let known =
        right.flatMap { places.new[new.units[$0].lines.first] }
        ?? left.flatMap { places.old[old.units[$0].lines.first] }
      if let known {
        changes[known].parts.append(changes[place])
        if changes[known].actions == [.moved] { changes[known].actions = [.reworded, .moved] }
      } else if let left, let right {
        places.new[new.units[right].lines.first] = changes.count
        var change = reworded(left, right)
        change.parts = [changes[place]]
        changes.append(change)
      } else {
        continue
      }
      nested.insert(place)
    }
    changes = changes.enumerated().filter { !nested.contains($0.offset) }.map(\.element)
    for place in changes.indices where changes[place].subject == .requirement {
      changes[place].parts = ProseRuns.joined(changes[place].parts)
    }
  }

  /// The requirement that a changed text stands in, in both versions where it is in both: where it
  /// stands now, and for what is gone where it stood.
  private func owner(of change: ModelChange) -> (old: Int?, new: Int?)? {
    if let side = change.new, let unit = new.unit(at: side.lines.first),
      let owner = new.owners[unit]
    {
      return (matcher.oldOfNew[owner], owner)
    }
    if let side = change.old, let unit = old.unit(at: side.lines.first),
      let owner = old.owners[unit]
    {
      return (owner, matcher.newOfOld[owner])
    }
    return nil
  }
}
