import SpecModel

/// The address of a model's endpoint in its parts.
struct EndpointAddress: Sendable, Hashable {
  /// Whether the connection is encrypted.
  var isEncrypted: Bool
  /// Name or number of the host; a number of version 6 in brackets.
  var host: String
  /// The port, the scheme's own where none is written.
  var port: Int
  /// The path, without a slash at its end; empty for none.
  var path: String

  /// Reads `http[s]://HOST[:PORT][/PATH]`; throws a `Failure` of code `.usage` for anything else.
  /// Neither user names nor queries are taken: an address is shown in messages.
  init(_ text: String) throws {
    let fault = Failure(
      .usage, "this is no address of an endpoint", remedy: "Write https://HOST[:PORT][/PATH].")
    guard let colon = text.firstRange(of: "://") else { throw fault }
    let scheme = text[..<colon.lowerBound].lowercased()
    guard scheme == "http" || scheme == "https" else { throw fault }
    isEncrypted = scheme == "https"
    let rest = text[colon.upperBound...]
    let slash = rest.firstIndex(of: "/") ?? rest.endIndex
    let (name, number) = Self.cut(rest[..<slash])
    let port = number.map { Int($0) ?? 0 } ?? (isEncrypted ? 443 : 80)
    var path = String(rest[slash...])
    while path.hasSuffix("/") { path.removeLast() }
    guard (1...65_535).contains(port), !name.isEmpty, name.allSatisfy(Self.isOfHost),
      path.allSatisfy(Self.isOfPath)
    else { throw fault }
    (host, self.port, self.path) = (String(name), port, path)
  }

  /// Host and port as a `Host` header has them.
  var authority: String { port == (isEncrypted ? 443 : 80) ? host : "\(host):\(port)" }

  private static func cut(_ text: Substring) -> (Substring, Substring?) {
    let end = text.lastIndex(of: "]") ?? text.startIndex
    guard let colon = text[end...].lastIndex(of: ":") else { return (text, nil) }
    return (text[..<colon], text[text.index(after: colon)...])
  }

  private static func isOfHost(_ character: Character) -> Bool {
    character.isASCII
      && (character.isLetter || character.isNumber || ".-_[]:".contains(character))
  }

  private static func isOfPath(_ character: Character) -> Bool {
    character.isASCII
      && (character.isLetter || character.isNumber || ".-_~/".contains(character))
  }
}
