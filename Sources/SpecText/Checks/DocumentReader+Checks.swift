import SpecModel

extension DocumentReader {
  /// Reads profiles, the test matrix, checklists and what is said to be open; requirements and
  /// tables must be known.
  mutating func readChecks() {
    findMarks()
    let profiles = readProfiles(marked: leaves(marked: [.section, .profile]))
    requirements.assignProfiles(profiles.ofSections, ofItems: profiles.ofItems)
    var reader = CheckReader(
      document: document, roles: roles, profileOfSection: profiles.ofSections,
      profiles: self.profiles, requirements: requirements.linesByID())
    readItems(&reader, roles, except: profiles.asides)
    for placed in tables { readMatrix(of: placed, &reader) }
    readScenarios(&reader, roles)
    matrix = reader.matrix.sorted { $0.lines.first < $1.lines.first }
    checklist = reader.checklist
    readSilences()
    readQuestions(roles)
  }

  private mutating func findMarks() {
    let start = document.leaves.first.map { text.range(ofLine: $0.lines.first).lowerBound }
    guard let start else { return }
    marks = TextMarks.all(
      in: text.bytes, from: start,
      ids: requirements.requirements.contains { !$0.idIsDerived })
  }

  /// The leaf blocks of text that hold a mark of one of `kinds`, each once and in order.
  func leaves(marked kinds: [TextMark.Kind]) -> [Int] {
    var found: [Int] = []
    forEachMark { mark, leaf in
      if kinds.contains(mark.kind), found.last != leaf { found.append(leaf) }
    }
    return found
  }

  /// Visits the marks that stand in text: not in code and not in HTML.
  func forEachMark(_ body: (TextMark, _ leaf: Int) -> Void) {
    var place = 0
    let leaves = document.leaves
    for mark in marks {
      while place < leaves.count,
        text.range(ofLine: leaves[place].lines.last).upperBound
          <= mark.range.lowerBound
      {
        place += 1
      }
      guard place < leaves.count else { return }
      guard leaves[place].kind != .code, leaves[place].kind != .html,
        text.range(ofLine: leaves[place].lines.first).lowerBound <= mark.range.lowerBound
      else { continue }
      body(mark, place)
    }
  }

  /// Reads list items: cases, checklist items and boxes.
  private func readItems(
    _ reader: inout CheckReader, _ roles: [CheckSections.Role?], except asides: Set<Int>
  ) {
    let hasBoxes = document.items.contains { $0.isChecked != nil }
    guard hasBoxes || roles.contains(where: { $0 != nil }) else { return }
    let outermost = document.outermostItems()
    var boxed: Set<Int> = []
    if hasBoxes {
      for (place, leaf) in document.leaves.enumerated() {
        guard let item = leaf.item, document.items[item].isChecked != nil,
          let section = sectionOfLeaf[place]
        else { continue }
        boxed.insert(section)
      }
    }
    var place = 0
    while place < document.leaves.count {
      guard let item = document.leaves[place].item else {
        place += 1
        continue
      }
      let root = outermost[item]
      var end = place + 1
      while end < document.leaves.count, let next = document.leaves[end].item,
        outermost[next] == root
      {
        end += 1
      }
      let section = sectionOfLeaf[place]
      let holdsBoxes = hasBoxes && section.map(boxed.contains) ?? true
      if holdsBoxes || section.map({ roles[$0] != nil }) ?? false, !asides.contains(root) {
        reader.take(
          ListBlock(leaves: place..<end, item: root), section: section, label: tree.label(section),
          number: section.map { tree.sections[$0].number } ?? "", holdsBoxes: holdsBoxes)
      }
      place = end
    }
  }
}
