import Foundation
import SpecModel
import SpecterKit
import SpecterTesting
import Testing

@testable import SpecterDrivers

@Suite(.timeLimit(.minutes(2)))
struct PythonSurfaceTests {
  private func surface() async -> PythonSurface? {
    if let sealed = await sandbox(.sealed) { return PythonSurface(sandbox: sealed) }
    return await sandbox(.none).map { PythonSurface(sandbox: $0) }
  }

  private func call(_ operation: String, _ arguments: Value...) -> Probe {
    Probe(
      steps: [Step(.call(operation, on: nil, arguments: arguments, named: []))],
      target: operation, origin: .generated, pool: .dev)
  }

  private func unloadable(_ source: String) async throws -> String {
    let surface = try #require(await surface())
    return try await withSubjectFolder(["broken.py": source]) { folder in
      let request = pythonRequest(folder, module: "broken")
      do {
        _ = try await surface.withDriver(request) { try await $0.describe() }
        return "described"
      } catch let error as SubjectUnloadable {
        return error.failure.what
      }
    }
  }

  @Test func `branches are told once, and a process that broke is traced anew`() async throws {
    let surface = try #require(await surface())
    let source = "import os\ndef f(x):\n  if x: return 1\n  return 0\ndef die(): os._exit(3)\n"
    try await withSubjectFolder(["sizes.py": source]) { folder in
      var request = pythonRequest(folder, module: "sizes")
      request.traced = true
      let probes = [call("f", .int(0)), call("f", .int(0)), call("die"), call("f", .int(1))]
      let texts = try await surface.withDriver(request) { driver in
        try await driver.observe(ProbeBatch(probes: probes)).map(\.text)
      }
      #expect(texts[0].contains(#""reached":["sizes.py:>3","sizes.py:3>4"]"#))
      #expect(!texts[1].contains("reached"))
      #expect(texts[3].contains(#""reached":["sizes.py:>3"]"#))
    }
  }

  // SPEC: R-DRV-02
  @Test func `a subject whose import raises can't be loaded`() async throws {
    #expect(
      try await unloadable("raise ValueError('no')")
        == "importing broken failed: ValueError: no (broken.py:1)")
  }

  @Test func `a subject that exits in import can't be loaded`() async throws {
    let said = try await unloadable("import os; os._exit(5)")
    #expect(said == "importing broken failed: it exited with status 5")
  }

  @Test func `a module that isn't there can't be loaded`() async throws {
    let surface = try #require(await surface())
    try await withSubjectFolder { folder in
      await #expect(throws: SubjectUnloadable.self) {
        try await surface.withDriver(pythonRequest(folder, module: "absent")) {
          try await $0.observe(ProbeBatch(probes: [call("f")]))
        }
      }
    }
  }

  // SPEC: R-SCO-01
  @Test func `the seed decides the order of a set, and nothing else does`() async throws {
    let surface = try #require(await surface())
    let source = """
      def order(): return [word for word in {"a", "b", "c", "d", "e", "f", "g", "h"}]
      """
    try await withSubjectFolder(["hashing.py": source]) { folder in
      var orders: [Observation] = []
      for seed: UInt64 in [1, 1, 2] {
        let request = pythonRequest(folder, module: "hashing", seed: seed)
        orders += try await surface.withDriver(request) {
          try await $0.observe(ProbeBatch(probes: [call("order")]))
        }
      }
      #expect(orders[0] == orders[1])
      #expect(orders[0] != orders[2])
    }
  }

  @Test func `a subject can't change its own folder`() async throws {
    guard let sealed = await sandbox(.sealed) else { return }
    let source = """
      import os
      def spoil():
          with open(os.path.join(os.path.dirname(__file__), "new.txt"), "w") as file:
              file.write("x")
      """
    try await withSubjectFolder(["spoiling.py": source]) { folder in
      let seen = try await PythonSurface(sandbox: sealed).withDriver(
        pythonRequest(folder, module: "spoiling")
      ) { try await $0.observe(ProbeBatch(probes: [call("spoil")])) }
      #expect(seen.first?.lastOutcome?["raise"]?["type"] == .string("OSError"))
    }
  }
}

@Suite(.timeLimit(.minutes(3)))
struct PythonFindingsTests {
  private let source = """
    # A comment that counts for nothing.
    def greet(name, loud=False):
        \"\"\"Nor does this.\"\"\"
        text = "hello " + name
        return text.upper() if loud else text
    """

  @Test(arguments: [IsolationLevel.sealed, .none])
  func `a subject's source is surveyed without running it`(isolation: IsolationLevel) async throws {
    guard let sandbox = await sandbox(isolation) else { return }
    try await withSubjectFolder(["greeting.py": source + "\nraise SystemExit"]) { folder in
      let surface = PythonSurface(sandbox: sandbox, modules: ["greeting"])
      let survey = try #require(
        try await surface.survey(pythonRequest(folder).subject, scope: SurfaceScope()))
      #expect(survey.constants.contains(.string("hello ")))
      #expect(survey.bareBytes > 50 && survey.bareBytes < source.utf8.count)
    }
  }

  @Test func `every module of the folder is surveyed when none is named`() async throws {
    guard let sandbox = await sandbox(.none) else { return }
    try await withSubjectFolder(["a.py": "A = 'alpha'", "p/__init__.py": "B = 'beta'"]) { folder in
      let survey = try await PythonSurface(sandbox: sandbox)
        .survey(pythonRequest(folder).subject, scope: SurfaceScope())
      #expect(survey?.constants.contains(.string("alpha")) == true)
      #expect(survey?.constants.contains(.string("beta")) == true)
    }
  }

  @Test(arguments: [IsolationLevel.sealed, .none])
  func `the calls of a subject's tests are mined`(isolation: IsolationLevel) async throws {
    guard let sandbox = await sandbox(isolation), let tools = Self.tools() else {
      return print("skipped: no pytest on this machine")
    }
    defer { try? FileManager.default.removeItem(atPath: tools) }
    let tests = """
      import greeting
      def test_greet(): assert greeting.greet("Ann") == "hello Ann"
      def test_loud(): assert greeting.greet("Bo", loud=True) == "nonsense"
      """
    try await withSubjectFolder(
      ["greeting.py": source, "tests/test_greeting.py": tests]
    ) { folder in
      let surface = PythonSurface(sandbox: sandbox, tools: { tools })
      let request = pythonRequest(folder, module: "greeting")
      let mined = try await surface.mine(
        MineRequest(subject: request.subject, scope: request.scope, tests: folder + "/tests"))
      #expect(mined.passed == 1 && mined.failed == 1, "\(mined.notes)")
      #expect(mined.probes.map(\.target) == ["greet", "greet"], "\(mined.notes)")
      let spelling = mined.probes.first?.origin.spelling ?? ""
      #expect(spelling.hasSuffix("test_greeting.py::test_greet"), "\(spelling)")
    }
  }

  /// A folder with this machine's own pytest and nothing else; nil when it has none. Whoever calls
  /// removes it.
  private static func tools() -> String? {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("specter-tools-\(UUID().uuidString)").path
    let copying = """
      import importlib.util, os, shutil, sys
      for name in ("pytest", "_pytest", "pluggy", "iniconfig", "packaging", "pygments", "py"):
          found = importlib.util.find_spec(name)
          if found is None: continue
          if found.submodule_search_locations is None: shutil.copy(found.origin, sys.argv[1])
          else: shutil.copytree(os.path.dirname(found.origin), os.path.join(sys.argv[1], name))
      """
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["python3", "-c", copying, folder]
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return nil }
    process.waitUntilExit()
    return process.terminationStatus == 0 ? folder : nil
  }
}
