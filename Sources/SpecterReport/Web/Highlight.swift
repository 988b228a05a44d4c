/// Two texts side by side with what differs marked: all but their common start and end.
enum Highlight {
  /// Both texts as HTML, the differing middle of each in `<mark>`; no mark in equal texts.
  static func pair(_ left: String, _ right: String) -> (left: String, right: String) {
    // Scalars, not characters: those are equal when only their normal form is.
    let a = Array(left.unicodeScalars)
    let b = Array(right.unicodeScalars)
    var (start, end) = commonEnds(a, b)
    // Little in common is chance: then all of both is what differs.
    if (start + end) * 4 < min(a.count, b.count) { (start, end) = (0, 0) }
    return (marked(a, start, end), marked(b, start, end))
  }

  private static func marked(_ text: [Unicode.Scalar], _ start: Int, _ end: Int) -> String {
    func html(_ part: ArraySlice<Unicode.Scalar>) -> String {
      Escaping.html(String(String.UnicodeScalarView(part)))
    }
    let middle = text[start..<(text.count - end)]
    let mark = middle.isEmpty ? "" : "<mark>\(html(middle))</mark>"
    return html(text[..<start]) + mark + html(text[(text.count - end)...])
  }
}
