import SpecModel

extension DocumentReader {
  /// Reads states and transitions from tables, numbered lists and state diagrams.
  mutating func readStates() {}
}
