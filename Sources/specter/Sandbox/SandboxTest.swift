import ArgumentParser
import SpecModel
import SpecterKit
import SpecterSandbox
import SpecterTesting

/// `specter sandbox test`: tries every attack.
struct SandboxTest: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "test",
    abstract: "Try every known attack on the sandbox and print a line for each.",
    discussion: """
      Exits with 0 when all were held, with 1 when any got out. With --isolation none only attacks \
      are tried that do no harm when they succeed, as most do.
      """)

  @OptionGroup var level: IsolationOption

  func run() async throws {
    try await reportingFailures {
      try await withInterrupts {
        let sandbox = try await Sandboxes.make(isolation: level.isolation)
        let attacks = SandboxAttack.all.filter { level.isolation == .sealed || $0.isHarmless }
        let results = try await sandboxContract(sandbox, attacks: attacks) {
          Terminal.result($0.line)
        }
        let escaped = results.filter { !$0.held }.count
        Terminal.error("\(results.count - escaped) attacks held, \(escaped) escaped")
        if escaped > 0 { throw Exit.found }
      }
    }
  }
}

/// `specter sandbox bench`: what a start costs, beside bubblewrap alone.
struct SandboxBench: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bench", abstract: "Measure the start of a sandbox.", shouldDisplay: false)

  @Option(help: "Starts of each.")
  var count: Int = 100

  @Option(help: "Lines sent to a Python process.")
  var lines: Int = 2_000_000

  func validate() throws {
    if count < 1 || lines < 1 { throw ValidationError("Counts are above 0.") }
  }

  func run() async throws {
    try await reportingFailures {
      try await withInterrupts {
        let figures = try await SandboxFigures.measure(count: count, lines: lines)
        for line in figures.lines { Terminal.result(line) }
      }
    }
  }
}
