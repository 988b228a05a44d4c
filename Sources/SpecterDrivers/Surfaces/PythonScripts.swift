import SpecModel
import SpecterKit

/// The Python files that Specter carries in its binary.
enum PythonScripts {
  /// The folder in a workspace that they are put into.
  static let folder = ".specter"

  /// The files below `folder`.
  static let tree = FileTree().adding(
    EmbeddedFiles.below("SpecterDrivers/Python"), under: folder)
}
