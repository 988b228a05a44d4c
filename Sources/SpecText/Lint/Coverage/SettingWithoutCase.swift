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
    // `hooks.after_create` may be called `after_create` where only one setting ends so.
    let tails = Dictionary(grouping: settings, by: { tail(of: $0.key) })
    let named = checked.names(settings.map(\.key) + tails.keys.filter(isTelling))
    return settings.filter { !named.contains($0.key) }.compactMap { setting in
      guard let lines = setting.statements.first?.lines else { return nil }
      let tail = tail(of: setting.key)
      if tail != setting.key, tails[tail]?.count == 1, named.contains(tail) {
        return rule.finding(
          "no case or example names the setting '\(setting.key)' in full, though one says '\(tail)'",
          lines, remedy: "Write '\(setting.key)' there")
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
}
