import SpecModel

/// The Python files that Specter carries in its binary.
enum PythonScripts {
  /// The folder in a workspace that they are put into.
  static let folder = ".specter"

  /// The files below `folder`. A test holds this list to the folder `Python`.
  static let tree: FileTree = {
    var tree = FileTree()
    tree["\(folder)/driver.py"] = PackageResources.driver_py
    tree["\(folder)/mine.py"] = PackageResources.mine_py
    tree["\(folder)/specter_clock.py"] = PackageResources.specter_clock_py
    tree["\(folder)/specter_decode.py"] = PackageResources.specter_decode_py
    tree["\(folder)/specter_recorder.py"] = PackageResources.specter_recorder_py
    tree["\(folder)/specter_samples.py"] = PackageResources.specter_samples_py
    tree["\(folder)/specter_steps.py"] = PackageResources.specter_steps_py
    tree["\(folder)/specter_surface.py"] = PackageResources.specter_surface_py
    tree["\(folder)/specter_text.py"] = PackageResources.specter_text_py
    tree["\(folder)/specter_values.py"] = PackageResources.specter_values_py
    tree["\(folder)/specter_wrapping.py"] = PackageResources.specter_wrapping_py
    tree["\(folder)/survey.py"] = PackageResources.survey_py
    return tree
  }()
}
