import Foundation
import Testing

/// Folders whose every file the binary carries.
private let carried = [
  "SpecterDrivers/Python", "SpecterDrivers/Adequacy", "SpecterReference/Scripts",
  "SpecterKit/Prompts",
]

@Test(arguments: carried)
func `the list of embedded files is the folder's`(folder: String) throws {
  let place = Project.root.appendingPathComponent("Sources/\(folder)")
  let names = try FileManager.default.contentsOfDirectory(atPath: place.path)
    .filter { $0 != "__pycache__" }
  #expect(!names.isEmpty)
  let list = try String(
    contentsOf: Project.root.appendingPathComponent("Sources/CEmbedded/embedded.c"),
    encoding: .utf8)
  for name in names { #expect(list.contains("{\"\(folder)/\(name)\", "), "\(name)") }
  let listed = list.components(separatedBy: "{\"\(folder)/").count - 1
  #expect(listed == names.count)
}
