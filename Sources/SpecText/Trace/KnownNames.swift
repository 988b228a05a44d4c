import SpecModel

/// Names that a spec defines, to find where its texts speak of them in code.
struct KnownNames {
  private let operations: Set<String>
  private let members: [String: String]
  private let others: Set<String>

  init(_ spec: Spec) {
    operations = Set(spec.operations.map(\.id))
    var members: [String: String] = [:]
    var doubled: Set<String> = []
    for operation in spec.operations {
      guard let member = operation.id.split(separator: ".").last.map(String.init),
        member != operation.id
      else { continue }
      if members.updateValue(operation.id, forKey: member) != nil { doubled.insert(member) }
    }
    self.members = members.filter { !doubled.contains($0.key) }
    others = Set(spec.settings.map(\.key)).union(spec.errors.map(\.code))
      .union(spec.states.map(\.name))
      .union(spec.entities.flatMap { entity in entity.fields.map { "\(entity.name).\($0.name)" } })
  }

  /// Operations that `text` names in code, in order and each once.
  func operations(in text: String) -> [String] {
    var seen: Set<String> = []
    return TableRows.codeSpans(text).compactMap { code in
      let name = String(code.prefix { $0 != "(" })
      guard let id = operations.contains(name) ? name : members[name], seen.insert(id).inserted
      else { return nil }
      return id
    }
  }

  /// Everything that `text` names in code.
  func all(in text: String) -> Set<String> {
    guard text.utf8.contains(UInt8(ascii: "`")) else { return [] }
    return Set(operations(in: text)).union(TableRows.codeSpans(text).filter(others.contains))
  }
}
