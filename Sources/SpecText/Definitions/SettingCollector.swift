import SpecModel

/// Collects statements of settings, and says which of them are of the same setting.
struct SettingCollector {
  private struct Found {
    var key: String
    /// What the section's title says the key belongs to; empty where it does not, or the key says.
    var scope: String
    var isExtension: Bool
    var statement: Setting.Statement
  }

  private var found: [Found] = []

  /// Adds a statement; `scope` tells apart keys that several kinds of things have.
  mutating func add(
    _ key: String, scope: String = "", isExtension: Bool, _ statement: Setting.Statement
  ) {
    found.append(
      Found(
        key: key, scope: key.contains(".") ? "" : scope, isExtension: isExtension,
        statement: statement))
  }

  /// The settings in the order of their first statements.
  ///
  /// The same bare key under `Node Attributes` and `Edge Attributes` is two settings, `node.label`
  /// and `edge.label`; under one scope only, it stays `label`.
  var settings: [Setting] {
    var scopes: [String: Set<String>] = [:]
    for item in found where !item.scope.isEmpty { scopes[item.key, default: []].insert(item.scope) }
    var places: [String: Int] = [:]
    var settings: [Setting] = []
    for item in found.sorted(by: { $0.statement.lines.first < $1.statement.lines.first }) {
      let isShared = (scopes[item.key]?.count ?? 0) > 1 && !item.scope.isEmpty
      let key = isShared ? "\(item.scope).\(item.key)" : item.key
      if let place = places[key] {
        settings[place].statements.append(item.statement)
        settings[place].isExtension = settings[place].isExtension && item.isExtension
      } else {
        places[key] = settings.count
        settings.append(
          Setting(key: key, isExtension: item.isExtension, statements: [item.statement]))
      }
    }
    return settings
  }
}
