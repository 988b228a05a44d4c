import SpecModel

/// `specter.event/1`: one event of a run, one JSON line.
public enum EventDocument {
  /// The document of an event: `event` is one word, and what belongs to it stands beside it.
  public static func value(of recorded: RecordedEvent) -> Value {
    var members: [Value.Member] = [
      .init("schema", .string("specter.event/1")), .init("run", .string(recorded.run)),
      .init("sequence", .int(recorded.sequence)), .init("time", Parts.figure(recorded.time, 3)),
    ]
    func add(_ key: String, _ value: Value) { members.append(.init(key, value)) }
    switch recorded.event {
    case .began(let plan):
      add("event", .string("began"))
      add("plan", self.plan(plan))
    case .resumed: add("event", .string("resumed"))
    case .stepBegan(let step):
      add("event", .string("stepBegan"))
      add("step", self.step(step))
    case .stepEnded(let step, let result, let cost):
      add("event", .string("stepEnded"))
      add("step", self.step(step))
      add("result", self.result(result))
      add("cost", self.cost(cost))
    case .stepFailed(let step, let reason, let cost):
      add("event", .string("stepFailed"))
      add("step", self.step(step))
      add("reason", .string(reason))
      add("cost", self.cost(cost))
    case .ended(let reason, let sentence, let spent):
      add("event", .string("ended"))
      add("stop", .string(reason.rawValue))
      add("sentence", .string(sentence))
      if let spent { add("spent", .string(spent.rawValue)) }
    }
    return .object(members)
  }

  /// What the run set out to do.
  static func plan(_ plan: RunPlan) -> Value {
    .members([
      "name": .string(plan.name), "folder": .string(plan.folder),
      "agents": Parts.texts(plan.agents), "candidates": .int(plan.candidates),
      "rounds": .int(plan.rounds), "seed": Parts.seed(plan.seed), "fresh": .bool(plan.fresh),
      "isolation": .string(plan.isolation.rawValue), "economy": Parts.figure(plan.economy, 4),
    ])
  }

  static func step(_ step: RunStep) -> Value {
    .members([
      "kind": .string(step.kind.rawValue), "round": .int(step.round),
      "candidate": .int(step.candidate), "attempt": .int(step.attempt),
    ])
  }

  static func cost(_ cost: StepCost) -> Value {
    .members([
      "seconds": Parts.figure(cost.seconds, 3), "outside": Parts.figure(cost.outside, 3),
      "usage": cost.usage.map {
        .members([
          "tokensIn": .int($0.tokensIn), "tokensOut": .int($0.tokensOut),
          "cached": $0.cached.map(Value.int) ?? .null, "dollars": Parts.figure($0.dollars, 6),
        ])
      } ?? .null,
    ])
  }

  static func result(_ result: StepResult) -> Value {
    switch result {
    case .fetched(let reference, let files):
      return .members([
        "kind": .string("fetched"), "reference": Parts.digest(reference), "files": .int(files),
      ])
    case .mined(let probes, let count):
      return .members([
        "kind": .string("mined"), "probes": Parts.digest(probes), "count": .int(count),
      ])
    case .wrote(let change):
      return .members([
        "kind": .string("wrote"), "spec": Parts.digest(change.spec),
        "from": Parts.digest(change.from), "causes": Parts.texts(change.causes),
        "declined": Parts.texts(change.declined), "agent": .string(change.agent),
      ])
    case .built(let build):
      return .members([
        "kind": .string("built"), "candidate": Parts.digest(build.candidate),
        "spec": Parts.digest(build.spec), "brief": Parts.digest(build.brief),
        "agent": .string(build.agent), "access": Parts.digest(build.access),
        "isolation": .string(build.isolation.rawValue),
      ])
    case .measured(let summary): return measured(summary)
    case .compared(let summary): return compared(summary)
    case .refused(let reason, let draft):
      return .members([
        "kind": .string("refused"), "reason": .string(reason), "draft": Parts.digest(draft),
      ])
    case .rolledBack(let spec, let reason):
      return .members([
        "kind": .string("rolled back"), "spec": Parts.digest(spec), "reason": .string(reason),
      ])
    }
  }

  private static func compared(_ summary: AmbiguitySummary) -> Value {
    .members([
      "kind": .string("compared"), "ambiguity": Parts.digest(summary.document),
      "builds": .int(summary.builds), "operations": .int(summary.operations),
      "ambiguous": .array(
        summary.ambiguous.map {
          .members([
            "operation": .string($0.operation), "probes": .int($0.probes),
            "disagreeing": .int($0.disagreeing),
          ])
        }),
    ])
  }

  static func measured(_ summary: MeasureSummary) -> Value {
    .members([
      "kind": .string("measured"), "verdict": Parts.digest(summary.verdict),
      "candidate": Parts.digest(summary.candidate), "spec": Parts.digest(summary.spec),
      "fidelity": Parts.interval(summary.fidelity),
      "structure": Parts.figure(summary.structure, 6),
      "undiscovered": Parts.figure(summary.undiscovered, 6),
      "economy": Parts.figure(summary.economy, 4), "open": Parts.texts(summary.open),
      "minor": Parts.texts(summary.minor), "unprobed": Parts.texts(summary.unprobed),
      "probes": .int(summary.probes),
      "recordedFidelity": Parts.figure(summary.recordedFidelity, 4),
    ])
  }
}
