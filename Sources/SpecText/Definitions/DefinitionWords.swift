/// What the words of a heading or caption say stands below.
struct DefinitionWords {
  /// Bytes of a heading or caption that are looked at: many sections may ask about one heading.
  static let reach = 400

  /// How many words there are.
  private(set) var count = 0
  /// What the words together speak of.
  private var kinds: WordKinds = []
  /// What every word speaks of.
  private var common = WordKinds(rawValue: .max)
  /// What the first and the second word are.
  private var first: WordKinds = []
  private var second: WordKinds = []
  /// What the last word before a parenthesis is: `fields` in `Fields (logical):`.
  private var head: WordKinds = []
  private var pairs: Pairs = []

  /// Words that mean something right behind another.
  private struct Pairs: OptionSet {
    let rawValue: UInt8
    static let frontMatter = Self(rawValue: 1 << 0)
    static let environmentVariable = Self(rawValue: 1 << 1)
    static let dataModel = Self(rawValue: 1 << 2)
    static let exitCode = Self(rawValue: 1 << 3)

    init(rawValue: UInt8) { self.rawValue = rawValue }

    init(_ one: WordKinds, _ next: WordKinds) {
      self = []
      if one.contains(.front), next.contains(.matter) { insert(.frontMatter) }
      if one.contains(.environment), next.contains(.variable) { insert(.environmentVariable) }
      if one.contains(.domain), next.contains(.model) { insert(.dataModel) }
      if one.contains(.exit), next.contains(.code) { insert(.exitCode) }
    }
  }

  init(_ text: String) { self = text.withBytes { DefinitionWords($0) } }

  init(_ text: Bytes) {
    var last: WordKinds = []
    var isOpen = true
    Self.forEachWord(of: text) { word, opens in
      if opens { isOpen = false }
      let own = WordKinds.kinds(of: word)
      count += 1
      if count == 1 { first = own }
      if count == 2 { second = own }
      if isOpen { head = own }
      kinds.formUnion(own)
      common.formIntersection(own)
      if !own.isEmpty, !last.isEmpty { pairs.formUnion(Pairs(last, own)) }
      last = own
    }
  }

  /// Visits the words, and tells whether a parenthesis has opened between a word and the one
  /// before it.
  private static func forEachWord(of text: Bytes, _ body: (Bytes, _ opens: Bool) -> Void) {
    let end = min(text.count, reach)
    var start: Int?
    var opens = false
    var isFirst = true
    for place in 0...end {
      let byte = place < end ? text[place] : 0
      switch byte {
      case 0x41...0x5A, 0x61...0x7A, 0x30...0x39, 0x80...:
        if start == nil { start = place }
      default:
        if let start {
          body(text.part(start..<place), opens)
          (opens, isFirst) = (false, false)
        }
        start = nil
        if byte == UInt8(ascii: "("), !isFirst { opens = true }
      }
    }
  }

  /// Whether keys that a user sets stand below.
  var speakOfSettings: Bool {
    kinds.contains(.setting) || (kinds.contains(.settingHead) && head.contains(.settingHead))
      || !pairs.isDisjoint(with: [.frontMatter, .environmentVariable])
  }

  /// Whether kinds of things stand below.
  var speakOfEntities: Bool {
    kinds.contains(.entity) || head.contains(.entityHead) || pairs.contains(.dataModel)
  }

  /// Whether fields of something stand below: `Fields (logical):`.
  var headFields: Bool { count <= 12 && head.contains(.field) }

  /// Whether codes of errors stand below: `Error classes:`, `RECOMMENDED error categories:`.
  var nameErrors: Bool {
    kinds.contains([.error, .naming]) || (kinds.contains(.error) && head.contains(.errorHead))
      || pairs.contains(.exitCode)
  }

  /// Whether errors are spoken of.
  var speakOfErrors: Bool { kinds.contains(.errorWord) }

  /// Whether states or phases are spoken of.
  var speakOfStates: Bool { kinds.contains(.state) }

  /// Whether states or phases are what stands below: `Issue states`.
  var headStates: Bool { head.contains(.stateHead) }

  /// Whether ways between states may stand below.
  var speakOfTransitions: Bool { speakOfStates || kinds.contains(.transition) }

  /// Whether only an extension is spoken of.
  var speakOfExtension: Bool { kinds.contains(.anExtension) }

  /// Whether what stands below is an illustration.
  var speakOfExamples: Bool { kinds.contains(.example) }

  /// Whether a type is spoken of that holds keys of its own.
  var speakOfHolders: Bool { kinds.contains(.holder) }

  /// Whether the words only say what a key beside them is.
  var areKeyNotes: Bool { common.contains(.keyNote) }

  /// Whether one of the words names nothing, as in `Required fields:`.
  var haveCaptionNote: Bool { kinds.contains(.captionNote) }

  /// Whether a sentence begins by saying that something must be there, and makes no exception.
  var sayRequired: Bool { first.contains(.required) && !kinds.contains(.unless) }

  /// Whether a sentence begins by saying that something need not be there.
  var sayOptional: Bool {
    first.contains(.optional) || (first.contains(.not) && second.contains(.required))
  }

  /// Words that say nothing of what the keys below belong to.
  private static let hollow = WordTable([
    (
      1,
      [
        "additional", "advanced", "all", "appendix", "available", "basic", "cheat", "common",
        "complete", "core", "cli", "command", "default", "defaults", "env", "environment",
        "general", "global", "level", "line", "list", "main", "of", "optional", "other", "overview",
        "recognized", "reference", "required", "runtime", "sheet", "summary", "supported", "table",
        "the", "user", "values", "variable", "variables",
      ]
    )
  ])

  /// What a title says the keys below belong to, where it says so: `node` of `Node Attributes`,
  /// `graph` of `Graph-Level Attributes`; empty for `Retries` and `Configuration Options`.
  static func scope(of title: String) -> String {
    var words: [String] = []
    var isOpen = true
    var head = 0
    title.withBytes { text in
      forEachWord(of: text) { word, opens in
        if opens { isOpen = false }
        words.append(
          String(decoding: word.map { $0 >= 0x41 && $0 <= 0x5A ? $0 | 0x20 : $0 }, as: UTF8.self))
        if isOpen { head = words.count - 1 }
      }
    }
    guard head < words.count, words[head].withBytes(mayHaveScope) else { return "" }
    let rest = words.prefix { $0 != words[head] }.filter { word in
      word.withBytes { hollow.bits(of: $0) == 0 && !WordKinds.kinds(of: $0).contains(.setting) }
    }
    return rest.joined(separator: "_")
  }

  /// The words of a title that may say what the keys below it belong to, in the singular; none for
  /// `5.2 Summary of settings`.
  static func owner(of title: String) -> Set<String> {
    var words: Set<String> = []
    title.withBytes { text in
      forEachWord(of: text) { word, _ in
        let isNumber = word.allSatisfy { $0 >= 0x30 && $0 <= 0x39 }
        guard !isNumber, hollow.bits(of: word) == 0, !mayHaveScope(word) else { return }
        var plain = word.string.lowercased()
        if plain.utf8.count > 3, plain.hasSuffix("s") { plain.removeLast() }
        words.insert(plain)
      }
    }
    return words
  }

  private static func mayHaveScope(_ head: Bytes) -> Bool {
    !WordKinds.kinds(of: head).isDisjoint(with: [
      .field, .settingHead, .setting, .parameters, .variableHead,
    ])
  }
}
