import SpecModel

/// Reads signatures: `duration(seconds, options?) -> string`, `Version.parse(text: str, *, strict=
/// False)`, `Version.major -> int`.
enum SignatureParser {
  /// A signature without its place.
  struct Signature: Hashable {
    var id: String
    var parameters: [Parameter]
    var returns: String
    /// Whether it is read without a call.
    var isProperty = false
  }

  /// The signature that is the whole of `text`; nil when it is none.
  ///
  /// - Parameter needsParentheses: whether `name` and `name -> type` alone are no signature.
  static func signature(_ text: String, needsParentheses: Bool = true) -> Signature? {
    var bytes = Array(text.utf8)[...]
    bytes.trim()
    for opener in ["async def ", "def ", "class ", "function ", "@"]
    where bytes.starts(with: opener.utf8) {
      bytes = bytes.dropFirst(opener.utf8.count)
    }
    while bytes.last == UInt8(ascii: ":") { bytes.removeLast() }
    guard let id = name(&bytes) else { return nil }
    bytes.trim()
    guard bytes.first == UInt8(ascii: "(") else {
      guard let returns = returned(bytes), !needsParentheses else { return nil }
      return Signature(id: id, parameters: [], returns: returns, isProperty: true)
    }
    guard let end = closing(bytes) else { return nil }
    guard let parameters = parameters(bytes[(bytes.startIndex + 1)..<end]) else { return nil }
    var rest = bytes[(end + 1)...]
    rest.trim()
    guard let returns = rest.isEmpty ? "" : returned(rest) else { return nil }
    return Signature(id: id, parameters: parameters, returns: returns)
  }

  /// A dotted name at the start, cut off.
  private static func name(_ bytes: inout ArraySlice<UInt8>) -> String? {
    let name = bytes.prefix { isName($0) || $0 == UInt8(ascii: ".") }
    guard let first = name.first, isName(first), !isDigit(first),
      name.last != UInt8(ascii: "."), name.count <= 200
    else { return nil }
    bytes = bytes.dropFirst(name.count)
    return String(decoding: name, as: UTF8.self)
  }

  /// What stands behind `->`, `→` or `:`; nil when something else is there.
  private static func returned(_ bytes: ArraySlice<UInt8>) -> String? {
    for arrow in ["->", "→", "=>", ":"] where bytes.starts(with: arrow.utf8) {
      var text = String(decoding: bytes.dropFirst(arrow.utf8.count), as: UTF8.self).trimmed
      // Python quotes the names of classes that are not there yet.
      for quote in ["\"", "'"] where text.hasPrefix(quote) && text.hasSuffix(quote) {
        text = String(text.dropFirst().dropLast())
      }
      return text.isEmpty ? nil : text
    }
    return nil
  }

  /// Index of the bracket that closes the one at the start.
  private static func closing(_ bytes: ArraySlice<UInt8>) -> Int? {
    var depth = 0
    var quote: UInt8 = 0
    for place in bytes.indices {
      let byte = bytes[place]
      if quote != 0 {
        if byte == quote { quote = 0 }
      } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
        quote = byte
      } else if "([{".utf8.contains(byte) {
        depth += 1
      } else if ")]}".utf8.contains(byte) {
        depth -= 1
        if depth == 0 { return place }
      }
    }
    return nil
  }

  /// Parameters between the brackets; nil when one of them is none.
  static func parameters(_ bytes: ArraySlice<UInt8>) -> [Parameter]? {
    var parameters: [Parameter] = []
    var isKeyword = false
    // What stands behind a bracket that opened before it (`text[, limit]`) may be left out.
    var brackets = 0
    for piece in pieces(bytes) {
      var piece = piece
      piece.trim()
      let opens = piece.first == UInt8(ascii: "[")
      let isOptional = brackets > 0 || opens
      if opens { piece.removeFirst() }
      brackets += opens ? 1 : 0
      while piece.last == UInt8(ascii: "[") || (brackets > 0 && piece.last == UInt8(ascii: "]")) {
        brackets += piece.last == UInt8(ascii: "[") ? 1 : -1
        piece.removeLast()
      }
      piece.trim()
      switch String(decoding: piece, as: UTF8.self) {
      case "": continue
      case "*":
        isKeyword = true
        continue
      case "/":
        for place in parameters.indices { parameters[place].kind = .positional }
        continue
      default: break
      }
      guard var parameter = parameter(piece) else { return nil }
      if isOptional { parameter.required = false }
      if parameter.kind == .any, isKeyword { parameter.kind = .keyword }
      if parameter.kind == .rest { isKeyword = true }
      parameters.append(parameter)
    }
    return parameters
  }

  /// Cuts at commas outside brackets and strings. The square brackets of optional parameters
  /// (`text[, limit]`) do not nest.
  private static func pieces(_ bytes: ArraySlice<UInt8>) -> [ArraySlice<UInt8>] {
    var pieces: [ArraySlice<UInt8>] = []
    var start = bytes.startIndex
    var depth = 0
    var quote: UInt8 = 0
    var seenColon = false
    for place in bytes.indices {
      let byte = bytes[place]
      if quote != 0 {
        if byte == quote { quote = 0 }
      } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
        quote = byte
      } else if byte == UInt8(ascii: ":") || byte == UInt8(ascii: "=") {
        seenColon = true
      } else if byte == UInt8(ascii: "["), !seenColon {
        continue
      } else if byte == UInt8(ascii: "]"), depth == 0 {
        continue
      } else if "([{".utf8.contains(byte) {
        depth += 1
      } else if ")]}".utf8.contains(byte) {
        depth -= 1
      } else if byte == UInt8(ascii: ","), depth == 0 {
        pieces.append(bytes[start..<place])
        start = place + 1
        seenColon = false
      }
    }
    pieces.append(bytes[start...])
    return pieces
  }

  private static func parameter(_ bytes: ArraySlice<UInt8>) -> Parameter? {
    var bytes = bytes
    var parameter = Parameter(name: "")
    if bytes.starts(with: "**".utf8) {
      parameter.kind = .keywordRest
      bytes = bytes.dropFirst(2)
    } else if bytes.starts(with: "...".utf8) {
      parameter.kind = .rest
      bytes = bytes.dropFirst(3)
    } else if bytes.first == UInt8(ascii: "*") {
      parameter.kind = .rest
      bytes = bytes.dropFirst()
    }
    let name = bytes.prefix { isName($0) }
    guard let first = name.first, !isDigit(first) else { return nil }
    parameter.name = String(decoding: name, as: UTF8.self)
    parameter.required = parameter.kind == .any
    bytes = bytes.dropFirst(name.count)
    if bytes.first == UInt8(ascii: "?") {
      parameter.required = false
      bytes = bytes.dropFirst()
    }
    bytes.trim()
    if bytes.first == UInt8(ascii: ":") {
      let type = upToDefault(bytes.dropFirst())
      parameter.type = String(decoding: type, as: UTF8.self).trimmed
      bytes = bytes.dropFirst(1 + type.count)
      bytes.trim()
    }
    if bytes.first == UInt8(ascii: "=") {
      parameter.required = false
      let text = String(decoding: bytes.dropFirst(), as: UTF8.self).trimmed
      guard !text.isEmpty else { return nil }
      parameter.defaultValue = (try? PythonParser.expression(text))?.value?.description
      bytes = []
    }
    return bytes.isEmpty ? parameter : nil
  }

  private static func upToDefault(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var depth = 0
    for place in bytes.indices {
      let byte = bytes[place]
      if "([{".utf8.contains(byte) { depth += 1 }
      if ")]}".utf8.contains(byte) { depth -= 1 }
      if byte == UInt8(ascii: "="), depth == 0 { return bytes[..<place] }
    }
    return bytes
  }

  static func isName(_ byte: UInt8) -> Bool {
    isDigit(byte) || (byte >= 0x41 && byte <= 0x5A) || (byte >= 0x61 && byte <= 0x7A)
      || byte == 0x5F || byte >= 0x80
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }
}
