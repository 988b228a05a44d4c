import Differential

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// How often the interval of D covers the truth, as a markdown table; `scripts/coverage` runs it.
///
/// `ScoreCoverage SIMULATIONS RESAMPLES [SUBJECTS…]`: a row for every kind of subjects, number of
/// operations and rate. Exit status 1 where fewer than 93 % of the intervals cover.
@main
enum Coverage {
  static let least = 0.93

  static func main() {
    let words = Array(CommandLine.arguments.dropFirst())
    let chosen = words.dropFirst(2).compactMap { CoverageTrial.Subjects(rawValue: $0) }
    guard words.count >= 2, let simulations = Int(words[0]), let resamples = Int(words[1]),
      simulations > 0, resamples > 0, chosen.count == words.count - 2
    else {
      print("use: ScoreCoverage SIMULATIONS RESAMPLES [SUBJECTS…]")
      exit(64)
    }
    print("| subjects | operations | diverging | true D | covered | above | below | mean width |")
    print("|---|---|---|---|---|---|---|---|")
    var failures = 0
    for subjects in chosen.isEmpty ? CoverageTrial.Subjects.allCases : chosen {
      for operations in CoverageTrial.sizes {
        for rate in CoverageTrial.rates {
          let result = CoverageTrial(subjects, operations: operations, rate: rate)
            .run(simulations, resamples: resamples)
          let missed = Double(result.above + result.below) / Double(simulations)
          if 1 - missed < least { failures += 1 }
          let cells = [
            subjects.rawValue, "\(operations)", "\(decimal(100 * rate, 1)) %",
            decimal(result.truth, 3), "\(decimal(100 * (1 - missed), 1)) %",
            "\(result.above)", "\(result.below)", decimal(result.width, 2),
          ]
          print("| \(cells.joined(separator: " | ")) |")
          fflush(nil)
        }
      }
    }
    if failures > 0 {
      print("\(failures) rows are covered in fewer than \(decimal(100 * least, 0)) %")
      exit(1)
    }
  }

  /// Rounded to so many places.
  static func decimal(_ number: Double, _ places: Int) -> String {
    var scale = 1.0
    for _ in 0..<places { scale *= 10 }
    let text = String((number * scale).rounded() / scale)
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }
}
