extension String {
  /// The text with spaces behind it, so that it has at least `width` characters.
  func padded(_ width: Int) -> String { self + gap(width) }

  /// The text with spaces before it, so that it has at least `width` characters.
  func paddedBefore(_ width: Int) -> String { gap(width) + self }

  private func gap(_ width: Int) -> String {
    String(repeating: " ", count: max(0, width - count))
  }
}
