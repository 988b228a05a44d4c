/// The words of a heading or caption, and what they say stands below.
struct DefinitionWords {
  /// Bytes of a heading or caption that are looked at: many sections may ask about one heading.
  static let reach = 400

  /// Lower-case words in order.
  private(set) var words: [String] = []
  /// The last word before a parenthesis: `fields` in `Fields (logical):`.
  private(set) var head = ""

  init(_ text: String) {
    var word: [UInt8] = []
    var isOpen = true
    func end(_ words: inout [String], _ head: inout String) {
      guard !word.isEmpty else { return }
      words.append(String(decoding: word, as: UTF8.self))
      if isOpen { head = words.last ?? "" }
      word = []
    }
    for byte in text.utf8.prefix(Self.reach) {
      switch byte {
      case 0x41...0x5A: word.append(byte | 0x20)
      case 0x61...0x7A, 0x30...0x39, 0x80...: word.append(byte)
      default:
        end(&words, &head)
        if byte == UInt8(ascii: "("), !words.isEmpty { isOpen = false }
      }
    }
    end(&words, &head)
  }

  /// Whether one of `set` occurs.
  func has(_ set: Set<String>) -> Bool { words.contains { set.contains($0) } }

  /// Whether a word of `first` stands right before one of `second`.
  private func hasPair(_ first: Set<String>, _ second: Set<String>) -> Bool {
    zip(words, words.dropFirst()).contains { first.contains($0) && second.contains($1) }
  }

  private static let settingWords: Set<String> = [
    "config", "configs", "configuration", "configurations", "setting", "settings", "preferences",
  ]
  private static let settingHeads: Set<String> = ["options", "flags", "switches"]

  /// Whether keys that a user sets stand below.
  var speakOfSettings: Bool {
    has(Self.settingWords) || Self.settingHeads.contains(head) || hasPair(["front"], ["matter"])
      || hasPair(["environment", "env"], ["variable", "variables", "vars"])
  }

  /// Whether kinds of things stand below.
  var speakOfEntities: Bool {
    has(["entity", "entities"]) || ["records", "types", "structures", "objects"].contains(head)
      || hasPair(["domain", "data", "object"], ["model", "models", "type", "types", "structures"])
  }

  private static let fieldWords: Set<String> = [
    "field", "fields", "attributes", "properties", "members", "columns", "keys",
  ]

  /// Whether fields of something stand below: `Fields (logical):`.
  var headFields: Bool { Self.fieldWords.contains(head) && words.count <= 12 }

  private static let errorWords: Set<String> = ["error", "errors", "exception", "exceptions"]
  private static let namingWords: Set<String> = [
    "category", "categories", "class", "classes", "code", "codes", "identifiers", "kinds", "names",
    "types",
  ]

  /// Whether codes of errors stand below: `Error classes:`, `RECOMMENDED error categories:`.
  var nameErrors: Bool {
    (has(Self.errorWords) && has(Self.namingWords)) || ["errors", "exceptions"].contains(head)
      || hasPair(["exit"], ["code", "codes", "status", "statuses"])
  }

  private static let stateWords: Set<String> = ["state", "states", "phase", "phases"]

  /// Whether states or phases are spoken of.
  var speakOfStates: Bool { has(Self.stateWords) }

  /// Whether states or phases are what stands below: `Issue states`.
  var headStates: Bool { ["states", "phases"].contains(head) }

  /// Whether ways between states may stand below.
  var speakOfTransitions: Bool {
    speakOfStates || has(["transition", "transitions", "lifecycle", "machine", "workflow"])
  }

  /// Whether only an extension is spoken of.
  var speakOfExtension: Bool { has(["extension", "extensions"]) }

  /// Whether what stands below is an illustration.
  var speakOfExamples: Bool { has(["example", "examples"]) }

  private static let hollow: Set<String> = [
    "additional", "advanced", "all", "appendix", "available", "basic", "cheat", "common",
    "complete", "core", "cli", "command", "default", "defaults", "env", "environment", "general",
    "global", "level", "line", "list", "main", "of", "optional", "other", "overview", "recognized",
    "reference", "required", "runtime", "sheet", "summary", "supported", "table", "the", "user",
    "values", "variable", "variables",
  ]

  /// What a title says the keys below belong to, where it says so: `node` of `Node Attributes`,
  /// `graph` of `Graph-Level Attributes`; empty for `Retries` and `Configuration Options`.
  var scope: String {
    guard
      Self.fieldWords.contains(head) || Self.settingHeads.contains(head)
        || Self.settingWords.contains(head) || ["parameters", "variables"].contains(head)
    else { return "" }
    var rest: [String] = []
    for word in words {
      if word == head { break }
      if !Self.hollow.contains(word), !Self.settingWords.contains(word) { rest.append(word) }
    }
    return rest.joined(separator: "_")
  }
}
