import SpecModel
import SpecterKit

/// Takes secrets and this machine's paths out of what is kept of a run.
struct Scrubber: Sendable {
  /// Texts with what stands in their place, longest first, so that a folder goes before its parent.
  private let replacements: [(from: [UInt8], to: [UInt8])]

  /// What stands in a secret's place.
  static let mark = "[secret]"
  /// Shorter texts than this are no secrets: they would tear words apart.
  private static let shortest = 8

  /// `secrets` go everywhere; `paths` are folders of the host with the names to show for them.
  init(secrets: [Secret], paths: [String: String] = [:]) {
    var replacements = secrets.map(\.text).filter { $0.utf8.count >= Self.shortest }
      .map { (from: Array($0.utf8), to: Array(Self.mark.utf8)) }
    for (path, name) in paths where path.utf8.count > 1 {
      replacements.append((from: Array(path.utf8), to: Array(name.utf8)))
    }
    self.replacements = replacements.sorted { $0.from.count > $1.from.count }
  }

  /// The bytes without them.
  func clean(_ bytes: [UInt8]) -> [UInt8] {
    var bytes = bytes
    for (from, to) in replacements { bytes.replace(from, with: to) }
    return Self.withoutKeys(bytes)
  }

  /// The text without them.
  func clean(_ text: String) -> String { String(decoding: clean(Array(text.utf8)), as: UTF8.self) }

  /// The files without them.
  func clean(_ tree: FileTree) -> FileTree {
    var clean = FileTree()
    for path in tree.paths { clean[path] = self.clean(tree[path] ?? []) }
    return clean
  }

  /// Whatever looks like a key of the two vendors goes as well: `sk-` and at least twenty letters,
  /// digits, dashes.
  private static func withoutKeys(_ bytes: [UInt8]) -> [UInt8] {
    let start = Array("sk-".utf8)
    var result: [UInt8] = []
    var rest = bytes[...]
    while let found = rest.firstRange(of: start) {
      let before = found.lowerBound > rest.startIndex ? rest[found.lowerBound - 1] : 0x20
      let tail = rest[found.upperBound...].prefix { isOfKey($0) }
      result += rest[..<found.lowerBound]
      result += tail.count >= 20 && !isOfKey(before) ? Array(mark.utf8) : start + tail
      rest = rest[tail.endIndex...]
    }
    return result.isEmpty ? bytes : result + rest
  }

  private static func isOfKey(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x5F: true
    default: false
    }
  }
}
