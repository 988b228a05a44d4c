import SpecModel

/// The total order in which one probe is simpler than another: fewer steps; then fewer bytes in
/// canonical spelling; then the spelling that comes first byte by byte.
public struct Simplicity: Sendable, Comparable {
  /// Number of steps.
  public let steps: Int
  /// The canonical spelling.
  public let bytes: [UInt8]

  /// The place of `steps` in the order.
  public init(_ steps: [Step]) {
    self.steps = steps.count
    bytes = Value.array(steps.map(\.value)).canonicalBytes
  }

  /// Whether `left` is simpler.
  public static func < (left: Simplicity, right: Simplicity) -> Bool {
    if left.steps != right.steps { return left.steps < right.steps }
    if left.bytes.count != right.bytes.count { return left.bytes.count < right.bytes.count }
    return left.bytes.lexicographicallyPrecedes(right.bytes)
  }
}
