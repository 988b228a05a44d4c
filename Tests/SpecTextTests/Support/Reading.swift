import Foundation
import SpecModel

@testable import SpecText

/// Parses markdown written in a test.
func parsed(_ text: String) -> Spec { SpecParser.parse(Array(text.utf8), path: "SPEC.md") }

/// The bytes of a fixture in Fixtures.
func fixture(_ name: String) throws -> [UInt8] {
  let url = Bundle.module.resourceURL?.appendingPathComponent("Fixtures/\(name)")
  guard let url else { return [] }
  return [UInt8](try Data(contentsOf: url))
}

/// Public specifications to read as input; absent on most machines.
enum RealSpecs {
  static let names = [
    "symphony/SPEC-3c372fa.md", "symphony/SPEC-b4ccf7b.md", "symphony/SPEC-ff65c7c.md",
    "attractor/attractor-spec.md", "commonmark/spec.txt",
  ]

  static let folder: URL? = {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    let given = ProcessInfo.processInfo.environment["SPECTER_SPECS"].map {
      URL(fileURLWithPath: $0)
    }
    let folder = given ?? root.appendingPathComponent("../shared/data/specs").standardized
    return FileManager.default.fileExists(atPath: folder.path) ? folder : nil
  }()

  static let whyAbsent = "the real specifications are not here; set SPECTER_SPECS to their folder"

  static func bytes(_ name: String) throws -> [UInt8] {
    guard let folder else { return [] }
    return [UInt8](try Data(contentsOf: folder.appendingPathComponent(name)))
  }
}
