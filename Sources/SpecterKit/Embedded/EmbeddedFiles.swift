import CEmbedded
import SpecModel

/// Files of Specter's own source tree that the binary carries: scripts and prompts stay files that
/// are edited, linted and tested as what they are.
public enum EmbeddedFiles {
  /// The files of a folder below `Sources`, for example `SpecterDrivers/Python`, by their names.
  public static func below(_ folder: String) -> FileTree {
    var tree = FileTree()
    for index in 0..<embedded_count() {
      let file = embedded_file_at(index)
      tree[String(cString: file.path)] = Array(
        UnsafeBufferPointer(start: file.bytes, count: file.count))
    }
    return tree.below(folder)
  }
}
