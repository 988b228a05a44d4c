/// Licences told by their texts, and the notices that they want kept.
struct LicenceText: Sendable, Hashable {
  /// SPDX identifier: `MIT`.
  var identifier: String
  /// Lines that begin `Copyright`, without spaces around them.
  var copyrights: [String]

  /// What the texts of well-known licences say and no other does, in the order in which they are
  /// asked; spaces and line ends are one space, letters small.
  private static let marks: [(identifier: String, all: [String])] = [
    ("AGPL-3.0", ["gnu affero general public license", "version 3"]),
    ("LGPL-3.0", ["gnu lesser general public license", "version 3"]),
    ("LGPL-2.1", ["gnu lesser general public license", "version 2.1"]),
    ("GPL-3.0", ["gnu general public license", "version 3"]),
    ("GPL-2.0", ["gnu general public license", "version 2"]),
    ("MPL-2.0", ["mozilla public license", "2.0"]),
    ("Apache-2.0", ["apache license", "version 2.0"]),
    ("BSD-3-Clause", ["redistributions of source code must retain", "endorse or promote"]),
    ("BSD-2-Clause", ["redistributions of source code must retain"]),
    ("MIT", ["permission is hereby granted, free of charge", "the above copyright notice"]),
    (
      "0BSD",
      ["permission to use, copy, modify, and/or distribute", "without fee is hereby granted. the"]
    ),
    ("ISC", ["permission to use, copy, modify, and", "distribute this software for any purpose"]),
    ("Unlicense", ["free and unencumbered software released into the public domain"]),
  ]

  /// Most bytes of a licence file that are read.
  private static let longest = 100_000

  /// Reads a licence file; nil where the text is none that is known and names no copyright.
  init?(_ bytes: [UInt8]) {
    let text = String(decoding: bytes.prefix(Self.longest), as: UTF8.self)
    let words = text.lowercased().split { $0.isWhitespace }.joined(separator: " ")
    identifier = Self.marks.first { $0.all.allSatisfy(words.contains) }?.identifier ?? ""
    copyrights = Self.copyrights(text)
    if identifier.isEmpty, copyrights.isEmpty { return nil }
  }

  private static func copyrights(_ text: String) -> [String] {
    text.split { $0.isNewline }.map { String($0).trimmed }.filter { line in
      // A licence's own sentences say `copyright notice` and `copyright holder`; a notice has a
      // year or a sign.
      line.lowercased().hasPrefix("copyright")
        && (line.utf8.contains(where: TokenHash.isDigit) || line.contains("(c)")
          || line.contains("©"))
    }
  }

  /// Whether `path` is that of a licence file.
  static func isLicence(_ path: String) -> Bool {
    let name = (path.split(separator: "/").last.map(String.init) ?? "").uppercased()
    return ["LICENSE", "LICENCE", "COPYING", "UNLICENSE"].contains { name.hasPrefix($0) }
      && SourceLanguage.of(path: path) == nil
  }

  /// Whether `path` is that of a NOTICE file, which the Apache licence wants kept.
  static func isNotice(_ path: String) -> Bool {
    let name = (path.split(separator: "/").last.map(String.init) ?? "").uppercased()
    return name == "NOTICE" || name == "NOTICE.TXT" || name == "NOTICE.MD"
  }

  /// The identifiers in an SPDX expression, without `-only` and `-or-later`.
  static func identifiers(_ expression: String) -> Set<String> {
    Set(
      expression.split { " ()".contains($0) }.map(String.init)
        .filter { !["AND", "OR", "WITH"].contains($0.uppercased()) }
        .map { word in
          for ending in ["-only", "-or-later", "+"] where word.hasSuffix(ending) {
            return String(word.dropLast(ending.count)).lowercased()
          }
          return word.lowercased()
        })
  }

  /// The expression behind `SPDX-License-Identifier:` in the first lines of a source file.
  static func tag(_ bytes: [UInt8]) -> String? {
    let head = String(decoding: bytes.prefix(2000), as: UTF8.self)
    let mark = "SPDX-License-Identifier:"
    for line in head.split(whereSeparator: \.isNewline) where line.contains(mark) {
      guard let place = line.utf8.firstIndex(of: 0x3A) else { continue }
      let words = line[line.utf8.index(after: place)...].split { " \t*/#".contains($0) }
      let expression = words.joined(separator: " ")
      if !expression.isEmpty { return expression }
    }
    return nil
  }
}
