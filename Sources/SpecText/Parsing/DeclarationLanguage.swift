/// How a programming language writes the declarations of a fence under an Interface heading.
enum DeclarationLanguage: UInt32 {
  case python = 1
  case typeScript = 2
  case go = 4
  case rust = 8
  case swift = 16
  case kotlin = 32
  /// C, C++, Java, C#: the type stands before the name.
  case typeFirst = 64
  /// No language: lines `add(a, b) -> c` and nothing else.
  case plain = 128
  /// A language whose declarations can't be read.
  case other = 256

  /// The language of a fence; nil for what is none.
  init?(_ word: Bytes) {
    if word.isEmpty {
      self = .plain
    } else {
      self.init(rawValue: Self.names.bits(of: word))
    }
  }

  private static let names = WordTable([
    (python.rawValue, ["python", "py", "pyi"]),
    (typeScript.rawValue, ["ts", "typescript", "tsx", "js", "javascript", "jsx", "mjs"]),
    (go.rawValue, ["go", "golang"]),
    (rust.rawValue, ["rust", "rs"]),
    (swift.rawValue, ["swift"]),
    (kotlin.rawValue, ["kotlin", "kt"]),
    (typeFirst.rawValue, ["c", "h", "cpp", "c++", "cc", "hpp", "java", "cs", "csharp", "c#"]),
    (
      other.rawValue,
      [
        "ruby", "rb", "php", "scala", "haskell", "hs", "elixir", "ex", "ocaml", "zig", "lua",
        "julia", "dart", "perl", "fsharp", "f#", "nim", "objc", "groovy", "crystal",
      ]
    ),
  ])

  /// The word before a function's name; empty where there is none.
  var functionWord: String {
    switch self {
    case .typeScript: "function"
    case .go, .swift: "func"
    case .rust: "fn"
    case .kotlin: "fun"
    case .python, .typeFirst, .plain, .other: ""
    }
  }

  /// Words that stand before a declaration and say nothing of how it is called.
  static let modifiers: Set<String> = [
    "export", "default", "declare", "public", "internal", "static", "final", "abstract", "async",
    "pub", "unsafe", "const", "inline", "override", "mutating", "nonmutating", "open",
    "nonisolated", "readonly", "virtual", "synchronized", "native", "constexpr", "extern",
    "suspend", "operator", "sealed", "data", "typedef", "partial", "explicit", "indirect",
    "isolated", "required", "convenience", "class", "case",
  ]

  /// Words that say that a declaration is not for others.
  static let hidden: Set<String> = ["private", "fileprivate", "protected"]

  /// Words that open a block whose functions belong to a type.
  static let types: Set<String> = [
    "class", "interface", "struct", "enum", "trait", "protocol", "extension", "actor", "record",
    "union", "object", "impl",
  ]

  /// Words that open a block that only groups.
  static let groups: Set<String> = ["namespace", "module", "mod", "extern", "package"]

  /// Words before a bracket that are no function's name.
  static let control: Set<String> = [
    "if", "for", "while", "switch", "return", "new", "catch", "throw", "else", "do", "try",
    "delete", "await", "case", "match", "guard", "defer", "assert", "import", "require", "typeof",
    "sizeof", "super", "this", "go", "select", "with", "using", "lock",
  ]

  /// Words that begin a declaration, so that a line with one ends what was left open above it.
  static let openers: Set<String> = [
    "export", "function", "func", "fn", "fun", "pub", "public", "class", "interface", "struct",
    "impl", "trait", "protocol", "static",
  ]
}
