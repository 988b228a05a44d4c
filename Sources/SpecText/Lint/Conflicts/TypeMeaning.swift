import SpecModel

/// The families that a type as written may mean: `positive integer or null` is an integer.
enum TypeMeaning {
  /// A kind of data that no value of another kind is.
  enum Family: Hashable {
    /// Whole numbers.
    case whole
    /// Numbers with a fraction.
    case fraction
    /// Text.
    case text
    /// Truth values.
    case truth
    /// Lists.
    case list
    /// Maps, objects, records.
    case map
  }

  /// Whether no reading of two types makes them the same: no family is common to both, or both list
  /// the values or types that they may be, and not the same ones.
  static func disagree(_ left: String, _ right: String) -> Bool {
    if let left = families(of: left), let right = families(of: right) {
      return left.isDisjoint(with: right)
    }
    guard let left = choices(of: left), let right = choices(of: right) else { return false }
    return left != right
  }

  /// Whether a type can be compared.
  static func isKnown(_ type: String) -> Bool {
    families(of: type) != nil || choices(of: type) != nil
  }

  /// The words of `` `low` | `high` ``, two or more and none of them a family's; nil for any other
  /// type. That it may be absent is left out.
  private static func choices(of type: String) -> Set<String>? {
    var found: Set<String> = []
    let parts = type.replacing(" or ", with: "|").split(separator: "|")
    guard parts.count > 1 else { return nil }
    for part in parts {
      let word = part.filter { !"`\"'\\ ".contains($0) }
      if absent.contains(word.lowercased()) { continue }
      let isWord = word.utf8.allSatisfy { SignatureParser.isName($0) || $0 == UInt8(ascii: "-") }
      guard !word.isEmpty, isWord, String(part).trimmed.split(separator: " ").count == 1,
        families[word.lowercased()] == nil
      else { return nil }
      found.insert(word)
    }
    return found.count > 1 ? found : nil
  }

  /// The families of `type`; nil where any part of it can't be told.
  static func families(of type: String) -> Set<Family>? {
    var found: Set<Family> = []
    for alternative in alternatives(type) {
      let words = alternative.lowercased().split {
        !($0.isLetter || $0.isNumber || $0 == "_" || $0 == "[" || $0 == "$")
      }.map(String.init)
      if words.isEmpty || words.allSatisfy({ absent.contains($0) }) { continue }
      // `$VAR` stands for a text from outside; it says nothing about the type.
      if words.contains(where: { $0.hasPrefix("$") }) { continue }
      guard let family = family(of: words, in: String(alternative)) else { return nil }
      found.formUnion(family)
    }
    return found.isEmpty ? nil : found
  }

  private static func family(of words: [String], in text: String) -> Set<Family>? {
    if text.contains("[]") { return [.list] }
    // The outermost kind is said first: `list of strings`, `map of positive integers`.
    for word in words {
      for part in word.split(separator: "[") {
        if let family = families[String(part)] { return family }
      }
    }
    return nil
  }

  /// Parts joined by `or`, `|` or `/`, without remarks: outside brackets.
  private static func alternatives(_ type: String) -> [Substring] {
    var text = type.filter { $0 != "`" }
    if let comma = text.firstIndex(of: ","),
      !text[..<comma].contains(where: { "<[({".contains($0) })
    {
      text = String(text[..<comma])
    }
    if text.contains("<") || text.contains("{") || text.contains("->") { return [text[...]] }
    return text.replacing(" or ", with: "|").split(whereSeparator: { $0 == "|" || $0 == "?" })
  }

  private static let absent: Set<String> = [
    "null", "none", "nil", "undefined", "absent", "unset", "optional", "required", "nullable",
  ]

  private static let families: [String: Set<Family>] = {
    let rows: [(Set<Family>, [String])] = [
      ([.whole], ["integer", "int", "integers", "int32", "int64", "uint", "u32", "u64", "i32"]),
      ([.fraction, .whole], ["number", "numeric", "numbers"]),
      ([.fraction], ["float", "double", "decimal", "float64", "f64"]),
      ([.text], ["string", "str", "text", "path", "url", "uri", "script", "filename"]),
      ([.truth], ["boolean", "bool", "flag"]),
      ([.list], ["list", "array", "sequence", "tuple", "set", "vector"]),
      ([.map], ["map", "object", "dict", "dictionary", "mapping", "record", "hash", "table"]),
    ]
    var all: [String: Set<Family>] = [:]
    for (family, words) in rows { for word in words { all[word] = family } }
    return all
  }()
}
