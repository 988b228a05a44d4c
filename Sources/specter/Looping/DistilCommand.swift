import ArgumentParser

/// `specter distil`: shorten a spec that holds, as long as blind builds from it hold too.
struct DistilCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "distil",
    abstract: "Have a converged spec shortened, as long as blind builds from it stay faithful.",
    discussion: """
      Each cut is built blind and measured. It is kept if no cause of P0 to P2 is new and the \
      lower end of fidelity fell by at most 0.5; otherwise it is taken back, and the next brief \
      says why. Two rejected cuts in a row end it. The same command goes on with a stopped one.

      Exit status: 0 the target economy is reached, 1 stopped for another reason, 2 Specter or its \
      environment failed, 130 stopped by a signal.
      """)

  @OptionGroup var options: LoopOptions
  @Option(help: "The economy to reach: bytes of the spec for each byte of the original's code.")
  var economy = 0.3
  @Option(help: "Most cuts.")
  var rounds = 8

  func validate() throws {
    if rounds < 1 || !(economy > 0) {
      throw ValidationError("--rounds must be at least 1, --economy more than 0")
    }
  }

  func run() async throws {
    try await reportingFailures {
      try await LoopSession(options, rounds: rounds, economy: economy).perform()
    }
  }
}
