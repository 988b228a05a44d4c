import SpecModel

/// Cuts a spec's blocks into sentences.
enum StatementReader {
  /// The sentences of `spec`, which was parsed from `bytes`, in document order.
  static func statements(of spec: Spec, bytes: [UInt8]) -> [Statement] { [] }
}
