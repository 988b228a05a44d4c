import SpecModel

/// What an agent is to do.
public enum Role: String, Sendable, Hashable, Codable, CaseIterable {
  /// Reads the reference and writes the spec.
  case extractor
  /// Builds a candidate from the spec alone.
  case implementer
  /// Changes the blocks of the spec that causes implicate.
  case reviser
  /// Shortens a spec that holds.
  case distiller
}

/// Everything that an agent is given for one role: text plus a folder.
///
/// There is no public initialiser that takes files: a brief is made by `Brief.extractor`,
/// `Brief.implementer`, `Brief.reviser` or `Brief.distiller`, and the second takes a spec and
/// nothing else, so a reference cannot reach an implementer.
public struct Brief: Sendable, Hashable {
  /// What a brief is asked for, the key of its recording.
  public struct Key: Sendable, Hashable, Codable {
    /// The role.
    public var role: Role
    /// The candidate, from 1; 0 for other roles.
    public var candidate: Int
    /// The attempt, from 1: the same role from the same inputs again.
    public var attempt: Int
    /// The spec that the work starts from.
    public var spec: Digest
    /// The reference that the role may see; nil for an implementer.
    public var reference: Digest?

    /// A key, as a recording's file gives it; only a brief that Specter made has files.
    public init(role: Role, candidate: Int, attempt: Int, spec: Digest, reference: Digest?) {
      self.role = role
      self.candidate = candidate
      self.attempt = attempt
      self.spec = spec
      self.reference = reference
    }
  }

  /// What it is asked for.
  public let key: Key
  /// The task in words: the role's prompt with its blanks filled in.
  public let text: String
  /// The folder that the agent works in, as it stands at the start.
  public let files: FileTree

  init(key: Key, text: String, files: FileTree) {
    self.key = key
    self.text = text
    self.files = files
  }

  /// Digest of role, text and files.
  public var digest: Digest {
    Digest.of(
      files.adding(FileTree(["BRIEF.md": Array(text.utf8)]) ?? FileTree(), under: key.role.rawValue)
    )
  }
}
