import SpecModel

/// Looks for runs of a reference's source in a spec.
struct SourceCopies: Sendable {
  /// What of the source is compared.
  enum Kind: Sendable, Hashable, CaseIterable {
    /// Words of comments and documentation.
    case prose
    /// Code with its names.
    case code
    /// Code without its names.
    case shape

    /// k and w, from the measurement in `docs/lint/leaks.md`.
    var winnowing: Winnowing {
      switch self {
      case .prose: Winnowing(gram: 8, window: 4)
      case .code: Winnowing(gram: 10, window: 4)
      case .shape: Winnowing(gram: 20, window: 4)
      }
    }

    /// Fewest different tokens in a run: `1, 2, 3, 4, 5, 6` without its numbers is long and says
    /// nothing.
    var leastVariety: Int {
      switch self {
      case .prose: 6
      case .code: 6
      case .shape: 8
      }
    }

    /// Whether a run says enough to be told.
    func tells(_ run: ArraySlice<UInt64>) -> Bool { Set(run).count >= leastVariety }
  }

  /// A run of the spec that stands in the reference.
  struct Copy: Sendable, Hashable {
    /// What of the source it is.
    var kind: Kind
    /// Where it stands in the spec.
    var lines: SourceLines
    /// How many tokens it has.
    var length: Int
    /// The file of the reference, as an index into the files given.
    var file: Int
    /// The line in that file.
    var line: Int
  }

  private let indexes: [(kind: Kind, index: SourceIndex)]
  private let language: SourceLanguage

  /// Indexes the files of `reference` that are source.
  init(_ reference: [ReferenceFile]) {
    let source = SourceStreams(reference)
    language = source.language
    indexes = Kind.allCases.map { ($0, SourceIndex(source[$0], $0.winnowing)) }
  }

  /// The copies in `input`, in the order of lines. Where code is found with its names, it is not
  /// told again without them.
  func copies(in input: LintInput) -> [Copy] {
    let spec = SpecStreams(input, language: language)
    var found: [Copy] = []
    for (kind, index) in indexes {
      let stream = spec[kind]
      for run in index.runs(in: stream) where kind.tells(stream.hashes[run.tokens]) {
        let lines = SourceLines(
          Int(stream.lines[run.tokens.lowerBound]), Int(stream.lines[run.tokens.upperBound - 1]))
        found.append(
          Copy(
            kind: kind, lines: lines, length: run.tokens.count, file: run.file,
            line: Int(index.streams[run.file].lines[run.start])))
      }
    }
    return Self.withoutRepeats(found)
  }

  /// Drops copies on lines that a copy over more lines covers; of two over the same lines, code
  /// with its names says most.
  private static func withoutRepeats(_ copies: [Copy]) -> [Copy] {
    let order: [Kind] = [.code, .prose, .shape]
    func weight(_ copy: Copy) -> (Int, Int, Int) {
      (
        copy.lines.first - copy.lines.last, order.firstIndex(of: copy.kind) ?? 0,
        copy.lines.first
      )
    }
    var told: Set<Int> = []
    var kept: [Copy] = []
    for copy in copies.sorted(by: { weight($0) < weight($1) }) {
      let lines = copy.lines.first...max(copy.lines.first, copy.lines.last)
      if lines.allSatisfy(told.contains) { continue }
      kept.append(copy)
      told.formUnion(lines)
    }
    return kept.sorted { ($0.lines.first, $0.lines.last) < ($1.lines.first, $1.lines.last) }
  }
}
