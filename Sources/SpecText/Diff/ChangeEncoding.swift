import SpecModel

/// A list of changes as JSON, schema `specter.spec-diff/1`.
public enum ChangeEncoding {
  /// `{"schema","old","new","step","reasons","counts","changes","stale"}`.
  public static func value(of list: ModelChangeList) -> Value {
    .members([
      "schema": .string("specter.spec-diff/1"),
      "old": version(list.old), "new": version(list.new),
      "step": .string(list.step.rawValue),
      "reasons": .array(
        list.reasons.map {
          .members(["reason": .string($0.reason), "count": .int($0.count)])
        }),
      "counts": counts(list.all),
      "changes": .array(list.changes.map(value)),
      "stale": .array(
        list.stale.map {
          .members([
            "kind": .string($0.kind), "name": .string($0.name),
            "because": .array($0.because.map(Value.string)),
          ])
        }),
    ])
  }

  private static func version(_ version: ModelChangeList.Version) -> Value {
    .members(["path": .string(version.path), "version": .string(version.version)])
  }

  /// `{"requirement":{"added":3,…},…}`; what did not happen is left out.
  private static func counts(_ changes: [ModelChange]) -> Value {
    .object(
      ModelChange.Subject.allCases.compactMap { subject in
        let own = changes.filter { $0.subject == subject }
        guard !own.isEmpty else { return nil }
        let members = ModelChange.Action.allCases.compactMap { action -> Value.Member? in
          let count = own.count { $0.action == action }
          return count == 0 ? nil : .init(action.rawValue, .int(count))
        }
        return .init(subject.rawValue, .object(members))
      })
  }

  private static func value(of change: ModelChange) -> Value {
    .members([
      "subject": .string(change.subject.rawValue), "name": .string(change.name),
      "actions": .array(change.actions.map { .string($0.rawValue) }),
      "section": .string(change.section), "optional": .bool(change.isOptional),
      "old": change.old.map(side) ?? .null, "new": change.new.map(side) ?? .null,
      "aspects": .array(
        change.aspects.map {
          .members([
            "name": .string($0.name), "old": $0.old.map(Value.string) ?? .null,
            "new": $0.new.map(Value.string) ?? .null,
          ])
        }),
      "parts": .array(change.parts.map(value)), "within": .string(change.within),
      "step": .string(change.step.rawValue), "reason": .string(change.reason),
    ])
  }

  private static func side(_ side: ModelChange.Side) -> Value {
    .members([
      "name": .string(side.name), "strength": .string(side.strength.rawValue),
      "text": .string(side.text), "section": .string(side.section),
      "lines": .array([.int(side.lines.first), .int(side.lines.last)]),
    ])
  }
}
