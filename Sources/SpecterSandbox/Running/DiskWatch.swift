import SpecterKit

/// Watches what a workspace takes on the disk, where no file system of its own bounds it, and kills
/// what writes more. It looks every 50 ms; what is written between two looks can exceed the limit.
struct DiskWatch: Sendable {
  /// The folder to watch.
  var folder: String
  /// Bytes that it may take.
  var limit: Int

  /// Looks until the task is cancelled or the limit is passed.
  func guarding(_ process: RunningProcess) async {
    while true {
      do { try await Task.sleep(for: .milliseconds(50)) } catch { return }
      guard let bytes = Folder.measure(folder), bytes <= limit else {
        await process.kill()
        return
      }
    }
  }
}
