import CEmbedded
import SpecModel

/// Files of Specter's own source tree that the binary carries: scripts, prompts and skills stay
/// files that are edited, linted and tested as what they are.
public enum EmbeddedFiles {
  /// The files of a folder below `Sources`, for example `SpecterDrivers/Python`, or of `skills`, by
  /// their paths in it.
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
