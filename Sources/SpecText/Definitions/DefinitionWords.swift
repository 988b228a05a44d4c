/// The words of a heading or caption, and what they say stands below.
struct DefinitionWords {
  /// Bytes of a heading or caption that are looked at: many sections may ask about one heading.
  static let reach = 400

  /// Lower-case words in order.
  private(set) var words: [String] = []
  /// The last word before a parenthesis: `fields` in `Fields (logical):`.
  private(set) var head = ""
  /// What the words together speak of.
  private var kinds: WordKinds = []

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
    for word in words { kinds.formUnion(WordKinds.kinds(of: word)) }
  }

  /// Whether one of `set` occurs.
  func has(_ set: Set<String>) -> Bool { words.contains { set.contains($0) } }

  /// Whether a word of `first` stands right before one of `second`.
  private func hasPair(_ first: Set<String>, _ second: Set<String>) -> Bool {
    zip(words, words.dropFirst()).contains { first.contains($0) && second.contains($1) }
  }

  private func headIs(_ kind: WordKinds) -> Bool { WordKinds.kinds(of: head).contains(kind) }

  /// Whether keys that a user sets stand below.
  var speakOfSettings: Bool {
    kinds.contains(.setting) || (kinds.contains(.settingHead) && headIs(.settingHead))
      || (kinds.contains([.front, .matter]) && hasPair(["front"], ["matter"]))
      || (kinds.contains([.environment, .variable])
        && hasPair(["environment", "env"], ["variable", "variables", "vars"]))
  }

  /// Whether kinds of things stand below.
  var speakOfEntities: Bool {
    kinds.contains(.entity) || (kinds.contains(.entityHead) && headIs(.entityHead))
      || (kinds.contains(.domain)
        && hasPair(
          ["domain", "data", "object"], ["model", "models", "type", "types", "structures"]))
  }

  /// Whether fields of something stand below: `Fields (logical):`.
  var headFields: Bool { kinds.contains(.field) && words.count <= 12 && headIs(.field) }

  /// Whether codes of errors stand below: `Error classes:`, `RECOMMENDED error categories:`.
  var nameErrors: Bool {
    kinds.contains([.error, .naming]) || (kinds.contains(.error) && headIs(.errorHead))
      || (kinds.contains(.exit) && hasPair(["exit"], ["code", "codes", "status", "statuses"]))
  }

  /// Whether errors are spoken of.
  var speakOfErrors: Bool { kinds.contains(.errorWord) }

  /// Whether states or phases are spoken of.
  var speakOfStates: Bool { kinds.contains(.state) }

  /// Whether states or phases are what stands below: `Issue states`.
  var headStates: Bool { kinds.contains(.state) && ["states", "phases"].contains(head) }

  /// Whether ways between states may stand below.
  var speakOfTransitions: Bool { speakOfStates || kinds.contains(.transition) }

  /// Whether only an extension is spoken of.
  var speakOfExtension: Bool { kinds.contains(.anExtension) }

  /// Whether what stands below is an illustration.
  var speakOfExamples: Bool { kinds.contains(.example) }

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
      headIs(.field) || headIs(.settingHead) || headIs(.setting)
        || ["parameters", "variables"].contains(head)
    else { return "" }
    var rest: [String] = []
    for word in words {
      if word == head { break }
      if !Self.hollow.contains(word), !WordKinds.kinds(of: word).contains(.setting) {
        rest.append(word)
      }
    }
    return rest.joined(separator: "_")
  }
}
