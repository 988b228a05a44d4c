import Foundation
import Testing

/// Compares `text` with the golden file `name`; `RECORD_SNAPSHOTS=1` writes it instead.
func expectSnapshot(
  _ text: String, _ name: String, location: SourceLocation = #_sourceLocation
) throws {
  let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
  let file = folder.appendingPathComponent("Snapshots/\(name)")
  if ProcessInfo.processInfo.environment["RECORD_SNAPSHOTS"] == "1" {
    try Data(text.utf8).write(to: file)
    return
  }
  let golden = try String(decoding: Data(contentsOf: file), as: UTF8.self)
  #expect(
    golden.utf8.elementsEqual(text.utf8),
    "\(name) differs; RECORD_SNAPSHOTS=1 rewrites it. Now:\n\(text)", sourceLocation: location)
}
