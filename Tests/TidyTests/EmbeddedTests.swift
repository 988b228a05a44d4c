import Foundation
import Testing

/// Folders whose every file the binary carries, in the project's own, and what stands before their
/// names in the list.
private let carried = [
  ("Sources/SpecterDrivers/Python", "SpecterDrivers/Python/"),
  ("Sources/SpecterDrivers/Adequacy", "SpecterDrivers/Adequacy/"),
  ("Sources/SpecterReference/Scripts", "SpecterReference/Scripts/"),
  ("Sources/SpecterKit/Prompts", "SpecterKit/Prompts/"),
  ("skills", "skills/"),
]

@Test(arguments: carried)
func `the list of embedded files is the folder's`(folder: String, key: String) throws {
  let place = Project.root.appendingPathComponent(folder).path
  let names = try FileManager.default.subpathsOfDirectory(atPath: place).filter { path in
    let url = URL(fileURLWithPath: "\(place)/\(path)")
    let isFile = (try? url.resourceValues(forKeys: [.isRegularFileKey]))?.isRegularFile ?? false
    return isFile && !path.contains("__pycache__")
  }
  #expect(!names.isEmpty)
  let list = try String(
    contentsOf: Project.root.appendingPathComponent("Sources/CEmbedded/embedded.c"),
    encoding: .utf8)
  for name in names { #expect(list.contains("{\"\(key)\(name)\", "), "\(name)") }
  let listed = list.components(separatedBy: "{\"\(key)").count - 1
  #expect(listed == names.count)
}
