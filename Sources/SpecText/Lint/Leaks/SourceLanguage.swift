/// How the source of a language is cut into tokens; languages of one family share an entry.
struct SourceLanguage: Sendable, Equatable {
  /// What begins a comment that ends with its line.
  var lineComments: [[UInt8]]
  /// What begins and ends a comment over several lines; empty where there is none.
  var blockComment: (open: [UInt8], close: [UInt8])
  /// Whether strings may stand between three quotes, and are documentation where they begin a
  /// statement.
  var hasDocumentationStrings: Bool
  /// Words that begin a declaration whose header is part of the surface.
  var declarations: Set<String>

  static func == (left: SourceLanguage, right: SourceLanguage) -> Bool {
    left.lineComments == right.lineComments && left.blockComment == right.blockComment
      && left.hasDocumentationStrings == right.hasDocumentationStrings
  }

  static let python = SourceLanguage(
    lineComments: [Array("#".utf8)], blockComment: ([], []), hasDocumentationStrings: true,
    declarations: ["def", "class", "import", "from", "async"])

  /// Languages with `//` and `/* */`: C, C++, C#, Go, Java, JavaScript, Kotlin, PHP, Rust, Swift, …
  static let curly = SourceLanguage(
    lineComments: [Array("//".utf8)], blockComment: (Array("/*".utf8), Array("*/".utf8)),
    hasDocumentationStrings: false,
    declarations: [
      "func", "fn", "fun", "function", "class", "struct", "enum", "interface", "protocol", "trait",
      "type", "public", "export", "import", "package", "use", "#include", "using", "namespace",
    ])

  /// Languages with `#` comments: Ruby, shell, Perl, R, Elixir, …
  static let hash = SourceLanguage(
    lineComments: [Array("#".utf8)], blockComment: ([], []), hasDocumentationStrings: false,
    declarations: ["def", "class", "module", "require", "use", "import", "function", "sub"])

  /// Languages with `--` comments: SQL, Lua, Haskell, Ada, Elm.
  static let dash = SourceLanguage(
    lineComments: [Array("--".utf8)], blockComment: ([], []), hasDocumentationStrings: false,
    declarations: ["function", "module", "import", "create", "data", "type"])

  /// Markdown: no comments.
  static let plain = SourceLanguage(
    lineComments: [], blockComment: ([], []), hasDocumentationStrings: false, declarations: [])

  private static let endings: [String: SourceLanguage] = {
    var endings: [String: SourceLanguage] = [:]
    for name in ["py", "pyi", "pyx", "python", "python3"] { endings[name] = .python }
    for name in [
      "c", "cc", "cpp", "cs", "csharp", "cxx", "dart", "go", "golang", "groovy", "h", "hh", "hpp",
      "java", "javascript", "js", "jsx", "kotlin", "kt", "kts", "m", "mjs", "mm", "php", "rs",
      "rust", "scala", "swift", "ts", "tsx", "typescript", "zig",
    ] { endings[name] = .curly }
    for name in ["bash", "ex", "exs", "jl", "nim", "pl", "pm", "r", "rb", "ruby", "sh", "zsh"] {
      endings[name] = .hash
    }
    for name in ["ada", "adb", "elm", "hs", "lua", "sql"] { endings[name] = .dash }
    return endings
  }()

  /// The language of a file; nil for what is no source: documents, data, licences.
  static func of(path: String) -> SourceLanguage? {
    guard let dot = path.utf8.lastIndex(of: 0x2E) else { return nil }
    return of(name: String(path[path.utf8.index(after: dot)...]))
  }

  /// The language of a fence's info string or a file name's ending; nil where it is not known.
  static func of(name: String) -> SourceLanguage? { endings[name.lowercased()] }
}
