import SpecModel

/// The headings of a spec with numbers, and which of them a line stands under.
struct SectionTree {
  /// In document order.
  private(set) var sections: [Section] = []
  /// Index of each section's parent; nil at the top.
  private(set) var parents: [Int?] = []
  /// Code spans of each heading.
  private(set) var code: [[String]] = []

  /// What requirements call each section; made once, because many stand in one section.
  private(set) var labels: [RequirementParser.SectionLabel] = []

  /// One heading as it was found.
  struct Heading {
    var level: Int
    var text: InlineText
    var line: Int
  }

  /// Numbers the headings: those that carry a number keep it; the others get one from their place,
  /// as a letter where their siblings carry numbers. A single first-level heading is the title and
  /// has none.
  init(_ headings: [Heading], lineCount: Int) {
    let split = headings.map { Self.numberAndTitle($0.text.string) }
    sections.reserveCapacity(headings.count)
    let titles = headings.indices.filter { headings[$0].level == 1 }
    let title = titles.count == 1 && titles.first == 0 ? 0 : nil
    var carried: Set<Int> = []
    for (place, heading) in headings.enumerated() where split[place].number != nil {
      carried.insert(heading.level)
    }
    var open: [(index: Int, level: Int)] = []
    var counters: [String: Int] = [:]
    for (place, heading) in headings.enumerated() {
      while let last = open.last, last.level >= heading.level {
        sections[last.index].lines.last = max(heading.line - 1, sections[last.index].lines.first)
        open.removeLast()
      }
      let parent = open.last?.index
      let above = parent.map { sections[$0].number } ?? ""
      let number =
        split[place].number
        ?? (place == title
          ? ""
          : Self.derived(under: above, letters: carried.contains(heading.level), &counters))
      sections.append(
        Section(
          title: split[place].title, number: number, level: heading.level,
          lines: SourceLines(heading.line, lineCount)))
      parents.append(parent)
      code.append(heading.text.code)
      open.append((place, heading.level))
    }
    var numberings = ["": -1]
    for (place, section) in sections.enumerated() {
      let numbering = numberings[section.number] ?? place
      numberings[section.number] = numbering
      labels.append(
        .init(
          index: place, number: section.number, label: Self.label(section), numbering: numbering))
    }
  }

  private static func derived(under above: String, letters: Bool, _ counters: inout [String: Int])
    -> String
  {
    let count = (counters[above] ?? 0) + 1
    counters[above] = count
    let own = letters ? letter(count) : String(count)
    return above.isEmpty ? own : above + "." + own
  }

  /// `a` … `z`, `aa` …
  private static func letter(_ count: Int) -> String {
    var rest = count
    var letters: [UInt8] = []
    while rest > 0 {
      rest -= 1
      letters.insert(0x61 + UInt8(rest % 26), at: 0)
      rest /= 26
    }
    return String(decoding: letters, as: UTF8.self)
  }

  /// `8.4 Retries` → (`8.4`, `Retries`). A number ends with a dot or has a space behind it.
  static func numberAndTitle(_ text: String) -> (number: String?, title: String) {
    text.withBytes { bytes in
      guard let (number, title) = numberAndTitle(bytes) else { return (nil, text) }
      return (number.string, title.string)
    }
  }

  /// The same for bytes; nil without a number.
  private static func numberAndTitle(_ bytes: Bytes) -> (number: Bytes, title: Bytes)? {
    // An appendix counts as `A.1`.
    let isLettered =
      bytes.count > 2 && (0x41...0x5A).contains(bytes[0]) && bytes[1] == 0x2E
      && (0x30...0x39).contains(bytes[2])
    var end = isLettered ? 1 : 0
    while end < bytes.count, (0x30...0x39).contains(bytes[end]) || bytes[end] == 0x2E { end += 1 }
    guard end > 0, isLettered || (0x30...0x39).contains(bytes[0]), end < 20,
      end == bytes.count || bytes[end] == 0x20 || bytes[end] == UInt8(ascii: ")")
    else { return nil }
    var last = end
    while last > 0, bytes[last - 1] == 0x2E { last -= 1 }
    while end < bytes.count, bytes[end] == 0x20 || bytes[end] == UInt8(ascii: ")") { end += 1 }
    return end == bytes.count ? nil : (bytes.upTo(last), bytes.from(end))
  }

  /// Number and title of a section; empty above the first heading.
  func label(_ index: Int?) -> String { index.map { labels[$0].label } ?? "" }

  private static func label(_ section: Section) -> String {
    section.number.isEmpty ? section.title : section.number + " " + section.title
  }

  /// The section and those around it, innermost first.
  func chain(_ index: Int?) -> [Int] {
    var chain: [Int] = []
    var next = index
    while let current = next {
      chain.append(current)
      next = parents[current]
    }
    return chain
  }
}
