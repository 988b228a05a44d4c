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
