import SpecModel
import SpecText
import SpecterAgents
import SpecterKit
import SpecterReport

/// A library's committed verdict: what it was measured on, and how it is written anew.
struct VerdictSession: Sendable {
  /// Probes kept with the reference's observations, an operation; every example, neighbour, mined
  /// and diverging one is kept beside these.
  static let keptPerOperation = 60

  let bench: Workbench
  let corpus: String
  let name: String

  private var verdictFile: String { "\(corpus)/verdict.json" }
  private var probeFile: String { "\(corpus)/probes/recorded.jsonl" }
  private var minedFile: String { "\(corpus)/probes/mined.jsonl" }

  /// The newest recorded build from `spec`, a distillation's too; where none is recorded, the
  /// loop's newest: a distillation's may be of a cut that was taken back.
  func newestBuild(of spec: [UInt8]) throws -> BuiltCandidate {
    func builds(in folder: String) throws -> [(RecordingStore, Recording)] {
      let store = RecordingStore(folder: "\(corpus)/\(folder)")
      return try store.recordings().filter { $0.key.role == .implementer }.map { (store, $0) }
    }
    let loops = try builds(in: "recordings")
    let own = (loops + (try builds(in: "distilled"))).filter { $0.1.key.spec == Digest.of(spec) }
    guard let (store, newest) = (own.isEmpty ? loops : own).max(by: { $0.1.date < $1.1.date })
    else {
      throw Failure(
        .badInput, "no build is recorded", remedy: "name one with --candidate DIR",
        place: "\(corpus)/recordings")
    }
    return BuiltCandidate(
      files: CandidateFiles.tree(of: try store.reply(of: newest)), isolation: newest.isolation)
  }

  /// Measures `candidate` and writes verdict and probes below the corpus; `killRate` is how many
  /// changes of the reference to try beside it.
  func accept(
    spec: [UInt8], candidate: BuiltCandidate, plan: MeasurePlan, killRate: Int?
  ) async throws {
    let ground = try await ground(spec, candidate: candidate, mined: nil)
    let request = ground.request(plan, isolation: bench.sandbox.isolation)
    let differ = Differ(surface: ground.surface, clock: .host)
    var outcome = try await differ.measure(request)
    if let killRate {
      guard case .folder(let root) = request.reference.location else {
        throw Failure(.usage, "--kill-rate needs a reference with source to change")
      }
      let mutants = try await bench.python.mutants(
        MutantRequest(
          subject: request.reference, scope: request.scope, seed: plan.seed, count: killRate))
      outcome.measurement.kills = try await bench.withScratch { folders in
        try await differ.killRate(
          request, mutants: mutants, of: try await folders.read(root), folders: folders)
      }.count
    }
    let kept = Self.kept(outcome.lines)
    try FolderTree.make("\(corpus)/probes")
    try FolderTree.replace(minedFile, with: ProbeFile.bytes(of: ground.mined))
    try FolderTree.replace(probeFile, with: ProbeFile.bytes(of: kept))
    var digests = ground.digests
    digests.probes = try probesDigest()
    let document = VerdictDocument.encode(
      outcome.measurement, digests: digests)
    try FolderTree.replace(verdictFile, with: Array((JSONText.pretty(document) + "\n").utf8))
    Terminal.error("verdict written: \(verdictFile)")
  }

  /// Checks the committed verdict against `candidate`; tells also when measuring began, on the
  /// host's monotonic clock.
  func check(spec: [UInt8], candidate: BuiltCandidate) async throws -> (CheckOutcome, Double) {
    for file in [verdictFile, minedFile, probeFile] where !FolderTree.hasFile(file) {
      throw Failure(
        .badInput, "there is no such file, so no verdict to hold the library to",
        remedy: "Restore it, or measure one with `specter check --accept`", place: file)
    }
    let verdict = try VerdictDocument(
      parsing: FolderTree.file(verdictFile), place: verdictFile)
    let mined = try ProbeFile.probes(in: FolderTree.file(minedFile), path: minedFile)
    let lines = try ProbeFile.lines(in: FolderTree.file(probeFile), path: probeFile)
    let ground = try await ground(spec, candidate: candidate, mined: mined)
    var digests = ground.digests
    digests.probes = try probesDigest()
    let measurement = verdict.measurement
    let request = CheckRequest(
      name: name,
      measure: ground.request(
        MeasurePlan(perOperation: measurement.perOperation, seed: measurement.seed),
        isolation: bench.sandbox.isolation),
      digests: digests, recorded: verdict.digests, recordedFidelity: measurement.fidelity,
      recordedCauses: Set(measurement.causes.map(\.id)), lines: lines)
    let begun = Clock.host.monotonic()
    return (try await Check(surface: ground.surface, clock: .host).run(request), begun)
  }

  private func probesDigest() throws -> Digest {
    Digest.of(try FolderTree.file(minedFile) + FolderTree.file(probeFile))
  }

  private func ground(_ bytes: [UInt8], candidate: BuiltCandidate, mined: [Probe]?) async throws
    -> VerdictGround
  {
    let spec = SpecParser.parse(bytes, path: "SPEC.md")
    guard let front = spec.frontMatter, let pin = front.reference else {
      throw Failure(.badInput, "the spec's front matter names no reference", place: "SPEC.md:1")
    }
    let surface = try bench.surface(front.surface.kind)
    async let identified = surface.identity()
    let reference = try await bench.reference(pin, for: front.surface)
    var probes = mined ?? []
    if mined == nil, let tests = reference.tests {
      probes = try await surface.mine(
        MineRequest(subject: reference.subject, scope: front.surface, tests: tests)
      ).probes
    }
    let identity = try await identified
    return VerdictGround(
      spec: spec, front: front, surface: surface, reference: reference.subject,
      candidate: try await bench.folders.materialise(candidate.files), mined: probes,
      survey: try await surface.survey(reference.subject, scope: front.surface),
      buildIsolation: candidate.isolation,
      digests: VerdictDigests(
        spec: Digest.of(bytes), reference: reference.digest, candidate: Digest.of(candidate.files),
        driver: identity.driver, interpreter: identity.interpreter))
  }

  /// What a corpus keeps of a measurement: all that people wrote or that showed something, and of
  /// the generated probes the first of each operation.
  private static func kept(_ lines: [ProbeFile.Line]) -> [ProbeFile.Line] {
    var counts: [String: Int] = [:]
    return lines.filter { line in
      if line.diverged { return true }
      guard case .generated = line.probe.origin else { return true }
      counts[line.probe.target, default: 0] += 1
      return counts[line.probe.target, default: 0] <= keptPerOperation
    }
  }
}

/// A candidate and how isolated it was built; nil where Specter did not see that.
struct BuiltCandidate: Sendable {
  var files: FileTree
  var isolation: IsolationLevel?
}

/// Everything that a verdict is measured on.
private struct VerdictGround: Sendable {
  var spec: Spec
  var front: FrontMatter
  var surface: any Surface
  var reference: Subject
  var candidate: Subject
  var mined: [Probe]
  var survey: Survey?
  var buildIsolation: IsolationLevel?
  var digests: VerdictDigests

  func request(_ plan: MeasurePlan, isolation: IsolationLevel) -> MeasureRequest {
    MeasureRequest(
      spec: spec, scope: front.surface, rules: front.compare, reference: reference,
      candidate: candidate, mined: mined, survey: survey, plan: plan,
      buildIsolation: buildIsolation, isolation: isolation)
  }
}
