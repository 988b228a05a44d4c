/// Changes a markdown text by lines and pieces.
struct LineMutation {
  private(set) var bytes: [UInt8]
  private var dice: Dice

  init(bytes: [UInt8], dice: Dice) {
    self.bytes = bytes
    self.dice = dice
  }

  /// One to four changes.
  mutating func run() {
    for _ in 0...dice.below(4) {
      switch dice.below(9) {
      case 0, 1, 2: insertBlock()
      case 3: insertPiece()
      case 4: removeLines()
      case 5: repeatLines()
      case 6: indentLines()
      case 7: swapLines()
      default: changeLineEnds()
      }
    }
  }

  private func starts() -> [Int] {
    var starts = [0]
    for (place, byte) in bytes.enumerated() where byte == 0x0A { starts.append(place + 1) }
    return starts
  }

  /// Some whole lines; a few rather than many.
  private mutating func someLines() -> Range<Int> {
    let starts = starts()
    let first = dice.below(starts.count)
    let last = min(first + 1 + dice.below(dice.one(of: [1, 3, 12])), starts.count)
    return starts[first]..<(last < starts.count ? starts[last] : bytes.count)
  }

  private mutating func insertBlock() {
    let block = Grammar.block(&dice, depth: 0) + (dice.below(4) == 0 ? "" : "\n")
    bytes.insert(contentsOf: block.utf8, at: someLines().lowerBound)
  }

  private mutating func insertPiece() {
    let piece = Grammar.piece(&dice)
    bytes.insert(contentsOf: piece.utf8, at: dice.below(bytes.count + 1))
  }

  private mutating func removeLines() { bytes.removeSubrange(someLines()) }

  private mutating func repeatLines() {
    let range = someLines()
    let lines = Array(bytes[range])
    for _ in 0..<(1 + dice.below(dice.one(of: [1, 2, 30]))) where bytes.count < 1 << 16 {
      bytes.insert(contentsOf: lines, at: range.lowerBound)
    }
  }

  private mutating func indentLines() {
    let range = someLines()
    let prefix = Array(dice.one(of: ["  ", "    ", "> ", "- ", "1. ", "\t", "# ", "| "]).utf8)
    var made = prefix
    for byte in bytes[range] {
      made.append(byte)
      if byte == 0x0A { made += prefix }
    }
    bytes.replaceSubrange(range, with: made)
  }

  private mutating func swapLines() {
    let range = someLines()
    let lines = Array(bytes[range])
    bytes.removeSubrange(range)
    bytes.insert(contentsOf: lines, at: someLines().lowerBound)
  }

  private mutating func changeLineEnds() {
    let end = Array(dice.one(of: ["\r\n", "\r", "\n\n", "\n\r", "\u{0}\n"]).utf8)
    let range = someLines()
    let made = bytes[range].flatMap { $0 == 0x0A ? end : [$0] }
    bytes.replaceSubrange(range, with: made)
  }
}
