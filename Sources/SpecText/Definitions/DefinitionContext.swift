import SpecModel

/// What the headings say about a place: whether settings or entities stand there, and whose.
struct DefinitionContext {
  /// What kind of thing is defined.
  enum Topic { case settings, entities }

  /// From the innermost heading that says so; nil when none does.
  var topic: Topic?
  /// Key that the headings give: `tracker` for `` 5.3.1 `tracker` (object) ``; empty without one.
  var prefix = ""
  /// Line of the heading that gives the prefix; 0 without one.
  var prefixLine = 0
  /// Name of the entity that the innermost telling heading names.
  var name = ""
  /// Line of that heading.
  var line = 1
  /// Words of the innermost telling heading.
  var words = DefinitionWords("")
  /// That heading's title.
  var title = ""
  /// Whether a heading says that this is an extension.
  var isExtension = false
  /// Whether the innermost telling heading names an operation, so that fields are its parameters.
  var isOperation = false
  /// Number and title of the section.
  var label = ""
}

extension DocumentReader {
  /// What the headings say about section `index`.
  ///
  /// - Parameter words: those of every section's title.
  func definitionContext(_ index: Int?, words: [DefinitionWords]) -> DefinitionContext {
    var context = DefinitionContext()
    context.label = tree.label(index)
    var prefix: [String] = []
    var isNamed = false
    for section in tree.chain(index) {
      let heading = tree.sections[section]
      let words = words[section]
      context.isExtension = context.isExtension || words.speakOfExtension
      // `Fields` and the like name nothing: what they are of stands above them.
      if words.count == 1, words.headFields { continue }
      if let group = Self.group(heading.title, tree.code[section]) {
        if prefix.last?.contains(".") != true { prefix.append(group) }
        if context.prefixLine == 0 { context.prefixLine = heading.lines.first }
      }
      if !isNamed {
        isNamed = true
        context.words = words
        context.title = heading.title
        context.line = heading.lines.first
        context.name = Self.entityName(heading.title, tree.code[section])
        context.isOperation = isOperation(section)
      }
      if context.topic == nil {
        if words.speakOfSettings {
          context.topic = .settings
        } else if words.speakOfEntities {
          context.topic = .entities
        }
      }
    }
    context.prefix = prefix.reversed().joined(separator: ".")
    return context
  }

  private func isOperation(_ section: Int) -> Bool {
    headingNames[section].prefix(8).contains { operations.operation($0) != nil }
      || operations.operation(tree.sections[section].title) != nil
  }

  /// The key of a heading that is one code span and words such as `(object)`.
  private static func group(_ title: String, _ code: [String]) -> String? {
    guard code.count == 1, title.utf8.count <= DefinitionWords.reach, let key = code.first,
      DefinedItem.isName(key)
    else { return nil }
    let rest = DocumentReader.withoutCode(title).map { $0 == 0 ? 0x20 : $0 }
    return rest.withUnsafeBufferPointer { DefinitionWords($0) }.areKeyNotes ? key : nil
  }

  /// `Live Session (Agent Session Metadata)` → `Live Session`; a lone code span is the name.
  static func entityName(_ title: String, _ code: [String]) -> String {
    if code.count == 1, let name = code.first, title.hasPrefix("`") { return name }
    let start = title.utf8.prefix(DefinitionWords.reach).prefix { $0 != UInt8(ascii: "(") }
    var name = String(decoding: start, as: UTF8.self).trimmed
    // `Appendix C: Status File` is about the status file.
    if name.hasPrefix("Appendix "), let colon = name.firstIndex(where: { $0 == ":" || $0 == "." }) {
      name = String(name[colon...].dropFirst()).trimmed
    }
    return name.isEmpty ? title : name
  }
}
