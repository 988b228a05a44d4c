import Testing

/// What each target may import of the project's own and of its dependencies (docs/design.md).
private let arrows: [String: Set<String>] = [
  "SpecModel": [],
  "SpecText": ["SpecModel", "CArena", "CSearch", "CCMarkGFM", "Yams"],
  "Differential": ["SpecModel"],
  "SpecterKit": ["SpecModel", "SpecText", "Differential", "CLibMD", "CEmbedded"],
  "SpecterReference": ["SpecterKit", "SpecModel", "Subprocess", "SystemPackage"],
  "SpecterDrivers": ["SpecterKit", "SpecModel"],
  "SpecterSandbox": ["SpecterKit", "SpecModel", "Subprocess", "SystemPackage"],
  "SpecterAgents": ["SpecterKit", "SpecModel", "Subprocess", "SystemPackage"],
  "SpecterHistory": ["SpecterKit", "SpecModel", "GRDB"],
  "SpecterReport": ["SpecterKit", "SpecModel"],
  "SpecterTesting": ["SpecterKit", "SpecModel"],
]

/// Modules of the toolchain, which any target but the pure ones may import.
private let platform: Set<String> = [
  "Foundation", "FoundationEssentials", "Glibc", "Musl", "Darwin", "Synchronization", "Dispatch",
]

/// Targets that do no input or output: they may have the C library for arithmetic and nothing else
/// of the platform.
private let pure: Set<String> = ["SpecModel", "SpecText", "Differential", "SpecterKit"]

@Test(arguments: Project.sources)
func `imports point down only`(file: SourceFile) {
  guard let allowed = arrows[file.target] else {
    #expect(file.target == "specter", "\(file.path): the target has no arrows in this test")
    return
  }
  for module in file.imports where !allowed.contains(module) {
    #expect(platform.contains(module), "\(file.path) imports \(module)")
    if pure.contains(file.target) {
      #expect(
        module == "Glibc" || module == "Musl" || module == "Darwin", "\(file.path): \(module)")
    }
  }
}

@Test func `the reader of imports sees an arrow that points up`() {
  let file = SourceFile(path: "Sources/SpecModel/X.swift", lines: ["@testable import SpecterKit"])
  #expect(file.imports == ["SpecterKit"])
  #expect(file.target == "SpecModel")
}

@Test func `every source folder has its arrows`() {
  let targets = Set(Project.sources.map(\.target))
  #expect(targets.subtracting(arrows.keys) == ["specter"])
}
