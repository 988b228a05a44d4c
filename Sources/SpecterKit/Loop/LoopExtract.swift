import SpecModel

extension Loop {
  /// Has the spec written; a reply that can't be accepted goes back with the objections.
  func extract(from bare: [UInt8], _ grounds: Grounds) async throws -> Digest {
    var objections = ""
    var start = bare
    for attempt in 1...(1 + settings.corrections) {
      let prompt = try prompt(.extractor, grounds, objections: objections)
      let brief = Brief.extractor(
        spec: start, reference: grounds.reference.digest, source: grounds.source,
        attempt: attempt, prompt: prompt)
      let result = try await agentStep(RunStep(.extract, attempt: attempt)) {
        try await write(brief, after: bare, from: nil, causes: [])
      }
      switch result {
      case .wrote(let change): return change.spec
      case .refused(let reason, let draft):
        objections = reason
        if let draft { start = try await environment.store.object(draft) }
      default: break
      }
    }
    throw Failure(
      .agent, "no extraction was accepted in \(1 + settings.corrections) attempts: \(objections)",
      remedy: "read the briefs and replies of the run, or write SPEC.md by hand")
  }

  /// Gives a brief to the role's agent and takes its SPEC.md if it can be accepted in place of
  /// `old`, the spec of digest `from`; with `shorter` only if it has fewer bytes.
  func write(
    _ brief: Brief, after old: [UInt8], from: Digest?, causes: [String],
    shorter: Bool = false
  ) async throws -> StepOutcome {
    let run = try await environment.agent.perform(brief)
    let declined = declined(in: run.reply)
    guard let reply = run.reply["SPEC.md"] else {
      if let from, !causes.isEmpty,
        causes.allSatisfy({ cause in
          declined.contains { DeclinedCauses.reason(for: cause, in: $0) != nil }
        })
      {
        // A reviser may find that the spec is right as it is.
        let change = SpecChange(
          spec: from, from: from, causes: causes, declined: declined, agent: run.agent)
        return StepOutcome(.wrote(change), outside: run.seconds, usage: run.spent)
      }
      return StepOutcome(
        .refused(reason: "SPEC.md was not changed"), outside: run.seconds, usage: run.spent)
    }
    var objections = SpecAcceptance.objections(to: reply, after: old)
    if shorter, reply.count >= old.count {
      objections.append("SPEC.md has \(reply.count) bytes and must have fewer than \(old.count)")
    }
    if let reference = brief.key.reference,
      let copied = Canary(of: reference).objection(to: reply)
    {
      objections.append(copied)
    }
    guard objections.isEmpty else {
      let draft = try await environment.store.put(SpecAcceptance.draft(reply, after: old))
      return StepOutcome(
        .refused(reason: objections.joined(separator: "\n"), draft: draft), outside: run.seconds,
        usage: run.spent)
    }
    let change = SpecChange(
      spec: try await environment.store.put(reply), from: from, causes: causes,
      declined: declined, agent: run.agent)
    return StepOutcome(.wrote(change), outside: run.seconds, usage: run.spent)
  }

  /// The role's prompt, with what was wrong with the attempt before.
  func prompt(_ role: Role, _ grounds: Grounds, objections: String = "") throws -> String {
    let blanks = Prompt.Blanks(
      grounds.frontMatter, bareBytes: grounds.survey?.bareBytes, findings: objections)
    return try Prompt.text(role, filling: blanks, overrides: environment.prompts)
  }

  private func declined(in reply: FileTree) -> [String] {
    (reply.text("declined.md") ?? "").split(separator: "\n").map(String.init)
      .filter { $0.contains("C-") }
  }
}
