import SpecModel

/// A budget of the run that is spent.
struct BudgetSpent: Error {
  /// Which.
  var kind: RunBudget.Kind
  /// Which, and how far, in words.
  var sentence: String
}

extension Loop {
  /// Runs a step that an agent works on, as long as the run's budgets are not spent. They are
  /// looked at before the step alone: one that has begun is not cut off.
  func agentStep(
    _ step: RunStep, _ body: @Sendable () async throws -> StepOutcome
  ) async throws -> StepResult {
    if await recorder.result(of: step) == nil,
      let spent = settings.budget.spent(
        await recorder.cost, now: environment.clock.time())
    {
      throw spent
    }
    return try await recorder.step(step, body)
  }

  /// What a budget could not count, for the sentence of an ending; empty where it counted all.
  func uncounted() async -> String {
    settings.budget.uncounted(await recorder.cost.total)
  }
}

extension RunBudget {
  /// The first budget that is spent, of time, tokens and dollars in this order; nil when none is.
  func spent(_ cost: RunCost, now: Double) -> BudgetSpent? {
    let wall = cost.wall(now: now)
    if let minutes, wall >= minutes * 60 {
      return BudgetSpent(
        kind: .minutes,
        sentence: "the budget of \(rounded(minutes)) minutes is spent: the run worked for "
          + "\(rounded(wall / 60))")
    }
    if let tokens, cost.total.tokens >= tokens {
      return BudgetSpent(
        kind: .tokens,
        sentence: "the budget of \(tokens) tokens is spent: \(cost.total.tokens) were used")
    }
    if let dollars, let used = cost.total.dollars, used >= dollars {
      return BudgetSpent(
        kind: .dollars,
        sentence: "the budget of \(rounded(dollars)) dollars is spent: the agents cost "
          + rounded(used))
    }
    return nil
  }

  /// Which limits did not hold some of the steps, because nobody told what they used.
  func uncounted(_ all: RunCost.Part) -> String {
    var parts: [String] = []
    if tokens != nil, all.withoutTokens > 0 {
      parts.append("\(all.withoutTokens) of \(all.steps) agents' steps did not tell their tokens")
    }
    if dollars != nil, all.withoutDollars > 0 {
      parts.append("\(all.withoutDollars) of \(all.steps) agents' steps did not tell their price")
    }
    return parts.isEmpty
      ? "" : "; \(parts.joined(separator: ", and ")), which no budget could count"
  }
}
