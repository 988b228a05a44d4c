import ArgumentParser
import SpecModel

/// How much a run may use.
struct BudgetOptions: ParsableArguments {
  @Option(
    help: """
      Minutes of wall time that the run works. This and the next two are looked at before each \
      agent's step; the run goes on with a larger one.
      """)
  var maxMinutes: Double?
  @Option(help: "Tokens in and out that the run's agents use.")
  var maxTokens: Int?
  @Option(help: "Dollars that the run's agents cost.")
  var maxDollars: Double?

  func validate() throws {
    if (maxMinutes ?? 1) <= 0 || (maxTokens ?? 1) <= 0 || (maxDollars ?? 1) <= 0 {
      throw ValidationError("--max-minutes, --max-tokens and --max-dollars must be more than 0")
    }
  }

  /// The budget.
  var budget: RunBudget {
    RunBudget(minutes: maxMinutes, tokens: maxTokens, dollars: maxDollars)
  }
}
