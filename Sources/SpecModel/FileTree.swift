/// A folder as a value: relative paths and their bytes. Links, devices and empty folders do not
/// occur in it.
public struct FileTree: Sendable, Hashable {
  /// Bytes by path; a path is relative, has `/` between its parts and neither `.` nor `..` in it.
  public private(set) var files: [String: [UInt8]]

  /// An empty tree.
  public init() { files = [:] }

  /// The tree of `files`; nil when a path is absolute, empty, or could leave the folder.
  public init?(_ files: [String: [UInt8]]) {
    guard files.keys.allSatisfy(Self.isSafe) else { return nil }
    self.files = files
  }

  /// The bytes at `path`. Setting an unsafe path is ignored; check with `isSafe` first.
  public subscript(path: String) -> [UInt8]? {
    get { files[path] }
    set { if Self.isSafe(path) { files[path] = newValue } }
  }

  /// The text at `path`, ill-formed UTF-8 repaired.
  public func text(_ path: String) -> String? {
    files[path].map { String(decoding: $0, as: UTF8.self) }
  }

  /// The paths in UTF-8 order.
  public var paths: [String] {
    files.keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// Sum of the files' bytes.
  public var byteCount: Int { files.values.reduce(0) { $0 + $1.count } }

  /// Whether a path stays inside its folder.
  public static func isSafe(_ path: String) -> Bool {
    !path.isEmpty && !path.utf8.contains(0)
      && path.split(separator: "/", omittingEmptySubsequences: false)
        .allSatisfy { !$0.isEmpty && $0 != "." && $0 != ".." }
  }

  /// The files below `folder`, with that folder's name taken off their paths.
  public func below(_ folder: String) -> FileTree {
    var tree = FileTree()
    for (path, bytes) in files where path.hasPrefix(folder + "/") {
      tree[String(path.dropFirst(folder.utf8.count + 1))] = bytes
    }
    return tree
  }

  /// This tree with `other` put under `folder`.
  public func adding(_ other: FileTree, under folder: String) -> FileTree {
    var tree = self
    for (path, bytes) in other.files { tree["\(folder)/\(path)"] = bytes }
    return tree
  }

  /// The files that are new or other than in `old`.
  public func changes(since old: FileTree) -> FileTree {
    var tree = FileTree()
    for (path, bytes) in files where old.files[path] != bytes { tree[path] = bytes }
    return tree
  }
}
