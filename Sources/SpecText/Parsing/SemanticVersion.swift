/// The form of versions that semver.org 2.0.0 asks for: `1.4.0-rc.1+build.5`.
enum SemanticVersion {
  /// Whether a text is one.
  static func isOne(_ text: String) -> Bool {
    let build = text.split(separator: "+", maxSplits: 1, omittingEmptySubsequences: false)
    let parts = build[0].split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
    let numbers = parts[0].split(separator: ".", omittingEmptySubsequences: false)
    guard numbers.count == 3, numbers.allSatisfy(isNumber) else { return false }
    if parts.count > 1, !areIdentifiers(parts[1], mayPadNumbers: false) { return false }
    return build.count == 1 || areIdentifiers(build[1], mayPadNumbers: true)
  }

  /// Digits without a zero in front (section 2).
  private static func isNumber(_ text: Substring) -> Bool {
    !text.isEmpty && text.utf8.allSatisfy { $0 >= 0x30 && $0 <= 0x39 }
      && (text.utf8.count == 1 || text.utf8.first != 0x30)
  }

  /// Identifiers with dots between (sections 9 and 10).
  private static func areIdentifiers(_ text: Substring, mayPadNumbers: Bool) -> Bool {
    text.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { part in
      let isNumeric = part.utf8.allSatisfy { $0 >= 0x30 && $0 <= 0x39 }
      return !part.isEmpty && (mayPadNumbers || !isNumeric || isNumber(part))
        && part.utf8.allSatisfy {
          $0 == 0x2D || ($0 >= 0x30 && $0 <= 0x39) || (($0 | 0x20) >= 0x61 && ($0 | 0x20) <= 0x7A)
        }
    }
  }
}
