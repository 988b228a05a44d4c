import SpecModel

/// The few things that the loop needs of the host's file system.
public struct HostFolders: Sendable {
  /// Puts a tree into a folder that subjects can be run from (named after its digest, so that
  /// doing it twice is doing it once), and returns it as a subject.
  public var materialise: @Sendable (FileTree) async throws -> Subject
  /// Reads a folder's regular files, never following a link.
  public var read: @Sendable (String) async throws -> FileTree

  /// Folders of the host.
  public init(
    materialise: @escaping @Sendable (FileTree) async throws -> Subject,
    read: @escaping @Sendable (String) async throws -> FileTree
  ) {
    self.materialise = materialise
    self.read = read
  }
}
