import SpecModel

extension SpecEncoding {
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
