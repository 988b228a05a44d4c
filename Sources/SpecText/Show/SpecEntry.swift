import SpecModel

/// One thing that a spec defines and that can be asked for by its name.
public struct SpecEntry: Sendable, Hashable {
  /// What a thing is.
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    /// A section, by its number: `§8.4`.
    case section
    /// A normative statement.
    case requirement
    /// A public entry.
    case operation
    /// An example of any form.
    case example
    /// A file that examples use.
    case file
    /// A key that a user may set.
    case setting
    /// A kind of thing with fields.
    case entity
    /// A code of an error.
    case error
    /// A state or phase.
    case state
    /// A routine in pseudocode.
    case algorithm
    /// A case of the test matrix.
    case matrixCase = "matrix case"
  }

  /// What it is.
  public var kind: Kind
  /// Its id or name.
  public var id: String
  /// What is known of it, in one line.
  public var summary: String
  /// Where each statement of it stands; never empty.
  public var places: [SourceLines]
}

extension SpecEntry {
  /// Everything in `spec` that has a name, kind by kind in document order.
  static func all(in spec: Spec) -> [SpecEntry] {
    statements(in: spec) + examples(in: spec) + definitions(in: spec)
  }

  private static func statements(in spec: Spec) -> [SpecEntry] {
    var found: [SpecEntry] = []
    for section in spec.sections {
      let id = section.number.isEmpty ? section.title : "§\(section.number)"
      let first = section.lines.first
      found.append(
        SpecEntry(
          kind: .section, id: id, summary: section.title, places: [SourceLines(first, first)]))
    }
    for own in spec.requirements {
      let profile = own.profile.isEmpty ? "" : " · \(own.profile)"
      found.append(
        SpecEntry(
          kind: .requirement, id: own.id,
          summary: "\(own.strength.rawValue)\(profile) · \(own.section)", places: [own.lines]))
    }
    for own in spec.operations {
      let parameters = own.parameters.map { $0.required ? $0.name : $0.name + "?" }
      let returns = own.returns.isEmpty ? "" : " -> \(own.returns)"
      found.append(
        SpecEntry(
          kind: .operation, id: own.id,
          summary: "(\(parameters.joined(separator: ", ")))\(returns)", places: [own.lines]))
    }
    for own in spec.matrix {
      let profile = own.profile.isEmpty ? "" : "\(own.profile) · "
      found.append(
        SpecEntry(
          kind: .matrixCase, id: own.id, summary: profile + own.section, places: [own.lines]))
    }
    return found
  }

  private static func examples(in spec: Spec) -> [SpecEntry] {
    spec.examples.map {
      SpecEntry(
        kind: .example, id: $0.id, summary: "\($0.form.rawValue) of \($0.operation)",
        places: [$0.lines])
    }
      + spec.consoleExamples.map {
        SpecEntry(kind: .example, id: $0.id, summary: "console", places: [$0.lines])
      }
      + spec.textExamples.map {
        SpecEntry(kind: .example, id: $0.id, summary: "text", places: [$0.lines])
      }
      + spec.files.map {
        SpecEntry(kind: .file, id: $0.name, summary: "", places: [$0.lines])
      }
  }

  private static func definitions(in spec: Spec) -> [SpecEntry] {
    spec.settings.map { own in
      let type = own.type.isEmpty ? "" : "(\(own.type))"
      let value = own.defaultValue.map { "default \($0)" } ?? ""
      let parts = [type, value, own.isExtension ? "extension" : ""].filter { !$0.isEmpty }
      return SpecEntry(
        kind: .setting, id: own.key, summary: parts.joined(separator: ", "),
        places: own.statements.map(\.lines))
    }
      + spec.entities.map {
        SpecEntry(
          kind: .entity, id: $0.name, summary: "\($0.fields.count) fields", places: [$0.lines])
      }
      + spec.errors.map {
        SpecEntry(kind: .error, id: $0.code, summary: $0.when, places: $0.places)
      }
      + spec.states.map {
        SpecEntry(kind: .state, id: $0.name, summary: $0.machine, places: [$0.lines])
      }
      + spec.algorithms.map {
        SpecEntry(
          kind: .algorithm, id: $0.name, summary: "(\($0.parameters.joined(separator: ", ")))",
          places: [$0.lines])
      }
  }
}
