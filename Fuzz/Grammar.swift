/// Makes the pieces that specs are written with, right and slightly wrong.
enum Grammar {
  /// A block of markdown that ends with its line.
  static func block(_ dice: inout Dice, depth: Int) -> String {
    switch dice.below(depth > 3 ? 8 : 11) {
    case 0:
      return String(repeating: "#", count: 1 + dice.below(7)) + " " + dice.one(of: titles) + "\n"
    case 1: return prose(&dice) + "\n"
    case 2: return requirement(&dice) + "\n"
    case 3: return table(&dice)
    case 4: return fence(&dice)
    case 5: return dice.one(of: frontMatters)
    case 6: return dice.one(of: wholes)
    case 7: return setting(&dice)
    case 8: return nested(&dice, depth: depth, markers: ["- ", "* ", "1. ", "- [ ] ", "+ "])
    case 9: return nested(&dice, depth: depth, markers: ["> ", ">", "    ", "\t"])
    default: return block(&dice, depth: depth + 1) + "\n" + block(&dice, depth: depth + 1)
    }
  }

  /// A few bytes that mean something somewhere.
  static func piece(_ dice: inout Dice) -> String {
    let piece = dice.one(of: pieces + keywords + ids + codes)
    return dice.below(12) == 0
      ? String(repeating: piece, count: 1 + dice.below(300)) : piece
  }

  private static func nested(_ dice: inout Dice, depth: Int, markers: [String]) -> String {
    let marker = dice.one(of: markers)
    let rest =
      marker.hasPrefix(">") ? marker : String(repeating: " ", count: marker.utf8.count)
    let inner = block(&dice, depth: depth + 1).split(
      separator: "\n", omittingEmptySubsequences: false)
    return inner.enumerated().map { ($0.offset == 0 ? marker : rest) + $0.element }
      .joined(separator: "\n") + "\n"
  }

  private static func prose(_ dice: inout Dice) -> String {
    (0...dice.below(9)).map { _ in dice.one(of: words + keywords + codes) }
      .joined(separator: dice.one(of: [" ", " ", " ", "\n", "  \n", ", "]))
  }

  private static func requirement(_ dice: inout Dice) -> String {
    let id = dice.one(of: ids)
    let opener = dice.one(of: [
      "**\(id)** ", "[\(id)] ", "**\(id)**: ", "`\(id)` ", "### \(id) · ", "- **\(id)** ", "- ",
      "**UID**: \(id) ", "#### Scenario: ", "### Requirement: ", "",
    ])
    return opener + dice.one(of: ["", "When x, ", "If `a,b`, ", "Implementation-defined: "])
      + prose(&dice)
  }

  private static func setting(_ dice: inout Dice) -> String {
    let name = dice.one(of: words)
    return "- `\(name)` (\(dice.one(of: ["integer", "string", "", "list of `x`"])))\n"
      + "  - Default: \(dice.one(of: codes + words))\n"
  }

  private static func table(_ dice: inout Dice) -> String {
    let header = dice.one(of: headers)
    let columns = header.split(separator: "|").count
    var text = "|\(header)|\n|" + String(repeating: "---|", count: columns) + "\n"
    for _ in 0..<dice.below(4) {
      let cells = (0..<(columns + dice.below(3) - 1)).map { _ in
        dice.one(of: codes + words + keywords + ids)
      }
      text += "|" + cells.joined(separator: dice.one(of: ["|", " | ", "\\|"])) + "|\n"
    }
    return text
  }

  private static func fence(_ dice: inout Dice) -> String {
    let mark = dice.one(of: ["```", "~~~", "````", "``"])
    let end = dice.below(6) == 0 ? "" : mark + "\n"
    return mark + dice.one(of: infos) + "\n"
      + (0...dice.below(4)).map { _ in dice.one(of: sources) + "\n" }.joined() + end
  }
}
