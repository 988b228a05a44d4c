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

  /// The kinds of each word that has any.
  private static let of: [String: WordKinds] = {
    var kinds: [String: WordKinds] = [:]
    for (kind, words) in lists {
      for word in words { kinds[word, default: []].formUnion(kind) }
    }
    return kinds
  }()

  /// The kinds of a word in lower case; most have none, which their first letter and length tell.
  static func kinds(of word: String) -> WordKinds {
    guard let first = word.utf8.first, first >= 0x61, first <= 0x7A,
      lengths[Int(first) - 0x61] & (1 << UInt32(min(word.utf8.count, 31))) != 0
    else { return [] }
    return of[word] ?? []
  }

  /// By first letter, a bit for each length that a word with a kind has.
  private static let lengths: [UInt32] = {
    var lengths = [UInt32](repeating: 0, count: 26)
    for word in of.keys {
      if let first = word.utf8.first { lengths[Int(first) - 0x61] |= 1 << UInt32(word.utf8.count) }
    }
    return lengths
  }()

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
  ]
}
