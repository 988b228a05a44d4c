/// Names that a reference keeps to itself: what it declares and cannot be seen from outside.
///
/// Python: names with one leading underscore that it defines, names with two parts (`next_token`,
/// `nextToken`) that are assigned or declared only inside functions. Parameters, attributes, names
/// at a module's or class's top level, imports and keyword arguments are public. Other languages:
/// names behind a declaring word on a line that says `private`, `fileprivate` or `static` (C), Rust
/// items without `pub`, Go functions and types that begin with a small letter, and names with a
/// leading underscore; a name that is declared publicly anywhere is public.
struct PrivateNames: Sendable {
  /// Where each private name is declared first: index of the file, line.
  private(set) var places: [String: (file: Int, line: Int)] = [:]
  private var visible: Set<String> = []

  /// Reads `files`; tests are left out, because their names are not the reference's.
  init(_ files: [ReferenceFile]) {
    for (index, file) in files.enumerated() {
      guard let language = SourceLanguage.of(path: file.path), !Self.isTest(file.path) else {
        continue
      }
      var reader = NameReader(file.bytes, language: language, path: file.path)
      reader.run()
      visible.formUnion(reader.visible)
      for (name, line) in reader.hidden where places[name] == nil { places[name] = (index, line) }
    }
    for name in visible { places[name] = nil }
  }

  private static func isTest(_ path: String) -> Bool {
    let parts = path.lowercased().split(separator: "/")
    guard let name = parts.last else { return false }
    return parts.dropLast().contains { ["test", "tests", "testing", "docs"].contains($0) }
      || name.hasPrefix("test_") || name.contains("_test.") || name == "conftest.py"
  }

  /// Whether a name tells where it comes from: a leading underscore, or two parts. `result` and
  /// `word` are anybody's.
  static func isTelling(_ name: String) -> Bool {
    let bytes = Array(name.utf8)
    guard bytes.count >= 4 else { return false }
    if isUnderscored(name) { return true }
    if name.hasPrefix("__") { return false }
    let hasMark = bytes.dropFirst().dropLast().contains(0x5F)
    let hasHump = zip(bytes, bytes.dropFirst()).contains { left, right in
      left >= 0x61 && left <= 0x7A && right >= 0x41 && right <= 0x5A
    }
    return (hasMark || hasHump) && bytes.contains { $0 >= 0x61 && $0 <= 0x7A }
  }

  /// Whether a name begins with an underscore that means private: `__init__` is public.
  static func isUnderscored(_ name: String) -> Bool {
    name.hasPrefix("_") && !name.hasSuffix("__") && name.utf8.contains(where: TokenHash.isLetter)
  }
}
