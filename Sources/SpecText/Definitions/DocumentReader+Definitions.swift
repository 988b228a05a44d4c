import SpecModel

extension DocumentReader {
  /// Reads settings, entities and error codes from tables and nested bullets.
  mutating func readDefinitions() {}
}
