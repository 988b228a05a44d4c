import SpecModel

extension DocumentReader {
  /// Reads the test matrix, checklists and what is said to be open.
  mutating func readChecks() {}
}
