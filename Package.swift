// swift-tools-version: 6.2
import Foundation
import PackageDescription

/// Warnings are errors in every target of ours; dependencies are left as they are.
let strict: [SwiftSetting] = [.treatAllWarnings(as: .error)]

func library(_ name: String, _ dependencies: [Target.Dependency], exclude: [String] = [])
  -> Target
{
  .target(name: name, dependencies: dependencies, exclude: exclude, swiftSettings: strict)
}

func tests(_ name: String, _ dependencies: [Target.Dependency], resources: [Resource]? = nil)
  -> Target
{
  .testTarget(
    name: name, dependencies: dependencies, resources: resources, swiftSettings: strict)
}

let subprocess: Target.Dependency = .product(name: "Subprocess", package: "swift-subprocess")
let system: Target.Dependency = .product(name: "SystemPackage", package: "swift-system")
let grdb: Target.Dependency = .product(name: "GRDB", package: "GRDB.swift")
let arguments: Target.Dependency = .product(
  name: "ArgumentParser", package: "swift-argument-parser")
let yams: Target.Dependency = .product(name: "Yams", package: "Yams")

// The arrows point down only; Tests/TidyTests reads the imports and holds them to this list.
let package = Package(
  name: "specter",
  platforms: [.macOS(.v15)],
  products: [
    .executable(name: "specter", targets: ["specter"]),
    .library(name: "SpecText", targets: ["SpecText"]),
    .library(name: "SpecterKit", targets: ["SpecterKit"]),
    .library(name: "SpecterTesting", targets: ["SpecterTesting"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
    .package(url: "https://github.com/apple/swift-system", from: "1.8.0"),
    .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.0"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.0"),
  ],
  targets: [
    .systemLibrary(name: "CCMarkGFM", pkgConfig: "libcmark-gfm"),
    .systemLibrary(name: "CLibMD", pkgConfig: "libmd"),
    .target(name: "CEmbedded"),
    .target(name: "CArena", dependencies: ["CCMarkGFM"]),
    .target(name: "CSearch"),
    library("SpecModel", []),
    library("SpecText", ["SpecModel", "CArena", "CSearch", "CCMarkGFM", yams]),
    library("Differential", ["SpecModel"]),
    library(
      "SpecterKit", ["SpecModel", "SpecText", "Differential", "CLibMD", "CEmbedded"],
      exclude: ["Prompts"]),
    library(
      "SpecterReference", ["SpecterKit", "SpecModel", subprocess, system],
      exclude: ["Scripts"]),
    library(
      "SpecterDrivers", ["SpecterKit", "SpecModel"], exclude: ["Adequacy", "Python"]),
    library("SpecterSandbox", ["SpecterKit", "SpecModel", subprocess, system]),
    library("SpecterAgents", ["SpecterKit", "SpecModel", subprocess, system]),
    library("SpecterHistory", ["SpecterKit", "SpecModel", grdb]),
    library("SpecterReport", ["SpecterKit", "SpecModel"]),
    library("SpecterTesting", ["SpecterKit", "SpecModel"]),
    .executableTarget(
      name: "specter",
      dependencies: [
        "SpecModel", "SpecText", "Differential", "SpecterKit", "SpecterReference",
        "SpecterDrivers", "SpecterSandbox", "SpecterAgents", "SpecterHistory", "SpecterReport",
        "SpecterTesting", arguments,
      ],
      swiftSettings: strict),
    tests("SpecModelTests", ["SpecModel"]),
    tests("SpecTextTests", ["SpecText", "SpecModel"], resources: [.copy("Fixtures")]),
    tests("DifferentialTests", ["Differential", "SpecModel"]),
    tests("SpecterKitTests", ["SpecterKit", "SpecterTesting", "SpecText", "SpecModel", yams]),
    tests("SpecterReferenceTests", ["SpecterReference", "SpecterKit", "SpecModel"]),
    tests(
      "SpecterDriversTests",
      ["SpecterDrivers", "SpecterSandbox", "SpecterTesting", "SpecterKit", "SpecModel"]),
    tests(
      "SpecterSandboxTests", ["SpecterSandbox", "SpecterTesting", "SpecterKit", "SpecModel"]),
    tests("SpecterAgentsTests", ["SpecterAgents", "SpecterTesting", "SpecterKit", "SpecModel"]),
    tests(
      "SpecterHistoryTests",
      ["SpecterHistory", "SpecterTesting", "SpecterKit", "SpecModel", grdb]),
    tests(
      "SpecterReportTests", ["SpecterReport", "SpecterKit", "SpecModel"],
      resources: [.copy("Snapshots")]),
    tests("CommandLineTests", ["SpecModel", "SpecText", "SpecterKit", subprocess, system]),
    tests("TidyTests", []),
  ],
  swiftLanguageModes: [.v6]
)

// Tools that measure and try the parser and the score: `make bench`, `make fuzz` and
// `make coverage` build them, nothing else does.
if ProcessInfo.processInfo.environment["SPECTER_TOOLS"] != nil {
  package.targets += [
    .executableTarget(
      name: "SpecFuzz", dependencies: ["SpecText", "SpecModel"], path: "Fuzz",
      swiftSettings: strict),
    .executableTarget(
      name: "SpecSpeed", dependencies: ["SpecText", "SpecModel", "CCMarkGFM"], path: "Bench",
      exclude: ["Coverage"], swiftSettings: strict),
    .executableTarget(
      name: "ScoreCoverage", dependencies: ["Differential"], path: "Bench/Coverage",
      swiftSettings: strict),
  ]
}
