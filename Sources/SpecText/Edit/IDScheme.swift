import SpecModel

/// How new ids of requirements are made.
public struct IDScheme: Sendable, Hashable {
  /// What stands before the number: `R` for `R-001`. Nil takes what the spec's own ids have, in the
  /// same section or else in the whole spec, and `R` where there are none.
  public var prefix: String?
  /// Whether a word of the outermost section's title goes between prefix and number:
  /// `R-RETRY-001`. A word rather than the section's number, because sections are renumbered.
  public var namesSection: Bool
  /// Ids that once existed and are never given again.
  public var retired: [String]

  /// A scheme.
  public init(prefix: String? = nil, namesSection: Bool = false, retired: [String] = []) {
    self.prefix = prefix
    self.namesSection = namesSection
    self.retired = retired
  }

  /// Whether ids that begin with `prefix` are read as ids.
  public static func isUsable(prefix: String) -> Bool { RequirementID.isID("\(prefix)-001") }
}

/// Gives ids that nothing in the file or in the ledger has, each prefix counting on from its
/// highest number: gaps stay, because a gap may be a requirement that is gone.
struct IDNumbers {
  private struct Run {
    var last = 0
    var width = 3
  }

  private let scheme: IDScheme
  private var runs: [String: Run] = [:]
  /// What stands before the numbers of the own ids, by section.
  private var ownPrefix: [String: String] = [:]
  private var usualPrefix = "R"
  private var tops: [Section] = []

  init(_ scheme: IDScheme, spec: Spec, text: SourceText) {
    self.scheme = scheme
    takeAll(in: text.bytes)
    for id in scheme.retired { take(id) }
    var counts: [String: Int] = [:]
    for requirement in spec.requirements where !requirement.idIsDerived {
      guard let prefix = Self.split(requirement.id)?.prefix else { continue }
      ownPrefix[requirement.section] = prefix
      counts[prefix, default: 0] += 1
    }
    if counts.count == 1, let only = counts.keys.first {
      usualPrefix = only
    } else if let first = Set(counts.keys.map { $0.prefix { $0 != "-" } }).only {
      usualPrefix = String(first)
    }
    let title = spec.sections.first.map { $0.number.isEmpty } ?? false
    let below = spec.sections.dropFirst(title ? 1 : 0)
    let level = below.map(\.level).min() ?? 1
    tops = below.filter { $0.level == level }
  }

  /// The next id for a requirement.
  mutating func next(for requirement: Requirement) -> String {
    var prefix = scheme.prefix ?? ownPrefix[requirement.section] ?? usualPrefix
    if scheme.namesSection {
      prefix = scheme.prefix ?? String(usualPrefix.prefix { $0 != "-" })
      if let word = word(at: requirement.lines.first) { prefix += "-\(word)" }
    }
    runs[prefix, default: Run()].last += 1
    let run = runs[prefix] ?? Run()
    let digits = String(run.last)
    let zeros = String(repeating: "0", count: max(0, run.width - digits.utf8.count))
    return "\(prefix)-\(zeros)\(digits)"
  }

  private static let smallWords: Set<String> = [
    "THE", "AND", "FOR", "WITH", "REQUIRED", "OPTIONAL", "RECOMMENDED", "FROM", "INTO", "ABOUT",
  ]

  /// The first telling word of the outermost section's title, in upper case.
  private func word(at line: Int) -> String? {
    let after = tops.partitioningIndex { $0.lines.first > line }
    guard after > 0 else { return nil }
    let words = tops[after - 1].title.uppercased().utf8.split { !(0x41...0x5A).contains($0) }
    return words.map { String(decoding: $0.prefix(20), as: UTF8.self) }
      .first { $0.utf8.count > 2 && !Self.smallWords.contains($0) }
  }

  /// `R-DUR-003` → `R-DUR` and `003`.
  private static func split(_ id: String) -> (prefix: String, digits: String)? {
    guard RequirementID.isID(id), let dash = id.utf8.lastIndex(of: UInt8(ascii: "-")) else {
      return nil
    }
    let digits = id.utf8[id.utf8.index(after: dash)...]
    guard digits.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    return (String(id[..<dash]), String(digits) ?? "")
  }

  private mutating func take(_ id: String) {
    guard let (prefix, digits) = Self.split(id), let number = Int(digits) else { return }
    var run = runs[prefix] ?? Run()
    run.last = max(run.last, number)
    // A number like 20260720 is a date, not a width.
    if digits.utf8.count <= 6 { run.width = max(run.width, digits.utf8.count) }
    runs[prefix] = run
  }

  /// Every id that the file mentions anywhere, code included.
  private mutating func takeAll(in bytes: [UInt8]) {
    var place = 0
    while place < bytes.count {
      let start = place
      while place < bytes.count, RequirementID.isIDByte(bytes[place]) { place += 1 }
      if place - start >= 3, place - start <= 64, (0x41...0x5A).contains(bytes[start]),
        bytes[start..<place].contains(UInt8(ascii: "-"))
      {
        var word = bytes[start..<place]
        while let last = word.last, last == 0x2E || last == 0x2D { word.removeLast() }
        take(String(decoding: word, as: UTF8.self))
      }
      place += 1
    }
  }
}

extension Collection {
  /// The element of a collection with just one.
  var only: Element? { count == 1 ? first : nil }
}
