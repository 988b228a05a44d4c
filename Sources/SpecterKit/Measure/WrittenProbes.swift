import SpecModel

/// Probes that somebody wrote, as `specter diff --probe-file` takes them.
public enum WrittenProbes {
  /// What is to be said of them after `measurement`: of a probe whose target is no operation in
  /// scope nothing was run, and a misspelt name must not pass for a comparison without divergence.
  public static func notes(_ written: [Probe], _ measurement: Measurement) -> [String] {
    let known = Set(measurement.operations.map(\.operation)).union(measurement.unprobed)
    let lost = written.filter { !known.contains($0.target) }
    guard !lost.isEmpty else { return [] }
    let names = Set(lost.map(\.target)).sorted().prefix(5).joined(separator: ", ")
    let count = lost.count == 1 ? "1 written probe was" : "\(lost.count) written probes were"
    return ["\(count) not run: no operation in scope is called \(names)"]
  }
}
