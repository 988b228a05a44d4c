/// Words that pseudocode uses without defining them.
struct PseudocodeWords: OptionSet {
  let rawValue: UInt32

  /// Declares a routine.
  static let routine = Self(rawValue: 1 << 0)
  /// Opens a block with routines or fields in it.
  static let container = Self(rawValue: 1 << 1)
  /// Begins a statement.
  static let control = Self(rawValue: 1 << 2)
  /// Begins a statement and no sentence of a plain text.
  static let flow = Self(rawValue: 1 << 3)
  /// Begins a statement that has no block.
  static let leaving = Self(rawValue: 1 << 4)
  /// May stand right before a bracket and is no call.
  static let operators = Self(rawValue: 1 << 5)
  /// Opens a block at the end of a line.
  static let opening = Self(rawValue: 1 << 6)
  /// Ends a block.
  static let end = Self(rawValue: 1 << 7)

  /// What `word` is in any case; most words are nothing.
  static func kinds(of word: Bytes) -> PseudocodeWords {
    PseudocodeWords(rawValue: table.bits(of: word))
  }

  private static let table = WordTable([
    (
      routine.rawValue,
      [
        "function", "func", "fn", "procedure", "proc", "def", "algorithm", "routine", "sub",
        "subroutine", "method", "operation",
      ]
    ),
    (
      container.rawValue,
      [
        "interface", "class", "module", "type", "record", "struct", "enum", "object", "trait",
        "protocol", "entity", "service", "component",
      ]
    ),
    (
      control.rawValue,
      [
        "if", "elif", "elseif", "else", "for", "foreach", "while", "until", "repeat", "loop",
        "switch", "case", "match", "when", "try", "catch", "except", "finally", "with", "return",
        "yield", "raise", "throw", "assert", "break", "continue", "do", "end",
      ]
    ),
    (
      flow.rawValue,
      [
        "if", "elif", "elseif", "else", "for", "foreach", "while", "try", "return", "raise",
        "throw", "assert",
      ]
    ),
    (leaving.rawValue, ["return", "assert", "raise", "throw"]),
    (
      operators.rawValue,
      [
        "and", "or", "not", "in", "is", "by", "from", "to", "of", "then", "new", "await", "async",
        "each", "where", "let", "var", "const", "set", "print", "lambda",
      ]
    ),
    (opening.rawValue, ["then", "do"]),
    (end.rawValue, ["end"]),
  ])

  /// Functions and methods that a reader knows by one meaning whatever the language is: sizes,
  /// collections, texts, numbers, conversions, copies, output and waiting. None of them says
  /// anything of the system that a spec describes. Names are lower-case without underscores.
  private static let functions: Set<String> = [
    "len", "length", "size", "count", "range", "set", "list", "map", "dict", "array", "tuple",
    "min", "max", "sum", "abs", "floor", "ceil", "round", "pow", "sqrt", "any", "all", "sorted",
    "sort", "reversed", "reverse", "enumerate", "zip", "filter", "keys", "values", "items", "first",
    "last", "str", "string", "int", "integer", "float", "number", "bool", "boolean", "tostring",
    "tointeger", "join", "split", "trim", "strip", "lower", "lowercase", "tolower", "upper",
    "uppercase", "toupper", "replace", "substring", "startswith", "endswith", "contains", "concat",
    "format", "truncate", "isempty", "empty", "copy", "deepcopy", "clone", "print", "println",
    "sleep", "typeof", "isinstance", "error", "exit",
  ]

  private static let methods: Set<String> = functions.union([
    "append", "add", "remove", "removeat", "discard", "delete", "pop", "push", "get", "put", "has",
    "haskey", "extend", "insert", "clear", "enqueue", "dequeue", "peek", "update", "slice",
    "foreach", "reduce", "find", "index", "indexof", "equals",
  ])

  /// Whether a call needs no definition.
  ///
  /// - Parameter isMethod: whether it is called on a value: `items.append`.
  static func isBuiltIn(_ name: some StringProtocol, isMethod: Bool) -> Bool {
    let plain = String(decoding: name.lowercased().utf8.filter { $0 != 0x5F }, as: UTF8.self)
    return (isMethod ? methods : functions).contains(plain)
  }
}
