import SpecModel

/// Cuts a spec into blocks. Together they hold every line that is not blank.
public enum SpecBlocks {
  /// The id of the front matter's block.
  public static let frontMatterID = "front-matter"

  /// The blocks of `spec`, which was parsed from `bytes`, in the order of their lines.
  ///
  /// Headings, paragraphs, list items without the lists in them, fences and table rows are blocks
  /// of their own; the paragraphs of one requirement, and the fences of one example, are one.
  public static func blocks(of spec: Spec, bytes: [UInt8]) -> [Block] {
    let text = SourceText(
      TextRepair.firstFault(in: bytes) == nil ? bytes : TextRepair.repaired(bytes))
    let source = SourceText(bytes)
    let owners = Owners(spec)
    var builder = BlockBuilder(source: source, owners: owners)
    let front = FrontMatterParser.parse(text)
    if front.bodyLine > 1 {
      builder.add(SourceLines(1, front.bodyLine - 1), id: frontMatterID)
    }
    let document = MarkdownDocument(NestingGuard.guarded(text).0, fromLine: front.bodyLine)
    for leaf in document.leaves {
      // An item's first block begins on the item's line.
      if leaf.kind == .table {
        builder.add(SourceLines(leaf.lines.first, min(leaf.lines.first + 1, leaf.lines.last)))
        var line = leaf.lines.first + 2
        while line <= leaf.lines.last {
          builder.add(SourceLines(line, line))
          line += 1
        }
      } else {
        builder.add(leaf.lines)
      }
    }
    builder.finish()
    return builder.blocks
  }

  /// What stands on which lines, by first line.
  struct Owners {
    var byLine: [Int: (id: String, derived: Bool, last: Int)] = [:]

    init(_ spec: Spec) {
      for section in spec.sections {
        let line = section.lines.first
        let id = section.number.isEmpty ? section.title : "§\(section.number)"
        byLine[line] = (id, true, line)
      }
      // The more telling ids come later and win.
      for example in spec.examples {
        let own = byLine[example.lines.first]
        let isDerived = example.id.hasPrefix("ex-")
        // Only a pair owns its lines; the prompts of a session share one fence.
        let last = example.form == .pair ? example.lines.last : example.lines.first
        if own == nil { byLine[example.lines.first] = (example.id, isDerived, last) }
      }
      for mark in spec.consoleExamples.map({ ($0.id, $0.lines) })
        + spec.textExamples.map({ ($0.id, $0.lines) }) where byLine[mark.1.first] == nil
      {
        byLine[mark.1.first] = (mark.0, mark.0.hasPrefix("ex-"), mark.1.last)
      }
      for operation in spec.operations where byLine[operation.lines.first]?.derived != false {
        byLine[operation.lines.first] = (operation.id, false, operation.lines.last)
      }
      let starts = spec.requirements.map(\.lines.first).sorted()
      for requirement in spec.requirements {
        let line = requirement.lines.first
        // One that stands inside another is a block of its own, and ends what is before it.
        let next = starts.partitioningIndex { $0 > line }
        let last = next < starts.count ? starts[next] - 1 : Int.max
        if requirement.idIsDerived, byLine[line]?.derived == false { continue }
        byLine[line] = (
          requirement.id, requirement.idIsDerived, min(requirement.lines.last, last)
        )
      }
    }
  }
}

/// Collects blocks in order, fills what lies between them, and keeps ids unique.
struct BlockBuilder {
  private(set) var blocks: [Block] = []
  private let source: SourceText
  private let owners: SpecBlocks.Owners
  private var counts: [String: Int] = [:]
  private var taken: Set<String> = []
  private var nearest = "start"
  private var next = 1

  init(source: SourceText, owners: SpecBlocks.Owners) {
    self.source = source
    self.owners = owners
  }

  /// Adds a block; lines that an earlier one has are left out.
  mutating func add(_ lines: SourceLines, id: String? = nil) {
    let first = max(lines.first, next)
    guard first <= lines.last else { return }
    fill(upTo: first)
    var last = lines.last
    var own = id.map { (id: $0, derived: false) }
    if own == nil, let owner = owners.byLine[first] {
      own = (owner.id, owner.derived)
      last = max(last, owner.last)
      while last > lines.last, source.isBlank(last) { last -= 1 }
    }
    if own == nil, let line = firstOwned(first, last), let owner = owners.byLine[line] {
      own = (owner.id, owner.derived)
    }
    append(SourceLines(first, last), own)
  }

  /// A fence with a session is known by its first prompt.
  private func firstOwned(_ first: Int, _ last: Int) -> Int? {
    guard last > first else { return nil }
    return (first...min(last, first + 32)).first { owners.byLine[$0] != nil }
  }

  private mutating func append(_ lines: SourceLines, _ own: (id: String, derived: Bool)?) {
    var id = own?.id ?? ""
    let isFree = own != nil && !taken.contains(id)
    if !isFree {
      repeat {
        counts[nearest, default: 0] += 1
        id = "\(nearest)+\(counts[nearest] ?? 0)"
      } while taken.contains(id)
    } else {
      nearest = id
    }
    taken.insert(id)
    let range = source.range(lines.first, lines.last)
    var text = source.bytes[range]
    if text.last == 0x0A { text.removeLast() }
    if text.last == 0x0D { text.removeLast() }
    blocks.append(
      Block(id: id, idIsDerived: !isFree || own?.derived == true, lines: lines, text: Array(text)))
    next = lines.last + 1
  }

  /// What the block parser swallows (definitions of links) is a block too.
  private mutating func fill(upTo line: Int) {
    while next < line {
      guard !source.isBlank(next) else {
        next += 1
        continue
      }
      var last = next
      while last + 1 < line, !source.isBlank(last + 1) { last += 1 }
      append(SourceLines(next, last), nil)
    }
  }

  /// Takes what stands behind the last block.
  mutating func finish() { fill(upTo: source.lineCount + 1) }
}
