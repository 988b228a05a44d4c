import ArgumentParser
import SpecModel
import SpecText
import SpecterAgents
import SpecterKit
import SpecterReport

/// `specter plant`: a reference with behaviour changes, for auditing a spec.
struct PlantCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plant",
    abstract: "Write a reference with behaviour changes that only a spec can carry.",
    discussion: """
      An agent may know a public library by heart, and then fidelity flatters the spec. This \
      changes the library in N places, each visible through its public surface, and writes \
      OUT/library (the changed reference, to be pinned as path:OUT/library) and OUT/planted.json \
      (the list, for `specter audit`; whoever writes or follows the spec must not see it). The \
      same seed plants the same changes.
      """)

  @Argument(help: "The reference: pypi:NAME==VERSION, or path:DIR.")
  var reference: String
  @Argument(help: "The folder to write; it must not exist.")
  var out: String
  @Option(help: "How many changes.")
  var count = 10
  @Option(help: "Seed of the changes and probes.")
  var seed: UInt64 = 1
  @Option(help: "The module; needed only where the reference has several and no --spec is given.")
  var module: String?
  @Option(help: "A spec of the original: its surface bounds what is changed and probed.")
  var spec: String?
  @Option(help: "Generated probes an operation.")
  var probes = 120
  @Option(
    help: "A planted.json: plants its changes again, in whatever version chose them.")
  var list: String?
  @Option(help: "Isolation of the run: sealed or none.")
  var isolation = IsolationLevel.sealed

  func validate() throws {
    if count < 1 { throw ValidationError("--count must be at least 1") }
    if probes < 1 { throw ValidationError("--probes must be at least 1") }
  }

  func run() async throws {
    try await reportingFailures {
      try await withInterrupts {
        guard !FolderTree.hasFolder(out), !FolderTree.hasFile(out) else {
          throw Failure(.usage, "it is there already", remedy: "Name a new folder", place: out)
        }
        let bench = try await Workbench(isolation: isolation, base: currentFolder())
        let original = try await bench.cache.fetch(try await bench.cache.resolve(reference))
        if let list { return try await replant(list, original, bench) }
        let scope = try scope(original)
        let surface = bench.python
        var request = MeasureRequest(
          scope: scope, reference: original.subject, candidate: original.subject,
          plan: MeasurePlan(perOperation: probes, seed: seed),
          isolation: bench.sandbox.isolation)
        request.survey = try await surface.survey(original.subject, scope: scope)
        if let tests = original.tests {
          request.mined = try await surface.mine(
            MineRequest(subject: original.subject, scope: scope, tests: tests)
          ).probes
        }
        // Most changes are seen by no probe, break too much, or stand too near to another.
        let mutants = try await surface.mutants(
          MutantRequest(
            subject: original.subject, scope: scope, seed: seed, count: 40 * count,
            kinds: MutantRequest.plausible))
        let asked = request
        let plant = try await bench.withScratch { folders in
          try await Differ(surface: surface, clock: .host).plant(
            asked, count: count, mutants: mutants, in: try await folders.read(original.root),
            folders: folders)
        }
        try write(plant, scope, seed: seed)
      }
    }
  }

  /// Makes the changes of a list that was written before, and no other.
  private func replant(_ list: String, _ original: Reference, _ bench: Workbench) async throws {
    let document = try PlantDocument(parsing: try FolderTree.file(list), place: list)
    let tree = try await bench.withScratch { try await $0.read(original.root) }
    guard document.reference == reference,
      let changed = tree.applying(document.changes.map(\.mutant))
    else {
      throw Failure(
        .badInput, "the changes are those of \(document.reference), not of \(reference)",
        remedy: "Name the reference that the list was made of", place: list)
    }
    let plant = Plant(
      changes: document.changes, tree: changed, tried: document.changes.count)
    try write(plant, document.scope, seed: document.seed)
  }

  private func scope(_ original: Reference) throws -> SurfaceScope {
    if let spec {
      let document = SpecParser.parse(try FolderTree.file(spec), path: spec)
      if let surface = document.frontMatter?.surface { return surface }
      throw Failure(.badInput, "the spec has no front matter", place: spec)
    }
    if let module { return SurfaceScope(module: module) }
    guard let only = original.modules.first, original.modules.count == 1 else {
      throw Failure(
        .usage, "\(reference) has several modules: \(original.modules.joined(separator: ", "))",
        remedy: "Say which one with --module")
    }
    return SurfaceScope(module: only)
  }

  private func write(_ plant: Plant, _ scope: SurfaceScope, seed: UInt64) throws {
    let document = PlantDocument(
      reference: reference, scope: scope, seed: seed, changes: plant.changes)
    for path in plant.tree.paths {
      let file = "\(out)/library/\(path)"
      try FolderTree.make(String(file.prefix(upTo: file.lastIndex(of: "/") ?? file.endIndex)))
      try FolderTree.replace(file, with: plant.tree[path] ?? [])
    }
    try OutputFile.write(
      Array((JSONText.pretty(document.value) + "\n").utf8), to: "\(out)/planted.json",
      option: "--out")
    for line in AdequacyText.lines(plant.changes) { Terminal.result(line) }
    Terminal.error("\(plant.changes.count) planted, of \(plant.tried) changes tried: \(out)")
  }
}
