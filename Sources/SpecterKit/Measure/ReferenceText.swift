import SpecModel

/// The reference as its readers, the extractor and the reviser, see it.
enum ReferenceText {
  /// The original's own modules, without its dependencies, and its tests under `tests/`.
  static func source(of reference: Reference, folders: HostFolders) async throws -> FileTree {
    let root = try await folders.read(reference.root)
    var tree = FileTree()
    for path in root.paths where isOwn(path, reference.modules) { tree[path] = root[path] }
    if let tests = reference.tests {
      for (path, bytes) in try await folders.read(tests).files where !path.hasSuffix(".pyc") {
        tree["tests/\(path)"] = bytes
      }
    }
    return tree
  }

  private static func isOwn(_ path: String, _ modules: [String]) -> Bool {
    guard !path.hasSuffix(".pyc") else { return false }
    return modules.contains { path == "\($0).py" || path.hasPrefix("\($0)/") }
  }
}
