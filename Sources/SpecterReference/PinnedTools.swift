import SpecModel
import SpecterKit

/// Python tools that Specter itself needs, pinned in its source.
public struct PinnedTools: Sendable, Hashable {
  /// Every file of the tool and of what it needs.
  public let pin: ReferencePin

  /// pytest 8.3.5 with what it needs on Python 3.11 and later; it runs a reference's own tests.
  public static let pytest = PinnedTools(
    from: "pypi:pytest==8.3.5",
    files: [
      "pytest-8.3.5-py3-none-any.whl":
        "c69214aa47deac29fad6c2a4f590b9c4a9fdb16a403176fe154b79c0b4d4d820",
      "iniconfig-2.3.1-py3-none-any.whl":
        "9121e2c1fdb355232495be3194c8dfe87ccc2d5dee45947b78e68f499790d7a7",
      "packaging-26.3-py3-none-any.whl":
        "d7193f7c8e4e93f444fde0262bf90af30e16fa0ad0ad44cb553c87339b23cd1c",
      "pluggy-1.7.0-py3-none-any.whl":
        "7dd7b0d8832ba3cb632c306926ded123429211b83641b35dc5c41ad2d34f9bec",
    ],
    licence: "MIT")

  /// A digest that is ill-formed is left out; then `fetch` refuses the pin, and a test notices.
  private init(from: String, files: [String: String], licence: String) {
    pin = ReferencePin(from: from, files: files.compactMapValues(Digest.init), licence: licence)
  }
}

extension ReferenceCache {
  /// Fetches a set of tools, or finds it in the cache; returns the host folder to import them from.
  public func tools(_ set: PinnedTools) async throws -> String {
    try await fetch(set.pin).root
  }
}
