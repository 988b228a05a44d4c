import Glibc
import SpecModel
import Testing

@testable import SpecterAgents

/// An environment on a Python of its own, both in a temporary folder.
private func withEnvironment(
  _ body: (_ environment: String, _ base: String) async throws -> Void
) async throws {
  try await withTemporaryFolder { folder in
    let (environment, base) = ("\(folder)/env", "\(folder)/python")
    let library = "\(base)/lib/python3.12"
    for path in [
      "\(environment)/bin", "\(environment)/lib/python3.12/site-packages/agent", "\(base)/bin",
      "\(base)/envs/other/lib/python3.12/site-packages/reference",
      "\(library)/site-packages/reference", "\(library)/ensurepip/_bundled", "\(library)/json",
      "\(library)/test",
    ] {
      try Disk.makeFolder(path)
    }
    try Disk.create("\(base)/bin/python3.12", Array("#!/bin/sh\n".utf8))
    try Disk.create("\(base)/lib/libpython3.12.so.1.0", [])
    #expect(chmod("\(base)/bin/python3.12", 0o755) == 0)
    #expect(symlink("python3.12", "\(base)/bin/python3") == 0)
    #expect(symlink("\(base)/bin/python3", "\(environment)/bin/python3") == 0)
    try Disk.create("\(environment)/pyvenv.cfg", Array("home = \(base)/bin\n".utf8))
    try await body(environment, base)
  }
}

@Test func `an environment goes with its Python, and that without what is installed there`()
  async throws
{
  try await withEnvironment { environment, base in
    let program = "\(environment)/bin/python3"
    let installed = try #require(InstalledProgram(program, path: ""))
    #expect(installed.inside == program)
    let library = "\(base)/lib/python3.12"
    let paths = [
      environment, "\(base)/bin/python3", "\(base)/bin/python3.12", library,
      "\(base)/lib/libpython3.12.so.1.0",
    ]
    #expect(installed.shared.keys.sorted() == paths.sorted())
    #expect(installed.shared.allSatisfy { $0.key == $0.value })
    #expect(
      installed.hidden.sorted() == [
        "\(library)/ensurepip/_bundled", "\(library)/site-packages", "\(library)/test",
      ])
  }
}

@Test func `an environment on the system's Python brings nothing but itself`() async throws {
  try await withEnvironment { environment, _ in
    let program = "\(environment)/bin/python3"
    unlink(program)
    #expect(symlink("/usr/bin/python3", program) == 0)
    let installed = try #require(InstalledProgram(program, path: ""))
    #expect(installed.shared == [environment: environment])
    #expect(installed.hidden == [])
  }
}

@Test func `a module is found among the packages and what they bring along`() async throws {
  try await withEnvironment { environment, _ in
    let found = try #require(PythonEnvironment(of: "\(environment)/bin/python3"))
    let packages = "\(environment)/lib/python3.12/site-packages"
    for path in [
      "pip/_vendor/packaging", "agent/deeper/nothing", "stubs/vendored", "agent/inflection",
    ] {
      try Disk.makeFolder("\(packages)/\(path)")
    }
    try Disk.create("\(packages)/stubs/vendored/semver.py", [])
    try Disk.create("\(packages)/fast.cpython-312-x86_64-linux-gnu.so", [])
    try Disk.makeFolder("\(environment)/src/humanize")
    for module in ["agent", "packaging", "semver", "fast", "humanize"] {
      #expect(found.has(module), "\(module)")
    }
    for module in ["reference", "inflection", "nothing", "deeper", "pack"] {
      #expect(!found.has(module), "\(module)")
    }
  }
}
