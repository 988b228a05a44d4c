import Foundation
import SpecModel
import SpecText
import SpecterReport

/// One run of the linter over some files.
struct SpecLintSession {
  private let options: SpecLintOptions
  private let previous: Spec?
  private let baseline: BaselineFile?
  private let reference: [ReferenceFile]?
  private let denied: [DeniedName]
  private let today = CalendarDay(secondsSince1970: Date().timeIntervalSince1970)

  /// What one file gave.
  private struct Linted {
    var input: LintInput
    var findings: [LintFinding]
    /// How the baseline calls the file.
    var name: String
    var mended = 0
  }

  init(_ options: SpecLintOptions) throws(Failure) {
    self.options = options
    reference = try options.leaks.reference()
    denied = try options.leaks.denied()
    if let path = options.previous {
      let (bytes, path) = try SpecFile.read(path)
      previous = SpecParser.parse(bytes, path: path)
    } else {
      previous = nil
    }
    if let path = options.baseline {
      baseline = try BaselineFile(reading: path)
    } else if let path = options.writeBaseline {
      baseline = try BaselineFile(writing: path)
    } else {
      baseline = nil
    }
  }

  /// Lints the files, mends them where asked to, and writes the baseline where asked to.
  func run(_ files: [String]) throws(Failure) -> LintReport {
    var all: [Linted] = []
    for file in files { all.append(try lint(file)) }
    let sorted = sort(all)
    if options.writeBaseline != nil { try write(sorted, all) }
    let told = sorted.open.filter { options.tells($0.diagnostic.severity) }
    return LintReport(
      paths: all.map(\.input.spec.path),
      findings: told,
      rules: Linter.rules.filter { options.selects($0.id) }.map {
        LintReport.Rule(id: $0.id, severity: $0.severity, summary: $0.summary, page: $0.page)
      },
      accepted: sorted.accepted, mended: all.map(\.mended).reduce(0, +), version: Specter.version)
  }

  private func lint(_ file: String) throws(Failure) -> Linted {
    let (bytes, path) = try SpecFile.read(file)
    let name = baseline?.name(of: path) ?? path
    func findings(_ bytes: [UInt8]) -> Linted {
      let input = LintInput(
        bytes, path: path, previous: previous, reference: reference, denied: denied)
      let found = Linter.lint(input).filter { options.selects($0.rule) }
      return Linted(input: input, findings: Linter.identified(found, in: input), name: name)
    }
    guard options.fix else { return findings(bytes) }
    let outcome = Fixer.fix(bytes) { bytes in
      let linted = findings(bytes)
      return (linted.input, sort([linted]).open.map(\.diagnostic))
    }
    if outcome.count > 0 {
      try OutputFile.write(outcome.bytes, to: path)
    }
    var linted = findings(outcome.bytes)
    linted.mended = outcome.count
    return linted
  }

  private func sort(_ all: [Linted]) -> Baseline.Sorted {
    guard let baseline else {
      return Baseline.Sorted(open: all.flatMap(\.findings))
    }
    let byName = Dictionary(all.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    let renamed = all.flatMap { linted in
      linted.findings.map { finding in
        var finding = finding
        finding.path = linted.name
        return finding
      }
    }
    let rules = Dictionary(
      Linter.rules.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    var sorted = baseline.content.sorted(renamed, today: today) { rule, file in
      guard let input = byName[file]?.input, options.selects(rule) else { return false }
      // A rule that is gone finds nothing either.
      return rules[rule]?.canLook(at: input) ?? true
    }
    sorted.open = sorted.open.map { finding in
      var finding = finding
      finding.path = byName[finding.path]?.input.spec.path ?? finding.path
      return finding
    }
    if options.writeBaseline == nil, options.selects(LintRule.baselineID) {
      let input = LintInput(Spec(path: baseline.path), bytes: baseline.bytes)
      sorted.open += Linter.identified(sorted.notices, in: input)
    }
    return sorted
  }

  /// Keeps what still accepts a finding and what this run can't judge, and accepts the rest.
  private func write(_ sorted: Baseline.Sorted, _ all: [Linted]) throws(Failure) {
    guard let baseline, let path = options.writeBaseline else { return }
    let names = Set(all.map(\.name))
    let kept = baseline.content.entries.filter { entry in
      !names.contains(entry.file) || !options.selects(entry.rule) || sorted.used.contains(entry)
    }
    let new = sorted.open.filter { options.tells($0.diagnostic.severity) }.map { finding in
      Baseline.Entry(
        rule: finding.diagnostic.rule, file: baseline.name(of: finding.path),
        place: finding.place, finding: finding.diagnostic.message,
        fingerprint: finding.fingerprint, reason: options.reason ?? Baseline.Entry.noReason)
    }
    // A file that is there is people's: what they wrote around the entries stays.
    let bytes =
      baseline.bytes.isEmpty
      ? Array(Baseline(entries: new).text.utf8)
      : try Baseline.edited(baseline.bytes, path: path, keeping: kept, adding: new)
    if bytes != baseline.bytes {
      try OutputFile.write(bytes, to: path, option: "--write-baseline")
    }
    let needsReason = (kept + new).contains { !$0.hasReason }
    Terminal.error(
      "\(path): \(new.count) newly accepted, \(kept.count) kept"
        + (needsReason ? "; write a reason in place of each TODO" : ""))
  }
}
