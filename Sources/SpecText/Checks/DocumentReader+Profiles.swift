import SpecModel

/// What a spec says of profiles.
struct ProfilesRead {
  /// The profile of each section; empty where none is named.
  var ofSections: [String]
  /// Profiles that a nested bullet states, by the first line of the item that it stands in.
  var ofItems: [Int: String]
  /// Top-level list items that only say what the profiles are.
  var asides: Set<Int>
}

extension DocumentReader {
  /// Reads which profiles there are and what belongs to them; `marked` are the leaf blocks that
  /// speak of sections or profiles.
  mutating func readProfiles(marked: [Int]) -> ProfilesRead {
    var asides: Set<Int> = []
    var ofItems: [Int: String] = [:]
    var own: [Int: String] = [:]
    for place in marked {
      let leaf = document.leaves[place]
      guard leaf.kind == .paragraph, isShort(leaf.lines), maySpeakOfProfiles(leaf.lines) else {
        continue
      }
      let text = InlineText(of: leaf.node).string
      if profiles.take(text) {
        if let item = leaf.item, document.items[item].parent == nil { asides.insert(item) }
      } else if let name = Profiles.value(text) {
        profiles.define(name)
        if let parent = leaf.item.flatMap({ document.items[$0].parent }) {
          ofItems[document.items[parent].line] = name
        } else {
          if let section = sectionOfLeaf[place] { own[section] = name }
          if let item = leaf.item { asides.insert(item) }
        }
      } else if leaf.item == nil, text.hasSuffix(":"), text.holds("profiles") {
        asides.formUnion(readDefinedProfiles(below: place))
      }
    }
    var ofSections: [String] = []
    ofSections.reserveCapacity(tree.sections.count)
    for (place, section) in tree.sections.enumerated() {
      let above = tree.parents[place].map { ofSections[$0] } ?? ""
      let stated = own[place] ?? profiles.profile(number: section.number, title: section.title)
      ofSections.append(stated ?? above)
    }
    return ProfilesRead(ofSections: ofSections, ofItems: ofItems, asides: asides)
  }

  /// A block of up to 2000 bytes: longer ones say nothing of profiles.
  private func isShort(_ lines: SourceLines) -> Bool {
    text.range(lines.first, lines.last).count <= 2_000
  }

  /// Whether a block has a code span or the word *profile*: without one it says nothing of them.
  private func maySpeakOfProfiles(_ lines: SourceLines) -> Bool {
    let range = text.range(lines.first, lines.last)
    return text.bytes.withUnsafeBufferPointer { bytes in
      let block = UnsafeBufferPointer(rebasing: bytes[range])
      return block.contains(UInt8(ascii: "`")) || block.hold("profile")
    }
  }

  /// The items of the list right below a paragraph that announces profiles.
  private mutating func readDefinedProfiles(below place: Int) -> [Int] {
    var items: [Int] = []
    var list: Int?
    for leaf in document.leaves[(place + 1)...] {
      guard let item = leaf.item else { break }
      guard document.items[item].parent == nil else { continue }
      if let list, document.items[item].list != list { break }
      list = document.items[item].list
      guard items.last != item, leaf.kind == .paragraph else { continue }
      if let name = Profiles.defined(by: InlineText(of: leaf.node).string) {
        profiles.define(name)
        items.append(item)
      }
    }
    return items
  }
}
