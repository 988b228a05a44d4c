import SpecModel

extension LintRule {
  static let defaultConflict = LintRule(
    "default-conflict", .warning,
    "A sentence gives a setting another default than another place."
  ) { input, rule in
    var stated: [String: [StatedDefault]] = [:]
    for one in StatedDefault.read(input) { stated[one.key, default: []].append(one) }
    var found: [Diagnostic] = []
    for (key, all) in stated where all.count > 1 {
      for (place, later) in all.enumerated().dropFirst() {
        // The first that disagrees is shown; a key with very many statements is no key.
        let earlier = all[..<place].prefix(ClashFinder.mostClaims).first {
          ($0.isProse || later.isProse) && $0.lines.first != later.lines.first
            && $0.disagrees(with: later)
        }
        guard let earlier else { continue }
        let there = "\(input.spec.path):\(earlier.lines.first)"
        found.append(
          rule.finding(
            "the default of '\(key)' is \(later.value) here and \(earlier.value) on \(there)",
            later.lines, remedy: "Give one default in both places"))
      }
    }
    return found
  }
}

/// One place that gives a setting a default.
struct StatedDefault {
  /// The setting.
  var key: String
  /// The default as written, without marks.
  var value: String
  /// What it is a setting of, as stems of the heading above a table; empty for a dotted key and for
  /// prose, which say it themselves.
  var owner: Set<Int>
  /// Whether a sentence says it: tables and definitions are compared by another rule.
  var isProse = false
  /// Where it stands.
  var lines: SourceLines

  /// Whether two places speak of one setting and give it unequal defaults.
  func disagrees(with other: Self) -> Bool {
    guard owner.isEmpty || other.owner.isEmpty || !owner.isDisjoint(with: other.owner),
      let own = comparable, let theirs = other.comparable
    else { return false }
    return own.kind == theirs.kind && own != theirs
  }

  /// What defaults are compared as: numbers, truth values, quoted literals. Words such as
  /// `inherited` say where a default comes from and are not compared.
  private var comparable: Comparable? {
    if var amount = Amount(value) {
      // `timeout_ms` has its unit in its name.
      if amount.kind.isEmpty, let unit = key.split(separator: "_").last {
        amount = Amount("\(value) \(unit)") ?? amount
      }
      return Comparable(kind: "number \(amount.kind)", value: amount.description)
    }
    let plain = value.lowercased()
    if ["true", "yes", "on"].contains(plain) { return Comparable(kind: "truth", value: "true") }
    if ["false", "no", "off"].contains(plain) { return Comparable(kind: "truth", value: "false") }
    return plain.utf8.first == UInt8(ascii: "\"") ? Comparable(kind: "text", value: plain) : nil
  }

  /// A default as it is compared.
  private struct Comparable: Equatable {
    var kind: String
    var value: String
  }

  // MARK: - Reading

  /// Every default of the spec that a table, a bullet or a sentence gives, in document order.
  static func read(_ input: LintInput) -> [Self] {
    let surroundings = Surroundings(input)
    var defined: [String: [SourceLines]] = [:]
    for setting in input.spec.settings {
      defined[setting.key] = setting.statements.map(\.lines)
    }
    var found: [Self] = []
    for (place, statement) in input.statements.enumerated() {
      if statement.place == .row {
        if let key = key(of: statement), let value = value(of: statement) {
          let isDotted = key.utf8.contains(UInt8(ascii: "."))
          let owner = isDotted ? [] : surroundings.own(of: place, input)
          found.append(Self(key: key, value: value, owner: owner, lines: statement.lines))
        }
      } else if statement.text.holds("default"), let one = prose(statement),
        !(defined[one.key] ?? []).contains(where: { $0.holds(one.lines) })
      {
        found.append(one)
      }
    }
    for setting in input.spec.settings {
      for statement in setting.statements {
        guard let value = statement.defaultValue else { continue }
        found.append(
          Self(key: setting.key, value: bare(value), owner: [], lines: statement.lines))
      }
    }
    return found.sorted { $0.lines.first < $1.lines.first }
  }

  private static let keyHeaders: Set<String> = [
    "key", "name", "setting", "option", "parameter", "field", "flag", "variable", "attribute",
    "property",
  ]

  private static func key(of statement: Statement) -> String? {
    guard let cell = statement.cells.first(where: { keyHeaders.contains($0.header.lowercased()) })
    else { return nil }
    return TableRows.codeSpan(cell.text) ?? (cell.text.contains(" ") ? nil : cell.text)
  }

  private static func value(of statement: Statement) -> String? {
    statement.cells.first { ["default", "default value"].contains($0.header.lowercased()) }
      .map { bare($0.text) }
  }

  /// `` `key` … default `5` ``, or `Default: 5` below a bullet that begins with the key.
  private static func prose(_ statement: Statement) -> Self? {
    let parts = statement.text.split(separator: "`", omittingEmptySubsequences: false)
    // Odd parts are code.
    guard let spoken = parts.indices.first(where: { $0 % 2 == 0 && speaks(parts[$0]) }) else {
      return nil
    }
    let keys = stride(from: 1, to: spoken, by: 2).map { String(parts[$0]) }
    guard keys.count <= 1 else { return nil }
    let key = keys.first ?? Self.key(ofContext: statement.context)
    guard let key, !key.isEmpty, !key.contains(" "), !key.contains("=") else { return nil }
    let rest = Self.behind(parts[spoken])
    var value = Self.literal(rest)
    if value == nil, rest.utf8.allSatisfy({ $0 == 0x20 }), spoken + 1 < parts.count {
      value = String(parts[spoken + 1])
    }
    guard let value else { return nil }
    return Self(key: key, value: bare(value), owner: [], isProse: true, lines: statement.lines)
  }

  private static func speaks(_ part: Substring) -> Bool { String(part).holds("default") }

  /// What stands behind `default` and the words that lead to the value.
  private static func behind(_ part: Substring) -> Substring {
    let words = part.split(separator: " ", omittingEmptySubsequences: true)
    guard let place = words.firstIndex(where: { String($0).holds("default") }) else { return "" }
    let rest = words[(place + 1)...].drop {
      ["value", "is", "to", "of", "=", ":", "value:"].contains($0)
    }
    return rest.first.map { part[$0.startIndex...] } ?? ""
  }

  /// A number or a truth value that a text begins with.
  private static func literal(_ text: Substring) -> String? {
    let word = text.prefix { $0 != " " && $0 != "," && $0 != ";" && $0 != ")" }
    let value = bare(String(word))
    if value == "true" || value == "false" { return value }
    guard let first = value.utf8.first, (0x30...0x39).contains(first) else { return nil }
    let unit = text.dropFirst(word.count).drop { $0 == " " }.prefix { $0.isLetter }
    return Amount.units[unit.lowercased()] == nil ? value : "\(value) \(unit)"
  }

  private static func key(ofContext context: String) -> String? {
    let parts = context.split(separator: "`", omittingEmptySubsequences: false)
    guard parts.count > 2, let last = context.lastIndex(of: "›") ?? context.indices.first else {
      return nil
    }
    let own = context[last...].drop { $0 == "›" || $0 == " " }
    guard own.first == "`" else { return nil }
    return String(own.dropFirst().prefix { $0 != "`" })
  }

  /// Without code marks, brackets and a stop.
  private static func bare(_ text: String) -> String {
    var bytes = Array(text.utf8)[...]
    while let byte = bytes.first, byte == 0x60 || byte == 0x28 || byte == 0x20 {
      bytes.removeFirst()
    }
    while let byte = bytes.last,
      byte == 0x60 || byte == 0x29 || byte == 0x2E || byte == 0x2C || byte == 0x20 || byte == 0x3B
    {
      bytes.removeLast()
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

extension SourceLines {
  /// Whether the first line of `other` is one of these.
  fileprivate func holds(_ other: SourceLines) -> Bool {
    first <= other.first && other.first <= last
  }
}
