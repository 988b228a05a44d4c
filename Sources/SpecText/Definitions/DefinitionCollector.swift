import SpecModel

/// What has been read of settings, entities and error codes so far.
struct DefinitionCollector {
  var settings = SettingCollector()
  private(set) var entities: [Entity] = []
  private(set) var errors: [ErrorCode] = []
  var diagnostics: [Diagnostic] = []
  private var entityPlaces: [String: Int] = [:]
  private var fieldNames: [Set<String>] = []
  private var errorPlaces: [String: Int] = [:]

  /// Adds fields to the entity of this name in this section, which is made if need be. A name that
  /// is there already is not a second field.
  mutating func add(_ fields: [Entity.Field], to name: String, section: String, from line: Int) {
    guard let last = fields.map(\.lines.last).max() else { return }
    let key = "\(section)\n\(name)"
    let place = entityPlaces[key] ?? entities.count
    if place == entities.count {
      entityPlaces[key] = place
      fieldNames.append([])
      entities.append(
        Entity(name: name, fields: [], section: section, lines: SourceLines(line, last)))
    }
    for field in fields where fieldNames[place].insert(field.name).inserted {
      entities[place].fields.append(field)
    }
    let lines = entities[place].lines
    entities[place].lines = SourceLines(min(lines.first, line), max(lines.last, last))
  }

  /// Adds a statement of an error code.
  mutating func add(
    code: String, when: String, exit: Int? = nil, section: String, lines: SourceLines
  ) {
    guard let place = errorPlaces[code] else {
      errorPlaces[code] = errors.count
      errors.append(
        ErrorCode(code: code, when: when, exit: exit, section: section, places: [lines]))
      return
    }
    errors[place].places.append(lines)
    if errors[place].when.isEmpty { errors[place].when = when }
    errors[place].exit = errors[place].exit ?? exit
  }

  /// Reports something that is almost a definition.
  mutating func unread(_ message: String, remedy: String, _ lines: SourceLines) {
    diagnostics.append(.unread(message, remedy: remedy, lines))
  }
}

extension Diagnostic {
  /// Something that is almost a definition of any kind.
  static func unread(_ message: String, remedy: String, _ lines: SourceLines) -> Diagnostic {
    Diagnostic(
      rule: "definition-unread", severity: .warning, message: message, remedy: remedy,
      lines: lines)
  }
}
