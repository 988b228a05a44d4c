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
}
