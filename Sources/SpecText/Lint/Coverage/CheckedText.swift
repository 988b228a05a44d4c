import SpecModel

/// The text of everything in a spec that checks something: cases of the test matrix, items with a
/// box to tick, and examples. Bullets without a box only say what is to be built.
struct CheckedText {
  private var bytes: [UInt8] = []
  /// Whether the spec checks anything at all; one that does not is told so by other rules.
  private(set) var isEmpty = true

  init(_ input: LintInput) {
    let spec = input.spec
    for text in spec.matrix.map(\.text) { add(text.utf8) }
    for item in spec.checklist where item.isChecked != nil { add(item.text.utf8) }
    let source = SourceText(input.bytes)
    let places =
      spec.examples.map(\.lines) + spec.consoleExamples.map(\.lines)
      + spec.textExamples.map(\.lines)
    // Prompts of one fence may share its lines; each line is read once.
    var next = 1
    for lines in places.sorted(by: { $0.first < $1.first }) {
      let first = max(lines.first, next)
      guard first <= lines.last else { continue }
      add(source.bytes[source.range(first, lines.last)])
      next = lines.last + 1
    }
  }

  private mutating func add(_ text: some Sequence<UInt8>) {
    isEmpty = false
    bytes += text
    bytes.append(0x0A)
  }

  /// Which of `names` occur, letter for letter, not as a part of a longer name: `port` is no
  /// mention of `server.port`.
  func names(_ names: some Sequence<String>) -> Set<String> {
    var byWord: [ArraySlice<UInt8>: Candidates] = [:]
    for name in names {
      let name = Array(name.utf8)
      let start = name.firstIndex(where: Self.isWord) ?? name.count
      let end = Self.wordEnd(in: name, from: start)
      guard start < end else { continue }
      byWord[name[start..<end], default: Candidates()].add(name, lead: start)
    }
    guard !byWord.isEmpty else { return [] }
    var found: Set<String> = []
    var place = 0
    while place < bytes.count {
      guard Self.isWord(bytes[place]) else {
        place += 1
        continue
      }
      let start = place
      place = Self.wordEnd(in: bytes, from: start)
      guard let candidates = byWord[bytes[start..<place]] else { continue }
      for shape in candidates.shapes {
        let first = start - shape.lead
        let end = first + shape.count
        guard first >= 0, end <= bytes.count, end == place || Self.isEnd(end, in: bytes),
          candidates.names.contains(bytes[first..<end])
        else { continue }
        found.insert(String(decoding: bytes[first..<end], as: UTF8.self))
      }
    }
    return found
  }

  /// Names with the same first word. They are looked up once a length, however many there are.
  private struct Candidates {
    struct Shape: Hashable {
      /// Bytes before the first word.
      var lead: Int
      /// Bytes in all.
      var count: Int
    }

    var names: Set<ArraySlice<UInt8>> = []
    var shapes: Set<Shape> = []

    mutating func add(_ name: [UInt8], lead: Int) {
      names.insert(name[...])
      shapes.insert(Shape(lead: lead, count: name.count))
    }
  }

  /// Whether no word goes on at `place`.
  private static func isEnd(_ place: Int, in bytes: [UInt8]) -> Bool {
    guard place < bytes.count else { return true }
    if isWord(bytes[place]) { return false }
    return !(isJoint(bytes[place]) && place + 1 < bytes.count && isWord(bytes[place + 1]))
  }

  /// Where the word that begins at `start` ends; a dot or dash between two letters belongs to it.
  private static func wordEnd(in bytes: [UInt8], from start: Int) -> Int {
    var end = start
    while !isEnd(end, in: bytes) { end += 1 }
    return end
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
      || byte == 0x5F || byte >= 0x80
  }

  private static func isJoint(_ byte: UInt8) -> Bool { byte == 0x2E || byte == 0x2D }
}
