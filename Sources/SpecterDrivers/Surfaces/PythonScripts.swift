import SpecModel

/// The Python files that Specter carries in its binary.
enum PythonScripts {
  /// The folder in a workspace that they are put into.
  static let folder = ".specter"

  /// The files below `folder`. A test holds this list to the folder `Python`.
  static let tree: FileTree = {
    var tree = FileTree()
    tree["\(folder)/driver.py"] = PackageResources.driver_py
    tree["\(folder)/specter_decode.py"] = PackageResources.specter_decode_py
    tree["\(folder)/specter_steps.py"] = PackageResources.specter_steps_py
    tree["\(folder)/specter_surface.py"] = PackageResources.specter_surface_py
    tree["\(folder)/specter_values.py"] = PackageResources.specter_values_py
    return tree
  }()
}
