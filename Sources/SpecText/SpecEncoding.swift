import SpecModel

/// The spec model as JSON, schema `specter.spec/1`.
public enum SpecEncoding {
  /// `{"schema":"specter.spec/1","path":…,"bytes":…,"frontMatter":…,"sections":[…],…}`; `lines` are
  /// `[first, last]`.
  public static func value(of spec: Spec) -> Value {
    .members([
      "schema": .string("specter.spec/1"),
      "path": .string(spec.path),
      "bytes": .int(spec.byteCount),
      "frontMatter": spec.frontMatter.map(value) ?? .null,
      "sections": .array(spec.sections.map(value)),
      "requirements": .array(spec.requirements.map(value)),
      "operations": .array(spec.operations.map(value)),
      "examples": .array(spec.examples.map(value)),
      "tables": .array(spec.tables.map(value)),
      "diagnostics": .array(spec.diagnostics.map(value)),
    ])
  }

  /// One finding: `{"rule","severity","message","remedy","lines"}`.
  public static func value(of diagnostic: Diagnostic) -> Value {
    .members([
      "rule": .string(diagnostic.rule), "severity": .string(diagnostic.severity.rawValue),
      "message": .string(diagnostic.message), "remedy": .string(diagnostic.remedy),
      "lines": value(of: diagnostic.lines),
    ])
  }

  private static func value(of lines: SourceLines) -> Value {
    .array([.int(lines.first), .int(lines.last)])
  }

  private static func strings(_ texts: [String]) -> Value { .array(texts.map(Value.string)) }

  private static func value(of section: Section) -> Value {
    .members([
      "title": .string(section.title), "number": .string(section.number),
      "level": .int(section.level), "lines": value(of: section.lines),
    ])
  }

  private static func value(of requirement: Requirement) -> Value {
    .members([
      "id": .string(requirement.id), "derived": .bool(requirement.idIsDerived),
      "strength": .string(requirement.strength.rawValue), "text": .string(requirement.text),
      "section": .string(requirement.section),
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

  private static func value(of example: Example) -> Value {
    let expected: Value =
      switch example.expected {
      case .value(let value): .members(["return": value])
      case .repr(let text): .members(["repr": .string(text)])
      case .error(let type, let message):
        .members([
          "raise": .members([
            "type": .string(type), "message": message.map(Value.string) ?? .null,
          ])
        ])
      }
    return .members([
      "id": .string(example.id), "operation": .string(example.operation),
      "form": .string(example.form.rawValue), "requirements": strings(example.requirements),
      "do": .array(example.steps.map(\.value)), "expected": expected,
      "lines": value(of: example.lines),
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

  static func value(of front: FrontMatter) -> Value {
    .members([
      "spec": .string(front.name), "version": .string(front.version),
      "reference": front.reference.map(value) ?? .null,
      "surface": .members([
        "kind": .string(front.surface.kind), "module": .string(front.surface.module),
        "include": strings(front.surface.include), "exclude": strings(front.surface.exclude),
      ]),
      "compare": value(of: front.compare),
      "profiles": strings(front.profiles), "unknownKeys": strings(front.unknownKeys),
      "lines": value(of: front.lines),
    ])
  }

  private static func value(of pin: ReferencePin) -> Value {
    let files = pin.files.sorted { $0.key < $1.key }
    return .members([
      "from": .string(pin.from), "licence": .string(pin.licence),
      "files": .object(files.map { .init($0.key, .string($0.value.description)) }),
    ])
  }

  private static func value(of rules: CompareRules) -> Value {
    .members([
      "floats": rules.floatTolerance.map { .members(["relative": .float($0)]) }
        ?? .string("exact"),
      "errors": .string(rules.errors.rawValue), "order": strings(rules.unordered),
      "allow": .array(
        rules.allow.map {
          .members([
            "operation": .string($0.operation), "path": .string($0.path),
            "reason": .string($0.reason),
          ])
        }),
    ])
  }
}
