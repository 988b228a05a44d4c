import SpecModel

/// Finds requirements in blocks, with their ids or with ids derived from section and place.
struct RequirementParser {
  private(set) var requirements: [Requirement] = []
  private(set) var diagnostics: [Diagnostic] = []
  /// How many requirements got an id from each section number, by the label's `numbering`.
  private var counters: [Int: Int] = [:]
  /// The section of each requirement.
  private var sections: [Int?] = []

  /// How a block says what its id is.
  struct Identified {
    var id: String
    var text: String
  }

  /// Takes one unit of text: a paragraph, the paragraphs of a list item, or a heading with the
  /// paragraphs below it.
  ///
  /// - Parameter more: what nested bullets go on with.
  mutating func take(
    _ text: InlineText, identified: Identified?, more: String = "", lines: SourceLines,
    section: SectionLabel, profile: String? = nil
  ) {
    let strength = Keywords.strongest(in: text.plain)
    guard identified != nil || strength != .none else { return }
    if identified == nil, Keywords.areExplained(in: text) { return }
    var statement = identified?.text ?? text.string
    if statement.isEmpty { statement = text.string }
    statement += more
    if let id = identified?.id, RequirementID.isAlmostID(id) {
      diagnostics.append(
        Diagnostic(
          rule: "id-spelling", severity: .warning,
          message: "'\(id)' is read as a requirement's id, but ids are written in upper case",
          remedy: "Write \(id.uppercased())", lines: lines))
    }
    sections.append(section.index)
    requirements.append(
      Requirement(
        id: identified?.id ?? derivedID(in: section), idIsDerived: identified == nil,
        strength: strength, text: statement, section: section.label,
        profile: profile ?? Profiles.stated(in: statement) ?? "",
        trigger: Self.trigger(of: statement), lines: lines))
  }

  /// Reports bold text that is almost an id: `R1`, for `R-1`.
  mutating func warn(unjoined bold: String, _ lines: SourceLines) {
    let letters = bold.utf8.prefix { (0x41...0x5A).contains($0) }.count
    let digits = bold.utf8.dropFirst(letters)
    guard (1...3).contains(letters), (1...4).contains(digits.count),
      digits.allSatisfy({ (0x30...0x39).contains($0) })
    else { return }
    diagnostics.append(
      Diagnostic(
        rule: "id-spelling", severity: .warning,
        message: "'\(bold)' is read as no requirement's id: nothing joins its letters and digits",
        remedy: "Write \(bold.prefix(letters))-\(bold.dropFirst(letters))", lines: lines))
  }

  /// Number and label of a section.
  struct SectionLabel {
    var index: Int?
    var number: String
    var label: String
    /// The same for all sections of one number.
    var numbering: Int
  }

  /// Gives every requirement the profile of its section, as far as it names none itself.
  ///
  /// - Parameter ofItems: profiles that a nested bullet states, by the first line of the item that
  ///   it stands in.
  mutating func assignProfiles(_ ofSections: [String], ofItems: [Int: String]) {
    guard !ofItems.isEmpty || ofSections.contains(where: { !$0.isEmpty }) else { return }
    for (place, section) in sections.enumerated() where requirements[place].profile.isEmpty {
      let ofSection = section.map { ofSections[$0] }
      requirements[place].profile =
        ofItems[requirements[place].lines.first] ?? ofSection ?? ""
    }
  }

  /// The written ids by the lines that their requirements begin on.
  func idsByLine() -> [Int: String] {
    var ids: [Int: String] = [:]
    for requirement in requirements where !requirement.idIsDerived {
      ids[requirement.lines.first] = requirement.id
    }
    return ids
  }

  /// The lines of the requirements with a written id; of the first where several have it.
  func linesByID() -> [String: SourceLines] {
    var lines: [String: SourceLines] = [:]
    for requirement in requirements where !requirement.idIsDerived {
      lines[requirement.id] = lines[requirement.id] ?? requirement.lines
    }
    return lines
  }

  /// `§8.4/3`: the third requirement without an id in section 8.4.
  private mutating func derivedID(in section: SectionLabel) -> String {
    let count = (counters[section.numbering] ?? 0) + 1
    counters[section.numbering] = count
    return "§" + section.number + "/" + String(count)
  }

  /// The opener of EARS up to its comma, or up to the system that acts: `When a file is missing`,
  /// `WHEN A FILE IS MISSING` of `WHEN A FILE IS MISSING THE TOOL SHALL stop`.
  static func trigger(of text: String) -> String? {
    guard let first = text.utf8.first, openers.contains(where: { $0.initial == first }) else {
      return nil
    }
    var text = text
    return text.withUTF8 { bytes in
      guard openers.contains(where: { $0.begins(bytes) }) else { return nil }
      var inCode = false
      for place in 0..<bytes.count {
        let byte = bytes[place]
        if byte == UInt8(ascii: "`") { inCode.toggle() }
        guard !inCode, byte == UInt8(ascii: ",") || byte == 0x20 && acts(bytes.from(place)) else {
          continue
        }
        return String(decoding: UnsafeBufferPointer(rebasing: bytes[..<place]), as: UTF8.self)
      }
      return nil
    }
  }

  /// Whether a text begins with who must act and a keyword: ` the system SHALL`, in capitals any
  /// ` THE NAME SHALL`.
  private static func acts(_ text: Bytes) -> Bool {
    guard text.beginInAnyCase(" the ") else { return false }
    let rest = text.from(5)
    var end = 0
    while end < rest.count, rest[end] != 0x20, rest[end] != UInt8(ascii: ",") { end += 1 }
    let name = rest.upTo(end)
    let isCapital = text.begin(" THE ") && name.allSatisfy { $0 < 0x61 || $0 > 0x7A }
    guard !name.isEmpty, isCapital || name.count == 6 && name.beginInAnyCase("system") else {
      return false
    }
    let next = rest.from(end)
    let keywords: [StaticString] = [" SHALL ", " MUST ", " SHOULD ", " MAY "]
    return keywords.contains { next.begin($0) }
  }

  /// A word that begins an EARS statement.
  private struct Opener {
    let word: StaticString
    var initial: UInt8 { word.utf8Start[0] }

    func begins(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
      let count = word.utf8CodeUnitCount
      guard bytes.count > count, bytes[count] == 0x20 else { return false }
      for place in 0..<count where bytes[place] != word.utf8Start[place] { return false }
      return true
    }
  }

  private static let openers = [
    "When", "While", "If", "Where", "WHEN", "WHILE", "IF", "WHERE",
  ].map { (word: StaticString) in Opener(word: word) }
}

extension RequirementParser {
  /// The id that a paragraph begins with: bold, bracketed, in code, or after `**UID**:`.
  static func identify(_ leaf: MarkdownDocument.Leaf) -> Identified? {
    switch leaf.opens {
    case .other: return nil
    case .text(let byte) where byte != UInt8(ascii: "["): return nil
    default: return identify(leaf.node)
    }
  }

  private static func identify(_ node: MarkdownDocument.Node) -> Identified? {
    switch MarkdownDocument.opening(of: node) {
    case .strong(let bold):
      let whole = InlineText(of: node).string
      if bold == "UID" || bold == "UID:" {
        let rest = RequirementID.withoutSeparators(String(whole.dropFirst(bold.count)))
        let id = rest.prefix { $0 != " " }
        return id.isEmpty
          ? nil : Identified(id: String(id), text: statement(rest.dropFirst(id.count)))
      }
      return RequirementID.leading(bold) == nil ? nil : leading(whole)
    case .code(let code):
      guard RequirementID.isTraceID(code) else { return nil }
      let rest = InlineText(of: node).string.dropFirst(code.count + 2)
      return Identified(id: code, text: RequirementID.withoutSeparators(String(rest)))
    case .text(let byte):
      return byte == UInt8(ascii: "[") ? leading(InlineText(of: node).string) : nil
    case .other: return nil
    }
  }

  /// What stands behind the id of a block of fields: its `STATEMENT` where it has one.
  private static func statement(_ fields: Substring) -> String {
    if let place = fields.firstRange(of: "STATEMENT:") {
      return String(fields[place.upperBound...]).trimmed
    }
    return String(fields).trimmed
  }

  /// The id without marks that a normative block begins with, as `FR-001: The system MUST …`.
  static func identify(plain text: InlineText) -> Identified? {
    guard let byte = text.text.first, (0x41...0x5A).contains(byte),
      let colon = text.text.prefix(66).firstIndex(of: UInt8(ascii: ":"))
    else { return nil }
    let id = String(decoding: text.text[..<colon], as: UTF8.self)
    guard RequirementID.isID(id) else { return nil }
    let rest = String(decoding: text.text[(colon + 1)...], as: UTF8.self)
    return Identified(id: id, text: RequirementID.withoutSeparators(rest))
  }

  /// A block's text without the id that it begins with.
  static func withoutID(_ text: String, _ id: String) -> String {
    guard let place = text.firstRange(of: id) else { return text }
    var rest = String(text[place.upperBound...])
    while let first = rest.first, "]*`".contains(first) { rest.removeFirst() }
    rest = RequirementID.withoutSeparators(rest)
    return rest.isEmpty ? text : rest
  }

  private static func leading(_ text: String) -> Identified? {
    RequirementID.leading(text).map { Identified(id: $0.id, text: $0.rest) }
  }

  /// The id of a heading: `R-DUR-003 · Rounding`, or `Requirement: name`.
  static func identify(heading text: InlineText) -> Identified? {
    guard mayIdentify(text) else { return nil }
    let title = text.string
    if let found = RequirementID.leading(title), RequirementID.isID(found.id) {
      return Identified(id: found.id, text: found.rest)
    }
    if let code = text.code.first, RequirementID.isTraceID(code), title.hasPrefix("`\(code)`") {
      let rest = String(title.dropFirst(code.count + 2))
      return Identified(id: code, text: RequirementID.withoutSeparators(rest))
    }
    for opener in ["Requirement: ", "Requirement "] where title.hasPrefix(opener) {
      let name = String(title.dropFirst(opener.count)).trimmed
      if !name.isEmpty { return Identified(id: slug(name), text: name) }
    }
    return nil
  }

  /// Whether a heading may say its id: its first word holds a digit, or it has code, or it speaks
  /// of a requirement. Most do not, and their bytes tell.
  private static func mayIdentify(_ heading: InlineText) -> Bool {
    guard heading.code.isEmpty else { return true }
    var hasDigit = false
    var hasJoint = false
    for byte in heading.text {
      if byte == 0x20 { break }
      if (0x30...0x39).contains(byte) { hasDigit = true }
      if byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_") { hasJoint = true }
      if byte == UInt8(ascii: "R") { return true }
    }
    return hasDigit && hasJoint
  }

  /// `Two-factor login` → `two-factor-login`.
  static func slug(_ name: String) -> String {
    name.lowercased().split(whereSeparator: { !$0.isLetter && !$0.isNumber }).joined(separator: "-")
  }
}
