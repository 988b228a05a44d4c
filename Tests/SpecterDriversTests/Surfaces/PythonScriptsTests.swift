import Foundation
import Testing

@testable import SpecterDrivers

struct PythonScriptsTests {
  @Test func `every Python file of the driver is carried in the binary, as it is`() throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    let folder = root.appendingPathComponent("Sources/SpecterDrivers/Python").path
    let names = try FileManager.default.contentsOfDirectory(atPath: folder)
      .filter { $0.hasSuffix(".py") }
    #expect(names.contains("driver.py"))
    for name in names {
      let bytes = try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(name)"))
      #expect(PythonScripts.tree["\(PythonScripts.folder)/\(name)"] == Array(bytes), "\(name)")
    }
    #expect(PythonScripts.tree.paths.count == names.count)
  }
}
