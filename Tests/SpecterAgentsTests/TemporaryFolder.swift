import Glibc

@testable import SpecterAgents

/// Runs `body` with a fresh folder and removes it afterwards.
func withTemporaryFolder<R>(_ body: (String) async throws -> R) async throws -> R {
  let base = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
  var template = Array("\(base)/specter-agents-XXXXXX".utf8CString)
  guard mkdtemp(&template) != nil else { throw TemporaryFolderMissing() }
  let folder = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
  defer { Disk.removeFolder(folder) }
  return try await body(folder)
}

/// The folder for a test could not be made.
struct TemporaryFolderMissing: Error {}
