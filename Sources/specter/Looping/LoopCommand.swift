import ArgumentParser
import SpecModel
import SpecterAgents
import SpecterHistory
import SpecterKit
import SpecterReport

#if canImport(Glibc)
  import Glibc
#endif

/// `specter loop`: extract, build, measure and revise until a stop reason.
struct LoopCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "loop",
    abstract: "Have a spec written, built blind, measured and revised until it converges.",
    discussion: """
      Every step is written down before the next begins; run the same command again to go on with \
      a run that was stopped.

      Exit status: 0 converged, 1 stopped for another reason, 2 Specter or its environment failed, \
      130 stopped by a signal.
      """)

  @OptionGroup var options: LoopOptions
  @Option(help: "Most rounds.")
  var rounds = 8
  @Flag(help: "Start from the front matter alone, whatever else SPEC.md says.")
  var fresh = false

  func validate() throws {
    if rounds < 1 { throw ValidationError("--rounds must be at least 1") }
  }

  func run() async throws {
    try await reportingFailures {
      try await LoopSession(options, rounds: rounds, fresh: fresh).perform()
    }
  }
}
