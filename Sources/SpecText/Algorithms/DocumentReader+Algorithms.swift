import SpecModel

extension DocumentReader {
  /// Reads pseudocode and what it calls; operations must be known.
  mutating func readAlgorithms() {}
}
