/// The tokens of a reference's files. Files that are no source have empty streams, so that indexes
/// are those of the files given.
struct SourceStreams: Sendable {
  private var prose: [TokenStream] = []
  private var code: [TokenStream] = []
  private var shape: [TokenStream] = []
  /// The language that most of the reference is in.
  private(set) var language = SourceLanguage.plain

  /// Reads `files`.
  init(_ files: [ReferenceFile]) {
    var sizes: [(language: SourceLanguage, count: Int)] = []
    for file in files {
      guard let language = SourceLanguage.of(path: file.path) else {
        prose.append(TokenStream(salt: 5))
        code.append(TokenStream(salt: 5))
        shape.append(TokenStream(salt: 5))
        continue
      }
      var lexer = SourceLexer(
        file.bytes, 0..<file.bytes.count, line: 1, language: language, salt: 6)
      lexer.run()
      prose.append(lexer.prose)
      code.append(lexer.code)
      shape.append(lexer.shape)
      if let place = sizes.firstIndex(where: { $0.language == language }) {
        sizes[place].count += file.bytes.count
      } else {
        sizes.append((language, file.bytes.count))
      }
    }
    language = sizes.max { $0.count < $1.count }?.language ?? .plain
  }

  /// The streams of one kind, one a file.
  subscript(kind: SourceCopies.Kind) -> [TokenStream] {
    switch kind {
    case .prose: prose
    case .code: code
    case .shape: shape
    }
  }
}
