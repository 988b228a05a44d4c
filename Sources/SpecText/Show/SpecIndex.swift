import SpecModel

/// Finds what a spec defines by name, and what refers to it.
public struct SpecIndex: Sendable {
  /// Something that refers to an entry.
  public struct Referrer: Sendable, Hashable {
    /// What it is: `mention`, `matrix case`, `example`, …
    public var kind: String
    /// Its id; empty where it has none.
    public var id: String
    /// What it says, in one line.
    public var text: String
    /// Where it stands.
    public var lines: SourceLines
  }

  /// Everything with a name.
  public let entries: [SpecEntry]
  let spec: Spec
  let text: SourceText

  /// An index of `spec`, which was parsed from `bytes`.
  public init(_ spec: Spec, bytes: [UInt8]) {
    self.spec = spec
    text = SourceText(bytes)
    entries = SpecEntry.all(in: spec)
  }

  /// The entries of this name: several where a word names a setting and an error, none where
  /// nothing has it. Case counts only where it must.
  public func find(_ name: String) -> [SpecEntry] {
    let exact = entries.filter { $0.id == name }
    if !exact.isEmpty { return exact }
    let folded = name.lowercased()
    return entries.filter { $0.id.lowercased() == folded }
  }

  /// Up to three names that are nearest to one that nothing has: fewest edits, at most a third of
  /// its length.
  public func suggestions(for name: String) -> [String] {
    let wanted = Array(name.lowercased().utf8.prefix(80))
    let limit = max(1, wanted.count / 3)
    var near: [(distance: Int, id: String)] = []
    var seen: Set<String> = []
    for entry in entries where seen.insert(entry.id).inserted {
      let own = Array(entry.id.lowercased().utf8.prefix(80))
      // The last part alone is often what is asked: `kind` of `tracker.kind`.
      if entry.id.lowercased().hasSuffix("." + name.lowercased()) {
        near.append((0, entry.id))
      } else if abs(own.count - wanted.count) <= limit {
        let distance = Self.distance(own, wanted)
        if distance <= limit { near.append((distance, entry.id)) }
      }
    }
    return near.sorted { ($0.distance, $0.id) < ($1.distance, $1.id) }.prefix(3).map(\.id)
  }

  /// Number of single-byte edits between two names (Levenshtein), row by row.
  static func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
    var row = Array(0...right.count)
    for (place, byte) in left.enumerated() {
      var diagonal = row[0]
      row[0] = place + 1
      for (column, other) in right.enumerated() {
        let changed = diagonal + (byte == other ? 0 : 1)
        diagonal = row[column + 1]
        row[column + 1] = min(changed, diagonal + 1, row[column] + 1)
      }
    }
    return row[right.count]
  }

  /// The lines of the file from `lines.first` to `lines.last`, without line ends; bytes that are no
  /// UTF-8 become the replacement character.
  public func source(_ lines: SourceLines) -> [String] {
    guard lines.first >= 1, lines.first <= text.lineCount else { return [] }
    return (lines.first...max(lines.first, min(lines.last, text.lineCount))).map {
      String(decoding: text.line($0), as: UTF8.self)
    }
  }
}
