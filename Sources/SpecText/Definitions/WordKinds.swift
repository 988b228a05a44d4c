/// What single words speak of. Every heading and caption is asked about all of them, so each is
/// looked up once.
struct WordKinds: OptionSet {
  let rawValue: UInt32

  static let setting = Self(rawValue: 1 << 0)
  static let settingHead = Self(rawValue: 1 << 1)
  static let front = Self(rawValue: 1 << 2)
  static let matter = Self(rawValue: 1 << 3)
  static let environment = Self(rawValue: 1 << 4)
  static let variable = Self(rawValue: 1 << 5)
  static let entity = Self(rawValue: 1 << 6)
  static let entityHead = Self(rawValue: 1 << 7)
  static let domain = Self(rawValue: 1 << 8)
  static let field = Self(rawValue: 1 << 9)
  static let error = Self(rawValue: 1 << 10)
  static let errorHead = Self(rawValue: 1 << 11)
  static let errorWord = Self(rawValue: 1 << 12)
  static let naming = Self(rawValue: 1 << 13)
  static let exit = Self(rawValue: 1 << 14)
  static let state = Self(rawValue: 1 << 15)
  static let transition = Self(rawValue: 1 << 16)
  static let anExtension = Self(rawValue: 1 << 17)
  static let example = Self(rawValue: 1 << 18)

  /// Says that something must be there, or need not be.
  static let required = Self(rawValue: 1 << 19)
  static let optional = Self(rawValue: 1 << 20)
  static let unless = Self(rawValue: 1 << 21)
  static let not = Self(rawValue: 1 << 22)
  /// Stands beside a key in a heading and says only what it is: `object`, `optional`.
  static let keyNote = Self(rawValue: 1 << 23)
  /// A type that holds keys of its own.
  static let holder = Self(rawValue: 1 << 24)
  static let model = Self(rawValue: 1 << 25)
  static let code = Self(rawValue: 1 << 26)
  /// Stands before `fields:` in a caption and names nothing.
  static let captionNote = Self(rawValue: 1 << 27)
  static let parameters = Self(rawValue: 1 << 28)
  static let stateHead = Self(rawValue: 1 << 29)
  static let variableHead = Self(rawValue: 1 << 30)

  /// The kinds of a word in any case; most have none.
  static func kinds(of word: Bytes) -> WordKinds { WordKinds(rawValue: table.bits(of: word)) }

  private static let table = WordTable(lists.map { (bits: $0.0.rawValue, words: $0.1) })

  private static let lists: [(WordKinds, [String])] = [
    (
      .setting,
      [
        "config", "configs", "configuration", "configurations", "setting", "settings",
        "preferences",
      ]
    ),
    (.settingHead, ["options", "flags", "switches"]),
    (.front, ["front"]),
    (.matter, ["matter"]),
    (.environment, ["environment", "env"]),
    (.variable, ["variable", "variables", "vars"]),
    (.entity, ["entity", "entities"]),
    (.entityHead, ["records", "types", "structures", "objects"]),
    (.domain, ["domain", "data", "object"]),
    (.field, ["field", "fields", "attributes", "properties", "members", "columns", "keys"]),
    (.error, ["error", "errors", "exception", "exceptions"]),
    (.errorHead, ["errors", "exceptions"]),
    (.errorWord, ["error", "errors"]),
    (
      .naming,
      [
        "category", "categories", "class", "classes", "code", "codes", "identifiers", "kinds",
        "names", "types",
      ]
    ),
    (.exit, ["exit"]),
    (.state, ["state", "states", "phase", "phases"]),
    (.transition, ["transition", "transitions", "lifecycle", "machine", "workflow"]),
    (.anExtension, ["extension", "extensions"]),
    (.example, ["example", "examples"]),
    (.required, ["required"]),
    (.optional, ["optional"]),
    (.unless, ["unless"]),
    (.not, ["not"]),
    (
      .keyNote,
      [
        "block", "config", "configuration", "dict", "field", "fields", "group", "map", "mapping",
        "object", "option", "optional", "options", "required", "section", "setting", "settings",
        "string", "integer", "boolean", "list", "table", "key", "keys", "value",
      ]
    ),
    (
      .holder,
      [
        "object", "map", "mapping", "table", "section", "dict", "struct", "group", "record",
        "block",
      ]
    ),
    (.model, ["model", "models", "type", "types", "structures"]),
    (.code, ["code", "codes", "status", "statuses"]),
    (
      .captionNote,
      [
        "required", "optional", "additional", "common", "the", "its", "it", "these", "all", "each",
        "fields", "attributes", "properties", "members", "other", "core", "following",
      ]
    ),
    (.parameters, ["parameters"]),
    (.stateHead, ["states", "phases"]),
    (.variableHead, ["variables"]),
  ]
}
