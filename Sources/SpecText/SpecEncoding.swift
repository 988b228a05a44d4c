import SpecModel

/// The spec model as JSON, schema `specter.spec/1`.
public enum SpecEncoding {
  /// `{"schema":"specter.spec/1","path":…,"bytes":…,"frontMatter":…,"sections":[…],…}`; `lines` are
  /// `[first, last]`. docs/spec-format.md says what each key is.
  public static func value(of spec: Spec) -> Value {
    .object(
      [
        .init("schema", .string("specter.spec/1")), .init("path", .string(spec.path)),
        .init("bytes", .int(spec.byteCount)),
        .init("frontMatter", spec.frontMatter.map(value) ?? .null),
      ] + statements(of: spec) + definitions(of: spec) + checks(of: spec) + [
        .init("tables", .array(spec.tables.map(value))),
        .init("diagnostics", .array(spec.diagnostics.map(value))),
      ])
  }

  private static func statements(of spec: Spec) -> [Value.Member] {
    [
      .init("sections", .array(spec.sections.map(value))),
      .init("requirements", .array(spec.requirements.map(value))),
      .init("operations", .array(spec.operations.map(value))),
      .init("examples", .array(examples(of: spec))),
      .init("files", .array(spec.files.map(value))),
    ]
  }

  private static func definitions(of spec: Spec) -> [Value.Member] {
    [
      .init("settings", .array(spec.settings.map(value))),
      .init("entities", .array(spec.entities.map(value))),
      .init("errors", .array(spec.errors.map(value))),
      .init("states", .array(spec.states.map(value))),
      .init("transitions", .array(spec.transitions.map(value))),
      .init("algorithms", .array(spec.algorithms.map(value))),
    ]
  }

  private static func checks(of spec: Spec) -> [Value.Member] {
    [
      .init("matrix", .array(spec.matrix.map(value))),
      .init("checklist", .array(spec.checklist.map(value))),
      .init("implementationDefined", .array(spec.implementationDefined.map(value))),
      .init("openQuestions", .array(spec.openQuestions.map(value))),
      .init("mentions", .array(spec.mentions.map(value))),
    ]
  }

  /// One finding: `{"rule","severity","message","remedy","lines"}`.
  public static func value(of diagnostic: Diagnostic) -> Value {
    .members([
      "rule": .string(diagnostic.rule), "severity": .string(diagnostic.severity.rawValue),
      "message": .string(diagnostic.message), "remedy": .string(diagnostic.remedy),
      "lines": value(of: diagnostic.lines),
    ])
  }

  static func value(of lines: SourceLines) -> Value {
    .array([.int(lines.first), .int(lines.last)])
  }

  static func strings(_ texts: [String]) -> Value { .array(texts.map(Value.string)) }

  /// A text, or null where there is none.
  static func optional(_ text: String?) -> Value { text.map(Value.string) ?? .null }

  private static func value(of section: Section) -> Value {
    .members([
      "title": .string(section.title), "number": .string(section.number),
      "level": .int(section.level), "lines": value(of: section.lines),
    ])
  }

  private static func value(of requirement: Requirement) -> Value {
    .members([
      "id": .string(requirement.id), "derived": .bool(requirement.idIsDerived),
      "hash": .string(requirement.contentHash),
      "strength": .string(requirement.strength.rawValue), "text": .string(requirement.text),
      "section": .string(requirement.section), "profile": .string(requirement.profile),
      "trigger": requirement.trigger.map(Value.string) ?? .null,
      "lines": value(of: requirement.lines),
    ])
  }

  private static func value(of operation: Operation) -> Value {
    .members([
      "id": .string(operation.id), "returns": .string(operation.returns),
      "parameters": .array(operation.parameters.map(value)), "lines": value(of: operation.lines),
    ])
  }

  private static func value(of parameter: Parameter) -> Value {
    .members([
      "name": .string(parameter.name), "type": .string(parameter.type),
      "required": .bool(parameter.required), "kind": .string(parameter.kind.rawValue),
      "default": parameter.defaultValue.map(Value.string) ?? .null,
    ])
  }

  private static func value(of table: Table) -> Value {
    .members([
      "section": .string(table.section), "header": strings(table.header),
      "rows": .array(
        table.rows.map { .members(["cells": strings($0.cells), "line": .int($0.line)]) }),
      "lines": value(of: table.lines),
    ])
  }
}
