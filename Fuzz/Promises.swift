import SpecModel
import SpecText

/// What holds for every file, whatever its bytes.
enum Promises {
  static func hold(for bytes: [UInt8]) {
    let spec = SpecParser.parse(bytes, path: "SPEC.md")
    promise(spec == SpecParser.parse(bytes, path: "SPEC.md"), "two readings differ")
    let lines = Lines(bytes)
    let blocks = SpecBlocks.blocks(of: spec, bytes: bytes)
    linesLieInTheFile(spec, lines)
    blocksCover(blocks, bytes, lines)
    editsAreExact(blocks, bytes)
    promise(
      SpecDiff.changes(from: bytes, to: bytes, path: "SPEC.md").isEmpty,
      "a spec differs from itself")
    _ = SpecEncoding.value(of: spec).canonicalBytes
    _ = Linter.lint(LintInput(spec, bytes: bytes))
  }

  private static func linesLieInTheFile(_ spec: Spec, _ lines: Lines) {
    let places =
      spec.requirements.map(\.lines) + spec.sections.map(\.lines) + spec.examples.map(\.lines)
      + spec.operations.map(\.lines) + spec.diagnostics.map(\.lines) + spec.tables.map(\.lines)
    for place in places {
      promise(
        place.first >= 1 && place.first <= place.last && place.last <= lines.count,
        "lines \(place) do not lie in a file of \(lines.count)")
    }
  }

  private static func blocksCover(_ blocks: [Block], _ bytes: [UInt8], _ lines: Lines) {
    var next = 1
    for block in blocks {
      for line in next..<max(next, block.lines.first) {
        promise(lines.isBlank(line), "line \(line) stands in no block")
      }
      promise(block.lines.first >= next, "block \(block.id) overlaps the one above")
      let range = lines.range(block.lines.first, block.lines.last)
      promise(bytes[range].starts(with: block.text), "block \(block.id) has another text")
      promise(
        bytes[range].dropFirst(block.text.count).allSatisfy { $0 == 0x0A || $0 == 0x0D },
        "block \(block.id) ends early")
      next = block.lines.last + 1
    }
    for line in next..<max(next, lines.count + 1) {
      promise(lines.isBlank(line), "line \(line) stands in no block")
    }
    promise(Set(blocks.map(\.id)).count == blocks.count, "two blocks have one id")
  }

  /// A block replaced by itself leaves the file as it is; one that is removed takes its lines along
  /// and nothing else.
  private static func editsAreExact(_ blocks: [Block], _ bytes: [UInt8]) {
    // Each edit reads the whole file again: one block is tried, another one for other bytes.
    guard !blocks.isEmpty else { return }
    let block = blocks[bytes.reduce(0) { ($0 &* 31 &+ Int($1)) & 0xFFFF } % blocks.count]
    do {
      let same = try EditableSpec(bytes, path: "SPEC.md").replacing(block.id, with: block.text)
      let ends = block.text.last == 0x0A || block.text.last == 0x0D || block.text.isEmpty
      promise(ends || same == bytes, "replacing \(block.id) by itself changes the file")
      let less = try EditableSpec(bytes, path: "SPEC.md").replacing(block.id, with: [])
      promise(less.count < bytes.count, "removing \(block.id) removes nothing")
    } catch {
      fail("no block \(block.id): \(error)")
    }
  }
}

private func promise(_ holds: Bool, _ message: @autoclosure () -> String) {
  if !holds { fail(message()) }
}

private func fail(_ message: String) -> Never {
  print("broken promise: \(message)")
  fatalError(message)
}

/// The lines of a file, cut here again: the parser's own table is what is tried.
private struct Lines {
  private let bytes: [UInt8]
  private var starts = [0]

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    for (place, byte) in bytes.enumerated() where place + 1 < bytes.count {
      let isPair = byte == 0x0D && bytes[place + 1] == 0x0A
      if byte == 0x0A || (byte == 0x0D && !isPair) { starts.append(place + 1) }
    }
  }

  var count: Int { starts.count }

  func range(_ first: Int, _ last: Int) -> Range<Int> {
    starts[first - 1]..<(last < starts.count ? starts[last] : bytes.count)
  }

  func isBlank(_ line: Int) -> Bool {
    bytes[range(line, line)].allSatisfy { $0 == 0x20 || $0 == 0x09 || $0 == 0x0A || $0 == 0x0D }
  }
}
