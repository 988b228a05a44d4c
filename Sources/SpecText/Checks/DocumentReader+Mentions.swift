import SpecModel

extension DocumentReader {
  /// Reads which requirements and sections the text refers to.
  mutating func readMentions() {}
}
