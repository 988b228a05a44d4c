/// A text that must not be shown: it prints as its length alone.
public struct Secret: Sendable, Hashable, CustomStringConvertible, CustomDebugStringConvertible,
  CustomReflectable
{
  /// The text itself.
  public let text: String

  /// A secret.
  public init(_ text: String) { self.text = text }

  /// `(secret of N characters)`.
  public var description: String { "(secret of \(text.count) characters)" }
  /// The same.
  public var debugDescription: String { description }
  /// Nothing to look into.
  public var customMirror: Mirror { Mirror(self, children: [:]) }
}
