import SpecModel

/// How one block differs between two versions of a spec.
public struct BlockChange: Sendable, Hashable {
  /// What happened to a block.
  public enum Kind: String, Sendable, Hashable, Codable {
    /// It is new.
    case added
    /// It is gone.
    case removed
    /// Its text is another.
    case changed
  }

  /// The block's id: in the new version, or in the old one where it is gone.
  public var id: String
  /// What happened.
  public var kind: Kind
  /// Its source before; empty where it is new.
  public var old: String
  /// Its source now; empty where it is gone.
  public var new: String
  /// Its lines in the new version, or in the old one where it is gone.
  public var lines: SourceLines

  /// A change.
  public init(id: String, kind: Kind, old: String, new: String, lines: SourceLines) {
    self.id = id
    self.kind = kind
    self.old = old
    self.new = new
    self.lines = lines
  }
}

/// What a revision changed, block by block.
public enum SpecDiff {
  /// The changes from `old` to `new` in the order of the new version; removed blocks stand where
  /// they were. Blocks with an id of their own are matched by it, others by their text and place.
  public static func changes(from old: [UInt8], to new: [UInt8], path: String) -> [BlockChange] {
    let before = SpecBlocks.blocks(of: SpecParser.parse(old, path: path), bytes: old)
    let after = SpecBlocks.blocks(of: SpecParser.parse(new, path: path), bytes: new)
    var changes: [BlockChange] = []
    var place = (old: 0, new: 0)
    for pair in anchors(before, after) + [(before.count, after.count)] {
      changes += gap(before[place.old..<pair.0], after[place.new..<pair.1])
      place = (pair.0 + 1, pair.1 + 1)
      if pair.0 < before.count, before[pair.0].text != after[pair.1].text {
        changes.append(changed(before[pair.0], after[pair.1]))
      }
    }
    return changes
  }

  /// Pairs of blocks that are the same one, growing on both sides: those with the same own id, and
  /// those without one whose text occurs once in each version.
  private static func anchors(_ old: [Block], _ new: [Block]) -> [(Int, Int)] {
    // The same beginning and end need no search.
    var head = 0
    while head < min(old.count, new.count), isSame(old[head], new[head]) { head += 1 }
    var tail = 0
    while tail < min(old.count, new.count) - head,
      isSame(old[old.count - 1 - tail], new[new.count - 1 - tail])
    {
      tail += 1
    }
    let places = unique(old, head..<(old.count - tail))
    let others = unique(new, head..<(new.count - tail))
    let common = others.compactMap { key, place in places[key].map { ($0, place) } }
    let middle = growing(common.sorted { $0.1 < $1.1 })
    return (0..<head).map { ($0, $0) } + middle
      + (0..<tail).reversed().map { (old.count - 1 - $0, new.count - 1 - $0) }
  }

  private static func isSame(_ old: Block, _ new: Block) -> Bool {
    old.text == new.text && (old.id == new.id || (old.idIsDerived && new.idIsDerived))
  }

  /// What a block is known by.
  private enum Key: Hashable {
    case id(String)
    case text([UInt8])
  }

  private static func unique(_ blocks: [Block], _ range: Range<Int>) -> [Key: Int] {
    var places: [Key: Int] = [:]
    var repeated: Set<Key> = []
    for place in range {
      let block = blocks[place]
      let key: Key = block.idIsDerived ? .text(block.text) : .id(block.id)
      if places.updateValue(place, forKey: key) != nil { repeated.insert(key) }
    }
    for key in repeated { places[key] = nil }
    return places
  }

  /// The longest run of pairs that grows on both sides; they come sorted by the second.
  static func growing(_ pairs: [(Int, Int)]) -> [(Int, Int)] {
    var tails: [Int] = []
    var ends: [Int] = []
    var before = [Int?](repeating: nil, count: pairs.count)
    for (index, pair) in pairs.enumerated() {
      let length = tails.partitioningIndex { $0 >= pair.0 }
      if length > 0 { before[index] = ends[length - 1] }
      if length == tails.count {
        tails.append(pair.0)
        ends.append(index)
      } else {
        tails[length] = pair.0
        ends[length] = index
      }
    }
    var run: [(Int, Int)] = []
    var index = ends.last
    while let current = index {
      run.append(pairs[current])
      index = before[current]
    }
    return run.reversed()
  }

  /// Blocks between two anchors: equal ones are passed over, the rest are paired in order.
  private static func gap(_ old: ArraySlice<Block>, _ new: ArraySlice<Block>) -> [BlockChange] {
    var (old, new) = (old, new)
    while let left = old.first, let right = new.first, isSame(left, right) {
      old = old.dropFirst()
      new = new.dropFirst()
    }
    while let left = old.last, let right = new.last, isSame(left, right) {
      old = old.dropLast()
      new = new.dropLast()
    }
    var changes: [BlockChange] = []
    for offset in 0..<max(old.count, new.count) {
      let left = offset < old.count ? old[old.startIndex + offset] : nil
      let right = offset < new.count ? new[new.startIndex + offset] : nil
      switch (left, right) {
      case (let left?, let right?) where left.idIsDerived && right.idIsDerived:
        if left.text != right.text { changes.append(changed(left, right)) }
      case (let left, let right):
        if let left { changes.append(removed(left)) }
        if let right { changes.append(added(right)) }
      }
    }
    return changes
  }

  private static func changed(_ old: Block, _ new: Block) -> BlockChange {
    BlockChange(id: new.id, kind: .changed, old: old.string, new: new.string, lines: new.lines)
  }

  private static func removed(_ block: Block) -> BlockChange {
    BlockChange(id: block.id, kind: .removed, old: block.string, new: "", lines: block.lines)
  }

  private static func added(_ block: Block) -> BlockChange {
    BlockChange(id: block.id, kind: .added, old: "", new: block.string, lines: block.lines)
  }

  /// Whether both versions have the same front matter, byte for byte.
  public static func frontMatterIsSame(_ old: [UInt8], _ new: [UInt8]) -> Bool {
    func front(_ bytes: [UInt8]) -> ArraySlice<UInt8> {
      let text = SourceText(bytes)
      return bytes[..<text.range(ofLine: FrontMatterParser.parse(text).bodyLine).lowerBound]
    }
    return front(old) == front(new)
  }
}
