import SpecModel
import SpecterKit
import SpecterTesting
import Testing

/// Kill rate, planting and audit on the toy library. Its source is a file with a line a fault: a
/// mutant writes a fault's name over the line.
@Suite struct AdequacyTests {
  private static let lines = ["------", "------", "------", "------"]
  private static let folders = InMemoryFolders()

  /// The toy's source with no fault.
  private static let tree: FileTree = {
    var tree = FileTree()
    tree["toy.txt"] = Array((lines.joined(separator: "\n") + "\n").utf8)
    return tree
  }()

  private static func mutant(_ text: String, line: Int) -> Mutant {
    let start = (line - 1) * 7
    return Mutant(
      file: "toy.txt", line: line, function: "f\(line)", kind: "fault", range: start..<(start + 6),
      text: text, before: "------", after: text)
  }

  /// A surface on which a tree has the faults that its lines name.
  private static let surface = ScriptedSurface(driver: { request in
    guard case .folder(let folder) = request.subject.location else { return Toy.driver([]) }
    let text = folders.tree(folder)?.text("toy.txt") ?? ""
    return Toy.driver(
      Set(text.split(separator: "\n").compactMap { Toy.Fault(rawValue: String($0)) }))
  })

  private static func request() async throws -> MeasureRequest {
    var request = Measuring.request(spec: nil)
    request.reference = try await folders.folders.materialise(tree)
    return request
  }

  private static let differ = Differ(surface: surface, clock: .still)

  @Test func `each fate of a mutant is told from the others`() async throws {
    let mutants = [
      Self.mutant("quiet", line: 1), Self.mutant("unloadable", line: 1),
      Self.mutant("lacking", line: 2), Self.mutant("negative", line: 2),
      Self.mutant("renamed", line: 3), Self.mutant("nothing", line: 4),
    ]
    let rate = try await Self.differ.killRate(
      Self.request(), mutants: mutants, of: Self.tree, folders: Self.folders.folders)
    #expect(rate.tried == 6 && rate.broken == 2 && rate.told == 2)
    #expect(rate.shaped.map(\.text) == ["renamed"])
    #expect(rate.survivors.map(\.text) == ["nothing"])
    #expect(rate.rate == 0.5)
    #expect(rate.unguarded == ["toy.txt:3", "toy.txt:4"])
  }

  @Test func `what is planted is seen by its own witnesses beside the others`() async throws {
    let mutants = ["nothing", "lacking", "negative", "long"].enumerated().map {
      Self.mutant($0.element, line: $0.offset + 1)
    }
    let plant = try await Self.differ.plant(
      Self.request(), count: 1, mutants: mutants, in: Self.tree, folders: Self.folders.folders)
    #expect(plant.changes.map(\.mutant.text) == ["negative"])
    #expect(plant.tried == 3)
    #expect(plant.tree.text("toy.txt")?.contains("negative") == true)
    for witness in plant.changes.flatMap(\.witnesses) {
      #expect(witness.planted == Toy.observe(witness.probe, [.negative]))
      #expect(witness.plain == Toy.observe(witness.probe))
      #expect(witness.planted != witness.plain)
    }
  }

  @Test func `too few visible changes are an error`() async throws {
    await #expect(throws: Failure.self) {
      try await Self.differ.plant(
        Self.request(), count: 2, mutants: [Self.mutant("nothing", line: 1)], in: Self.tree,
        folders: Self.folders.folders)
    }
  }

  @Test(arguments: [
    ("negative", Audit.Finding.carried), ("------", .lost), ("wordy", .other),
    ("unloadable", .other),
  ])
  func `an audit tells what a rebuild does where a change was planted`(
    rebuilt: String, finding: Audit.Finding
  ) async throws {
    let plant = try await Self.differ.plant(
      Self.request(), count: 1, mutants: [Self.mutant("negative", line: 1)], in: Self.tree,
      folders: Self.folders.folders)
    let tree = try #require(Self.tree.applying([Self.mutant(rebuilt, line: 1)]))
    let audit = try await Self.differ.audit(
      plant.changes, on: try await Self.folders.folders.materialise(tree),
      scope: SurfaceScope(module: "toy"), rules: CompareRules(), seed: 1)
    #expect(audit.rows.map(\.finding) == [finding])
    #expect(audit.share == (finding == .carried ? 1 : 0))
    #expect((audit.rows[0].missed == nil) == (finding == .carried))
  }

  @Test func `changes are made from the end, so that none moves another`() throws {
    var tree = FileTree()
    tree["a"] = Array("abcdef".utf8)
    func change(_ range: Range<Int>, _ text: String) -> Mutant {
      Mutant(file: "a", line: 1, kind: "x", range: range, text: text, before: "", after: "")
    }
    let changed = tree.applying([change(0..<1, "AAA"), change(4..<5, "")])
    #expect(changed?.text("a") == "AAAbcdf")
    #expect(tree.applying([change(5..<9, "x")]) == nil)
  }
}
