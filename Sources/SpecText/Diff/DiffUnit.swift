import SpecModel

/// A block of a spec as the comparison of models sees it: text without markup around it, as words.
struct DiffUnit {
  /// What can be the same thing in two versions only with its like.
  enum Kind: Equatable {
    case heading
    case fence
    case text
  }

  var kind: Kind
  var lines: SourceLines
  /// The text in one line; the lines of a fence stay lines.
  var text: String
  /// Its words by number, sorted; at most `mostWords`.
  var words: [Int32]
  /// Its first word.
  var opener: Int32
  /// Its section as an index into the spec's; -1 above the first heading.
  var section: Int
  /// Whether it opens an item of a list.
  var isItem: Bool
  /// The requirement that it states.
  var requirement: Requirement?
  /// A name that makes it the same thing in two versions, whatever it says.
  var key: String?

  /// Similarity looks at no more words than these: a row of a table may have a megabyte.
  static let mostWords = 2_000
}

/// Words by number, the same in both versions.
struct WordNumbers {
  private var numbers: [String: Int32] = [:]

  /// The numbers of the words of a text, in order, case folded: letters, digits, `_` and what is
  /// not ASCII make words.
  mutating func words(of text: String) -> [Int32] {
    var words: [Int32] = []
    var word: [UInt8] = []
    for byte in text.utf8 {
      if isWord(byte) {
        word.append((0x41...0x5A).contains(byte) ? byte | 0x20 : byte)
      } else if !word.isEmpty {
        words.append(number(word))
        word.removeAll(keepingCapacity: true)
        if words.count == DiffUnit.mostWords { return words }
      }
    }
    if !word.isEmpty { words.append(number(word)) }
    return words
  }

  /// How many words there are.
  var count: Int { numbers.count }

  private mutating func number(_ word: [UInt8]) -> Int32 {
    let key = String(decoding: word, as: UTF8.self)
    if let known = numbers[key] { return known }
    let new = Int32(numbers.count)
    numbers[key] = new
    return new
  }

  private func isWord(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
      || byte == 0x5F || byte >= 0x80
  }
}

/// One version of a spec, cut into units.
struct DiffSide {
  let spec: Spec
  var units: [DiffUnit] = []
  /// For each unit, the requirement inside which it stands.
  private(set) var owners: [Int?] = []
  /// For each section: whether it or one around it is optional.
  private(set) var isOptional: [Bool] = []
  /// Titles of each section and those around it, the outermost first.
  private(set) var titles: [String] = []

  init(_ spec: Spec, bytes: [UInt8], lexicon: inout WordNumbers) {
    self.spec = spec
    readSections()
    var requirements: [Int: Requirement] = [:]
    for requirement in spec.requirements { requirements[requirement.lines.first] = requirement }
    var indents: [Int] = []
    for block in SpecBlocks.blocks(of: spec, bytes: bytes)
    where block.id != SpecBlocks.frontMatterID {
      let requirement = requirements[block.lines.first]
      let source = block.string
      var (kind, text) = UnitText.read(source)
      if let requirement, !requirement.idIsDerived {
        text = UnitText.without(id: requirement.id, text)
      }
      // A heading is known by its title; its number says where it stands.
      let words = lexicon.words(
        of: kind == .heading ? SectionTree.numberAndTitle(text).title : text)
      units.append(
        DiffUnit(
          kind: kind, lines: block.lines, text: text, words: words.sorted(),
          opener: words.first ?? -1, section: section(at: block.lines.first),
          isItem: UnitText.isItem(source), requirement: requirement))
      indents.append(UnitOwners.indent(of: source))
    }
    owners = UnitOwners(units, indents: indents).owners
  }

  /// Number and title of a section.
  func label(_ section: Int) -> String {
    guard section >= 0 else { return "" }
    let section = spec.sections[section]
    return section.number.isEmpty ? section.title : "\(section.number) \(section.title)"
  }

  /// The section that a line stands in.
  func section(at line: Int) -> Int {
    spec.sections.partitioningIndex { $0.lines.first > line } - 1
  }

  /// The units on some lines.
  func units(at lines: SourceLines) -> Range<Int> {
    let start = units.partitioningIndex { $0.lines.last >= lines.first }
    let end = units.partitioningIndex { $0.lines.first > lines.last }
    return start..<max(start, end)
  }

  /// The unit that begins on a line, or that holds it.
  func unit(at line: Int) -> Int? {
    let place = units.partitioningIndex { $0.lines.last >= line }
    return place < units.count && units[place].lines.first <= line ? place : nil
  }

  private mutating func readSections() {
    var open: [(level: Int, title: String, isOptional: Bool)] = []
    for section in spec.sections {
      while let last = open.last, last.level >= section.level { open.removeLast() }
      let title = section.title.lowercased()
      let isOptional =
        open.last?.isOptional == true
        || ["optional", "extension", "(recommended"].contains { title.contains($0) }
      open.append((section.level, title, isOptional))
      self.isOptional.append(isOptional)
      titles.append(open.map(\.title).joined(separator: "\u{0}"))
    }
  }
}

/// The text of a block without the marks that only say what block it is.
enum UnitText {
  static func read(_ source: String) -> (DiffUnit.Kind, String) {
    var lines = withoutReturns(source).utf8.split(
      separator: 0x0A, omittingEmptySubsequences: false)[...]
    var first = lines.first ?? Substring("").utf8
    trimStart(&first)
    if first.starts(with: "```".utf8) || first.starts(with: "~~~".utf8) {
      return (.fence, fence(lines.map { String(decoding: $0, as: UTF8.self) }))
    }
    let isHeading = first.first == UInt8(ascii: "#")
    if isHeading {
      first = first.drop { $0 == UInt8(ascii: "#") }
    } else {
      trimMarkers(&first)
    }
    lines = lines.dropFirst()
    var words = split(first)
    var hasItems = false
    for var line in lines {
      trimStart(&line)
      while line.first == UInt8(ascii: ">") {
        line = line.dropFirst()
        trimStart(&line)
      }
      // Below a paragraph only bullets and a 1 begin a list; another number is its text.
      if isItem(String(decoding: line, as: UTF8.self)),
        hasItems || !(0x30...0x39).contains(line.first ?? 0) || line.starts(with: "1.".utf8)
          || line.starts(with: "1)".utf8)
      {
        hasItems = true
        words += [itemMark] + split(line).dropFirst()
      } else {
        words += split(line)
      }
    }
    if isHeading, let last = words.last, last.allSatisfy({ $0 == "#" }) { words.removeLast() }
    if !isHeading, let last = words.last, words.count > 1, last.allSatisfy({ $0 == "=" }) {
      words.removeLast()
    }
    return (isHeading ? .heading : .text, words.joined(separator: " "))
  }

  /// What stands for the mark of an item that a block of text holds below its first line.
  static let itemMark = "•"

  /// Whether a block begins with the mark of a list's item.
  static func isItem(_ source: String) -> Bool {
    let text = source.utf8.drop { $0 == 0x20 || $0 == 0x09 || $0 == UInt8(ascii: ">") }
    let marker = text.prefix { $0 != 0x20 && $0 != 0x09 }
    guard let last = marker.last, marker.count <= 10 else { return false }
    if marker.count == 1 { return [0x2A, 0x2B, 0x2D].contains(last) }
    return (last == UInt8(ascii: ".") || last == UInt8(ascii: ")"))
      && marker.dropLast().allSatisfy { (0x30...0x39).contains($0) }
  }

  /// The text with LF as its only end of line.
  private static func withoutReturns(_ source: String) -> String {
    guard source.utf8.contains(0x0D) else { return source }
    var out: [UInt8] = []
    var last: UInt8 = 0
    for byte in source.utf8 {
      if byte == 0x0D { out.append(0x0A) } else if byte != 0x0A || last != 0x0D { out.append(byte) }
      last = byte
    }
    return String(decoding: out, as: UTF8.self)
  }

  /// A text without the id in front of it and the marks around that.
  static func without(id: String, _ text: String) -> String {
    // In the row of a table the bars stay.
    for form in ["| **\(id)**", "| \(id)"] where text.hasPrefix(form) {
      return "| " + String(text.dropFirst(form.count)).trimmed
    }
    for form in ["**\(id)**", "**[\(id)]**", "[\(id)]", "`\(id)`", id]
    where text.hasPrefix(form) {
      return RequirementID.withoutSeparators(String(text.dropFirst(form.count)))
    }
    return text
  }

  private static func split(_ line: Substring.UTF8View) -> [String] {
    line.split { $0 == 0x20 || $0 == 0x09 }.map { String(decoding: $0, as: UTF8.self) }
  }

  private static func trimStart(_ line: inout Substring.UTF8View) {
    line = line.drop { $0 == 0x20 || $0 == 0x09 }
  }

  /// Drops the marks of quotes, list items and boxes from the first line of a block.
  private static func trimMarkers(_ line: inout Substring.UTF8View) {
    while let byte = line.first {
      let rest = line.dropFirst()
      let isSpaced = rest.first == 0x20 || rest.first == 0x09
      if byte == UInt8(ascii: ">") || isSpaced && [0x2A, 0x2B, 0x2D].contains(byte) {
        line = rest
      } else if (0x30...0x39).contains(byte) {
        let after = line.drop { (0x30...0x39).contains($0) }
        guard after.first == UInt8(ascii: ".") || after.first == UInt8(ascii: ")"),
          after.dropFirst().first == 0x20
        else { return }
        line = after.dropFirst()
      } else {
        break
      }
      trimStart(&line)
    }
    for box in ["[ ] ", "[x] ", "[X] "] where line.starts(with: box.utf8) {
      line = line.dropFirst(4)
    }
  }

  /// The lines of a fence without the indentation that all share.
  private static func fence(_ lines: [String]) -> String {
    let indent =
      lines.filter { !$0.utf8.allSatisfy { $0 == 0x20 } }
      .map { $0.utf8.prefix { $0 == 0x20 }.count }.min() ?? 0
    return lines.map { String(decoding: $0.utf8.dropFirst(indent), as: UTF8.self) }
      .joined(separator: "\n")
  }
}
