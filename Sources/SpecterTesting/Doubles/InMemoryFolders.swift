import SpecModel
import SpecterKit
import Synchronization

/// The host's folders in memory: a materialised tree is a subject whose folder is its digest.
public final class InMemoryFolders: Sendable {
  private let trees: Mutex<[String: FileTree]>

  /// Folders that hold `trees` from the start, by their paths.
  public init(_ trees: [String: FileTree] = [:]) { self.trees = Mutex(trees) }

  /// The tree in a folder; nil where there is none.
  public func tree(_ folder: String) -> FileTree? { trees.withLock { $0[folder] } }

  /// The port; reading an unknown folder is a `Failure` of code `.environment`.
  public var folders: HostFolders {
    HostFolders(
      materialise: { tree in
        let digest = Digest.of(tree)
        self.trees.withLock { $0[digest.hex] = tree }
        return Subject(location: .folder(digest.hex), digest: digest)
      },
      read: { folder in
        guard let tree = self.tree(folder) else {
          throw Failure(.environment, "there is no folder", place: folder)
        }
        return tree
      })
  }
}

/// Where one reference comes from, whatever is asked for.
public struct FixedReference: ReferenceSource {
  private let reference: Reference

  /// A source of `reference`.
  public init(_ reference: Reference) { self.reference = reference }

  /// The reference, with the pin that was asked for.
  public func fetch(_ pin: ReferencePin) async throws -> Reference {
    var reference = reference
    reference.pin = pin
    return reference
  }

  /// The reference's own pin.
  public func resolve(_ from: String) async throws -> ReferencePin { reference.pin }
}
