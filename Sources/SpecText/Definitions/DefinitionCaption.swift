import SpecModel

extension DocumentReader {
  /// How many paragraphs above a list or table are looked at for its caption.
  private static let captionReach = 6

  /// The nearest paragraph above `leaf` that announces it, as a leaf: it ends in a colon, or is
  /// short. Prose may stand between them.
  ///
  /// - Parameters:
  ///   - item: the list item that both stand in; nil outside lists.
  ///   - overFences: whether a fence may stand between too.
  func definitionCaption(above leaf: Int, item: Int?, overFences: Bool = false) -> Int? {
    var place = leaf - 1
    while place >= 0, place >= leaf - Self.captionReach {
      let above = document.leaves[place]
      guard above.item == item else { return nil }
      if overFences, above.kind == .code {
        place -= 1
        continue
      }
      guard above.kind == .paragraph else { return nil }
      let range = text.range(above.lines.first, above.lines.last)
      if range.count <= 60 || (range.count < 400 && endsWithColon(range)) {
        return place
      }
      // The paragraph of the item that holds a list announces it, or nothing does.
      if item != nil { return nil }
      place -= 1
    }
    return nil
  }

  /// The words of a caption; none where there is no caption.
  func words(ofCaption leaf: Int?) -> DefinitionWords {
    guard let leaf else { return DefinitionWords("") }
    return InlineText.withText(of: document.leaves[leaf].node) { DefinitionWords($0) }
  }

  /// Whether bytes of the file end in a colon, but for spaces and emphasis.
  func endsWithColon(_ range: Range<Int>) -> Bool {
    var place = range.upperBound - 1
    while place >= range.lowerBound {
      switch text.bytes[place] {
      case UInt8(ascii: ":"): return true
      case 0x20, 0x09, 0x0A, 0x0D, UInt8(ascii: "*"), UInt8(ascii: "_"): place -= 1
      default: return false
      }
    }
    return false
  }
}
