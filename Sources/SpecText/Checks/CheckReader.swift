import SpecModel

/// Makes matrix cases and checklist items of list items.
struct CheckReader {
  let document: MarkdownDocument
  let roles: [CheckSections.Role?]
  let profileOfSection: [String]
  let profiles: Profiles
  /// Where the requirements with written ids stand.
  let requirements: [String: SourceLines]
  private(set) var matrix: [MatrixCase] = []
  private(set) var checklist: [ChecklistItem] = []
  private var counters: [String: Int] = [:]

  init(
    document: MarkdownDocument, roles: [CheckSections.Role?], profileOfSection: [String],
    profiles: Profiles, requirements: [String: SourceLines]
  ) {
    self.document = document
    self.roles = roles
    self.profileOfSection = profileOfSection
    self.profiles = profiles
    self.requirements = requirements
  }

  /// Takes a top-level list item.
  ///
  /// - Parameter holdsBoxes: whether items of its section have boxes: those without are notes then.
  mutating func take(
    _ block: ListBlock, section: Int?, label: String, number: String, holdsBoxes: Bool
  ) {
    let role = section.flatMap { roles[$0] }
    if holdsBoxes { takeBoxes(block, role, section, label) }
    switch role {
    case .matrix: takeCase(block, section, label, number)
    case .checklist(let isRequired) where !holdsBoxes:
      let text = document.line(of: block.leaves)
      guard !text.isEmpty else { return }
      add(text, nil, isRequired, section, label, document.lines(of: block.leaves))
    default: break
    }
  }

  private mutating func takeBoxes(
    _ block: ListBlock, _ role: CheckSections.Role?, _ section: Int?, _ label: String
  ) {
    var isRequired = true
    if case .checklist(let required) = role { isRequired = required }
    var start = block.leaves.lowerBound
    while start < block.leaves.upperBound {
      let item = document.leaves[start].item
      guard let item, let isChecked = document.items[item].isChecked else {
        start += 1
        continue
      }
      // What stands below a box belongs to it up to the next box.
      var end = start + 1
      while end < block.leaves.upperBound, let next = document.leaves[end].item,
        next == item || document.items[next].isChecked == nil
      {
        end += 1
      }
      let text = document.line(of: start..<end)
      add(text, isChecked, isRequired, section, label, document.lines(of: start..<end))
      start = end
    }
  }

  private mutating func add(
    _ text: String, _ isChecked: Bool?, _ isRequired: Bool, _ section: Int?, _ label: String,
    _ lines: SourceLines
  ) {
    checklist.append(
      ChecklistItem(
        text: text, isChecked: isChecked, isRequired: isRequired,
        requirements: RequirementID.mentioned(in: text), profile: profile(section),
        section: label, lines: lines))
  }

  private mutating func takeCase(
    _ block: ListBlock, _ section: Int?, _ label: String, _ number: String
  ) {
    let first = document.leaves[block.leaves.lowerBound]
    let lines = document.lines(of: block.leaves)
    let id = first.kind == .paragraph ? ownID(first, lines) : nil
    var text = document.line(of: block.leaves)
    guard !text.isEmpty else { return }
    var requirements = RequirementID.mentioned(in: text)
    if let id {
      requirements.removeAll { $0 == id }
      text = RequirementParser.withoutID(text, id)
    }
    let isExtension = Self.isExtension(text)
    let stated = block.leaves.compactMap { place -> String? in
      guard document.leaves[place].kind == .paragraph, document.leaves[place].item != block.item
      else { return nil }
      return Profiles.value(InlineText(of: document.leaves[place].node).string)
    }.first
    let ofExtensions = isExtension && !profiles.ofExtensions.isEmpty ? profiles.ofExtensions : nil
    add(
      MatrixCase(
        id: id ?? "", text: text, requirements: requirements,
        profile: stated ?? ofExtensions ?? profile(section), isExtension: isExtension,
        section: label, lines: lines),
      number: number)
  }

  /// The id that a case begins with, marked or before a colon; nil where it is that of a
  /// requirement, which the case then checks.
  private func ownID(_ leaf: MarkdownDocument.Leaf, _ lines: SourceLines) -> String? {
    let identified =
      RequirementParser.identify(leaf)
      ?? RequirementParser.identify(plain: InlineText(of: leaf.node))
    return identified.flatMap { isOwn($0.id, lines) ? $0.id : nil }
  }

  /// Whether no requirement outside a case's lines has its id.
  func isOwn(_ id: String, _ lines: SourceLines) -> Bool {
    requirements[id].map { lines.first <= $0.first && $0.first <= lines.last } ?? true
  }

  /// Adds a case; one without an id gets `§17.1/3` from its place.
  mutating func add(_ entry: MatrixCase, number: String) {
    let count = (counters[number] ?? 0) + 1
    counters[number] = count
    var entry = entry
    if entry.id.isEmpty {
      entry.id = "§\(number)/\(count)"
      entry.idIsDerived = true
    }
    matrix.append(entry)
  }

  /// The profile of a section; empty where none is named.
  func profile(_ section: Int?) -> String { section.map { profileOfSection[$0] } ?? "" }

  /// `If … is implemented, …` and `… (if implemented)`: it applies only to those who built it.
  static func isExtension(_ text: String) -> Bool {
    var text = text
    return text.withUTF8 { bytes in
      let opening = UnsafeBufferPointer(rebasing: bytes.prefix(160))
      guard opening.count > 3, opening[0] | 0x20 == 0x69, opening[1] == 0x66, opening[2] == 0x20
      else { return opening.hold("(if implemented") || opening.hold("(if supported") }
      let condition = UnsafeBufferPointer(
        rebasing: opening.prefix { $0 != UInt8(ascii: ",") && $0 != UInt8(ascii: ":") })
      return condition.hold("implemented") || condition.hold("supported")
        || condition.hold("shipped")
    }
  }
}
