import SpecModel

/// Compares annotations where both sides have them: spellings of one type are one type
/// (`Optional[str]`, `Union[None, str]` and `str | None`; `List[int]` and `list[int]`).
enum AnnotationText {
  /// Whether a parameter or the result has two types; places that one side leaves open agree.
  static func differ(
    _ one: SurfaceDescription.Symbol, _ other: SurfaceDescription.Symbol
  ) -> Bool {
    if !agree(one.returns, other.returns) { return true }
    // Parameters that differ otherwise are a finding of their own.
    guard let left = one.parameters, let right = other.parameters, left.count == right.count else {
      return false
    }
    return !zip(left, right).allSatisfy { agree($0.type, $1.type) }
  }

  /// `(word: str, count: int) -> str`, for people.
  static func signature(_ symbol: SurfaceDescription.Symbol) -> String {
    let parameters = (symbol.parameters ?? []).map {
      $0.type.isEmpty ? $0.name : "\($0.name): \($0.type)"
    }
    return "(\(parameters.joined(separator: ", ")))"
      + (symbol.returns.isEmpty ? "" : " -> \(symbol.returns)")
  }

  private static func agree(_ one: String, _ other: String) -> Bool {
    one.isEmpty || other.isEmpty || normal(one[...]) == normal(other[...])
  }

  /// One spelling of a type: no spaces and quotes, built-in classes by their own names, the members
  /// of a union each once and in order.
  static func normal(_ text: Substring) -> String {
    let bare = text.filter { !$0.isWhitespace && $0 != "'" && $0 != "\"" }
    let members = Set(split(bare[...], at: "|").flatMap(members))
    return members.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }.joined(separator: "|")
  }

  private static let builtins: Set = ["List", "Dict", "Set", "FrozenSet", "Tuple", "Type"]

  /// The members of a union that one term of a type stands for.
  private static func members(_ term: Substring) -> [String] {
    guard term.last == "]", let open = term.firstIndex(of: "[") else {
      return [builtins.contains(String(term)) ? term.lowercased() : String(term)]
    }
    let name = String(term[..<open])
    let inner = split(term[term.index(after: open)...].dropLast(), at: ",")
    switch name {
    case "Optional": return inner.flatMap { parts($0) } + ["None"]
    case "Union": return inner.flatMap { parts($0) }
    // The values of a literal are no types.
    case "Literal": return [String(term)]
    default:
      let known = builtins.contains(name) ? name.lowercased() : name
      return ["\(known)[\(inner.map(normal).joined(separator: ","))]"]
    }
  }

  private static func parts(_ text: Substring) -> [String] {
    split(text, at: "|").flatMap(members)
  }

  /// Cuts a text at a character that stands outside brackets.
  private static func split(_ text: Substring, at mark: Character) -> [Substring] {
    var parts: [Substring] = []
    var depth = 0
    var start = text.startIndex
    for index in text.indices {
      switch text[index] {
      case "[", "(": depth += 1
      case "]", ")": depth -= 1
      case mark where depth == 0:
        parts.append(text[start..<index])
        start = text.index(after: index)
      default: break
      }
    }
    return parts + [text[start...]]
  }
}
