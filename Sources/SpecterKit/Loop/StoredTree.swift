import SpecModel

/// Trees in the object store: a manifest of paths and digests beside the files' own bytes.
extension Store {
  /// Keeps a tree; the digest is its manifest's.
  public func put(tree: FileTree) async throws -> Digest {
    var members: [Value.Member] = []
    for path in tree.paths {
      members.append(.init(path, .string(try await put(tree[path] ?? []).description)))
    }
    return try await put(Value.object(members).canonicalBytes)
  }

  /// The tree of a manifest's digest.
  public func tree(_ digest: Digest) async throws -> FileTree {
    var tree = FileTree()
    let damage = Failure(.storage, "object \(digest.short) is no manifest of a tree")
    guard let members = try Value.reading(await object(digest)).objectValue else { throw damage }
    for member in members {
      guard FileTree.isSafe(member.key), let file = member.value.stringValue.flatMap(Digest.init)
      else { throw damage }
      tree[member.key] = try await object(file)
    }
    return tree
  }
}

extension Value {
  /// Reads JSON that Specter itself stored; damage is a failure of the storage.
  public static func reading(_ bytes: [UInt8]) throws -> Value {
    do {
      return try Value(parsing: bytes)
    } catch {
      throw Failure(.storage, "a stored document is damaged: \(error)")
    }
  }
}
