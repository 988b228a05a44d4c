import SpecModel

/// Links within a file to its headings: `[see](#the-heading)`, `[see]: #the-heading`,
/// `href="#the-heading"`. A heading that gets an id gets another anchor.
struct HeadingAnchors {
  private let links: Set<String>

  /// What is linked to in a file: everything behind a `#` that a link's opening stands before.
  init(linkedIn bytes: [UInt8]) {
    var links: Set<String> = []
    for place in bytes.indices where bytes[place] == UInt8(ascii: "#") && place > 0 {
      guard [0x28, 0x22, 0x27, 0x3C, 0x20, 0x3D].contains(bytes[place - 1]) else { continue }
      let name = bytes[(place + 1)...].prefix { byte in
        byte > 0x20 && ![0x29, 0x22, 0x27, 0x3E, 0x23].contains(byte)
      }
      guard !name.isEmpty else { continue }
      links.insert(String(decoding: Self.decoded(name), as: UTF8.self).lowercased())
    }
    self.links = links
  }

  /// The bytes that `%C3%BC` and the like stand for (RFC 3986, 2.1).
  private static func decoded(_ name: ArraySlice<UInt8>) -> [UInt8] {
    var bytes: [UInt8] = []
    var rest = name
    while let byte = rest.popFirst() {
      let digits = String(decoding: rest.prefix(2), as: UTF8.self)
      if byte == UInt8(ascii: "%"), digits.utf8.count == 2, let value = UInt8(digits, radix: 16) {
        bytes.append(value)
        rest = rest.dropFirst(2)
      } else {
        bytes.append(byte)
      }
    }
    return bytes
  }

  /// The link that leads to a heading of this title; nil for none. A second heading of one title
  /// gets `-1`, so a link to that one depends on the first too.
  func link(to title: String) -> String? {
    guard !links.isEmpty else { return nil }
    let anchor = Self.anchor(of: title)
    if links.contains(anchor) { return anchor }
    return links.sorted().first { link in
      guard link.hasPrefix(anchor + "-") else { return false }
      let number = link.dropFirst(anchor.count + 1)
      return !number.isEmpty && number.utf8.allSatisfy { (0x30...0x39).contains($0) }
    }
  }

  /// The anchor that the commonest hosts and renderers give a heading: its letters, digits, `_` and
  /// `-` in lower case, and a `-` for each space.
  static func anchor(of title: String) -> String {
    var anchor = ""
    for character in title.trimmed.lowercased() {
      if character == " " {
        anchor.append("-")
      } else if character.isLetter || character.isNumber || character == "-" || character == "_" {
        anchor.append(character)
      }
    }
    return anchor
  }
}
