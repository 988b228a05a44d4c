import SpecModel

extension SpecEncoding {
  /// A case of the test matrix.
  static func value(of entry: MatrixCase) -> Value {
    .members([
      "id": .string(entry.id), "derived": .bool(entry.idIsDerived), "text": .string(entry.text),
      "requirements": strings(entry.requirements), "profile": .string(entry.profile),
      "extension": .bool(entry.isExtension), "section": .string(entry.section),
      "lines": value(of: entry.lines),
    ])
  }

  /// An item of a checklist; `checked` is null where it has no box.
  static func value(of item: ChecklistItem) -> Value {
    .members([
      "text": .string(item.text), "checked": truth(item.isChecked),
      "required": .bool(item.isRequired), "requirements": strings(item.requirements),
      "profile": .string(item.profile), "section": .string(item.section),
      "lines": value(of: item.lines),
    ])
  }

  /// Something that is left open.
  static func value(of silence: StatedSilence) -> Value {
    .members([
      "text": .string(silence.text), "section": .string(silence.section),
      "lines": value(of: silence.lines),
    ])
  }

  /// A reference to a requirement or a section.
  static func value(of mention: Mention) -> Value {
    .members(["id": .string(mention.id), "lines": value(of: mention.lines)])
  }
}
