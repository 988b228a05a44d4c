import Foundation
import SpecModel
import SpecterKit
import SpecterTesting
import Testing

@testable import SpecterDrivers

struct CommandSurfaceTests {
  private func withFolder<R>(_ body: (String) throws -> R) throws -> R {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("specter-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(
      atPath: folder + "/inner", withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try Data("x".utf8).write(to: URL(fileURLWithPath: folder + "/driver.js"))
    try Data("x".utf8).write(to: URL(fileURLWithPath: folder + "/inner/table.json"))
    return try body(folder)
  }

  @Test func `the folders of the files that a command names are bound`() throws {
    try withFolder { folder in
      let placed = try PlacedCommand(
        ["node", folder + "/inner/../driver.js", folder + "/inner/table.json", "--fast", ""])
      #expect(
        placed.words == ["node", folder + "/driver.js", folder + "/inner/table.json", "--fast", ""])
      #expect(placed.folders == [folder])
    }
  }

  @Test func `a program of the system needs no folder`() throws {
    #expect(try PlacedCommand(["/usr/bin/env", "python3"]).folders == [])
  }

  @Test func `a command that would show everything is refused`() {
    #expect { try PlacedCommand(["cat", "/"]) } throws: { ($0 as? Failure)?.code == .usage }
  }

  @Test func `a command has no source and no tests to mine`() async throws {
    let surface = CommandSurface(sandbox: ScriptedSubject.sandbox())
    let subject = ScriptedSubject.request.subject
    #expect(try await surface.survey(subject, scope: SurfaceScope()) == nil)
    await #expect(throws: Failure.self) {
      try await surface.mine(MineRequest(subject: subject, scope: SurfaceScope(), tests: "/t"))
    }
  }

  @Test func `the seed reaches the command and its folder is bound`() async throws {
    let sandbox = ScriptedSubject.sandbox()
    _ = try await CommandSurface(sandbox: sandbox, environment: ["TZ": "CET"]).withDriver(
      ScriptedSubject.request
    ) { try await $0.describe() }
    #expect(sandbox.commands.first?.environment["PYTHONHASHSEED"] == "1")
    #expect(sandbox.commands.first?.environment["TZ"] == "CET")
    #expect(sandbox.requests.first?.limits.seconds == nil)
  }

  /// How many processes a command took with this cache.
  private func processes(
    _ words: [String], _ cache: InMemoryCache, isolation: IsolationLevel = .sealed
  ) async throws -> Int {
    let sandbox = ScriptedSandbox(isolation: isolation) { _, _ in ScriptedSubject.process() }
    var request = ScriptedSubject.request
    request.subject.location = .command(words)
    let probe = Probe(
      steps: [Step(.call("echo", on: nil, arguments: [.int(1)], named: []))], target: "echo",
      origin: .generated, pool: .dev)
    let surface = CommandSurface(sandbox: sandbox, cache: cache)
    try await surface.withDriver(request) { driver in
      _ = try await driver.describe()
      #expect(try await driver.observe(ProbeBatch(probes: [probe]))[0].isAnswer)
    }
    return sandbox.commands.count
  }

  // SPEC: R-VER-06
  @Test func `what a command answered is found until a file that it sees changes`() async throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("specter-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(
      atPath: folder + "/inner", withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    func write(_ text: String, _ name: String) throws {
      try Data(text.utf8).write(to: URL(fileURLWithPath: "\(folder)/\(name)"))
    }
    try write("x", "driver.js")
    try write("x", "inner/table.json")
    let cache = InMemoryCache()
    let words = ["sh", folder + "/driver.js"]
    #expect(try await processes(words, cache) == 1)
    #expect(try await processes(words, cache) == 0)
    #expect(try await processes(words + ["--fast"], cache) == 1, "other words")
    try write("y", "inner/table.json")
    #expect(try await processes(words, cache) == 1, "another file")
    #expect(try await processes(words, cache) == 0)
    try FileManager.default.createSymbolicLink(
      atPath: folder + "/link", withDestinationPath: "driver.js")
    #expect(try await processes(words, cache) == 1, "one file more")
    #expect(try await processes(["cat", folder + "/driver.js"], cache) == 1, "another program")
    // A folder that is a link is read like one that is not.
    let link = folder + "-link"
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: folder)
    defer { try? FileManager.default.removeItem(atPath: link) }
    for text in ["1", "2"] {
      try write(text, "inner/table.json")
      #expect(try await processes(["sh", link + "/driver.js"], cache) == 1)
      #expect(try await processes(["sh", link + "/driver.js"], cache) == 0)
    }
    for _ in 0..<2 {
      #expect(try await processes(words, cache, isolation: .none) == 1, "it may read any file")
      #expect(try await processes(words + ["/usr/lib"], cache) == 1, "what it reads is not known")
    }
  }
}
