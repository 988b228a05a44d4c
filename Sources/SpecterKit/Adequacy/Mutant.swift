import SpecModel

/// One small change of a reference's source.
public struct Mutant: Sendable, Hashable {
  /// The file, relative to the subject's folder.
  public var file: String
  /// The line of the change, from 1.
  public var line: Int
  /// The function around it, with its classes; empty at the top of a module.
  public var function: String
  /// What kind of change: `comparison`, `constant`, `return` …
  public var kind: String
  /// The bytes of the file that are replaced.
  public var range: Range<Int>
  /// What replaces them.
  public var text: String
  /// The whole line before.
  public var before: String
  /// The whole line after.
  public var after: String

  /// A change.
  public init(
    file: String, line: Int, function: String = "", kind: String, range: Range<Int>,
    text: String, before: String, after: String
  ) {
    self.file = file
    self.line = line
    self.function = function
    self.kind = kind
    self.range = range
    self.text = text
    self.before = before
    self.after = after
  }

  /// `version.py:192 comparison: a < b → a <= b`.
  public var words: String { "\(file):\(line) \(kind): \(before) → \(after)" }
}

extension FileTree {
  /// The tree with changes made, none of which may overlap another. Nil where one does not fit.
  public func applying(_ mutants: [Mutant]) -> FileTree? {
    var tree = self
    // From the end of each file, so that earlier ranges stay right.
    for mutant in mutants.sorted(by: { $0.range.lowerBound > $1.range.lowerBound }) {
      guard var bytes = tree[mutant.file], mutant.range.upperBound <= bytes.count else {
        return nil
      }
      bytes.replaceSubrange(mutant.range, with: Array(mutant.text.utf8))
      tree[mutant.file] = bytes
    }
    return tree
  }
}

/// Where changes of a subject's source come from.
///
/// An implementer never runs the subject, and gives the same changes for the same request.
public protocol MutantSource: Sendable {
  /// At most `count` changes, each on another line while there are lines left.
  func mutants(_ request: MutantRequest) async throws -> [Mutant]
}

/// Which changes to make.
public struct MutantRequest: Sendable {
  /// The subject.
  public var subject: Subject
  /// The scope whose modules are changed.
  public var scope: SurfaceScope
  /// The seed that they are drawn with.
  public var seed: UInt64
  /// Most changes.
  public var count: Int
  /// Kinds of changes to make; empty: all.
  public var kinds: Set<String>

  /// Kinds that a library could have on purpose: another bound, constant, pattern or error; not a
  /// result thrown away, a statement left out or a condition turned round.
  public static let plausible: Set<String> = [
    "arithmetic", "boolean", "comparison", "constant", "error", "pattern", "twin",
  ]

  /// A request.
  public init(
    subject: Subject, scope: SurfaceScope, seed: UInt64, count: Int, kinds: Set<String> = []
  ) {
    self.subject = subject
    self.scope = scope
    self.seed = seed
    self.count = count
    self.kinds = kinds
  }
}
