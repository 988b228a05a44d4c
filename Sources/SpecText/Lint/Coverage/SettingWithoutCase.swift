import SpecModel

extension LintRule {
  static let settingWithoutCase = LintRule(
    "setting-without-case", .note, "No case, example or box to tick names a setting."
  ) { input, rule in
    // Extensions have cases only where they are shipped.
    let settings = input.spec.settings.filter { !$0.isExtension }
    guard !settings.isEmpty else { return [] }
    let checked = CheckedText(input)
    guard !checked.isEmpty else { return [] }
    // A case may call `hooks.after_create` just `after_create`.
    let tails = Set(settings.map { tail(of: $0.key) })
    let named = checked.names(settings.map(\.key) + tails)
    let source = SourceText(input.bytes)
    return settings.filter { !named.contains($0.key) }.compactMap { setting in
      guard let lines = setting.statements.first?.lines else { return nil }
      let tail = tail(of: setting.key)
      let isHalfNamed = tail != setting.key && named.contains(tail)
      // The parser may have put a heading's word before it: then nobody can name it in full.
      if isHalfNamed, !isWritten(setting, in: source) { return nil }
      if isHalfNamed, isTelling(tail) {
        return rule.finding(
          "no case or example names the setting '\(setting.key)' in full, "
            + "though one says '\(tail)'", lines, remedy: "Write '\(setting.key)' there")
      }
      return rule.finding(
        "no case or example names the setting '\(setting.key)'", lines,
        remedy: "Add a case that sets it and names it")
    }
  }

  private static func tail(of key: String) -> String {
    String(key.split(separator: ".").last ?? key[...])
  }

  /// A plain word such as `kind` stands in many a case without meaning the setting.
  private static func isTelling(_ tail: String) -> Bool {
    tail.utf8.contains(UInt8(ascii: "_")) || tail.utf8.contains(UInt8(ascii: "-"))
  }

  /// Whether one of its statements spells the whole key.
  private static func isWritten(_ setting: Setting, in source: SourceText) -> Bool {
    let key = Array(setting.key.utf8)
    return setting.statements.contains { statement in
      let range = source.range(statement.lines.first, statement.lines.last)
      return source.bytes[range].firstRange(of: key) != nil
    }
  }
}
