import SpecModel

extension LintReport {
  /// The findings in SARIF 2.1.0 (OASIS, errata 01), with all that GitHub's code scanning asks for:
  /// rules with help and level, regions of lines, and a fingerprint that lines may shift under.
  public var sarif: Value {
    let known = Dictionary(
      rules.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
    let driver: Value = .members([
      "name": .string("specter"),
      "semanticVersion": .string(version),
      "rules": .array(rules.map(Self.sarifRule)),
    ])
    let run: Value = .members([
      "tool": .members(["driver": driver]),
      "originalUriBaseIds": .members([
        Self.root: .members([
          "description": .members(["text": .string("The folder that paths are relative to.")])
        ])
      ]),
      "columnKind": .string("unicodeCodePoints"),
      "results": .array(
        findings.map { Self.sarifResult($0, ruleIndex: known[$0.diagnostic.rule]) }),
    ])
    return .members([
      "$schema": .string(
        "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
      ),
      "version": .string("2.1.0"),
      "runs": .array([run]),
    ])
  }

  private static let root = "%SRCROOT%"

  private static func level(_ severity: Diagnostic.Severity) -> Value {
    .string(severity.rawValue)
  }

  private static func text(_ text: String) -> Value { .members(["text": .string(text)]) }

  private static func sarifRule(_ rule: Rule) -> Value {
    let help = "\(rule.summary) What to do about it stands in \(rule.page)."
    return .members([
      "id": .string(rule.id),
      "shortDescription": text(rule.summary),
      "fullDescription": text(rule.summary),
      "help": .members([
        "text": .string(help),
        "markdown": .string("\(rule.summary) What to do about it stands in `\(rule.page)`."),
      ]),
      "defaultConfiguration": .members(["level": level(rule.severity)]),
      "properties": .members([
        "problem.severity": .string(
          rule.severity == .note ? "recommendation" : rule.severity.rawValue),
        "precision": .string("high"),
        "tags": .array([.string("specification")]),
      ]),
    ])
  }

  private static func sarifResult(_ finding: LintFinding, ruleIndex: Int?) -> Value {
    let diagnostic = finding.diagnostic
    var file: [Value.Member] = [.init("uri", .string(uri(finding.path)))]
    if !finding.path.hasPrefix("/") { file.append(.init("uriBaseId", .string(root))) }
    let first = max(1, diagnostic.lines.first)
    var members: [Value.Member] = [
      .init("ruleId", .string(diagnostic.rule)),
      .init("level", level(diagnostic.severity)),
      .init("message", text(sentence(diagnostic))),
      .init(
        "locations",
        .array([
          .members([
            "physicalLocation": .members([
              "artifactLocation": .object(file),
              "region": .members([
                "startLine": .int(first), "endLine": .int(max(first, diagnostic.lines.last)),
              ]),
            ])
          ])
        ])),
      .init(
        "partialFingerprints",
        .members([
          // GitHub reads this key alone; the part behind the colon counts equal ones.
          "primaryLocationLineHash": .string(
            finding.fingerprint.contains(":")
              ? finding.fingerprint : "\(finding.fingerprint):1")
        ])),
    ]
    if let ruleIndex { members.insert(.init("ruleIndex", .int(ruleIndex)), at: 1) }
    return .object(members)
  }

  /// A path as a URI: relative ones as they are, absolute ones with `file://`; every byte that a
  /// path in a URI can't hold is escaped (RFC 3986).
  static func uri(_ path: String) -> String {
    let plain = Set("-._~!$&'()*+,;=@/".utf8)
    let digits = Array("0123456789ABCDEF".utf8)
    var out: [UInt8] = Array((path.hasPrefix("/") ? "file://" : "").utf8)
    for byte in path.utf8 {
      let isLetter = (0x61...0x7A).contains(byte | 0x20) && byte < 0x80
      if isLetter || (0x30...0x39).contains(byte) || plain.contains(byte) {
        out.append(byte)
      } else {
        out += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
    }
    return String(decoding: out, as: UTF8.self)
  }
}
