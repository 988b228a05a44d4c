import SpecModel

/// What of an implementer's reply is the candidate.
public enum CandidateFiles {
  /// Where an implementer notes what the spec left open; it is read by people, not run.
  public static let notes = "NOTES.md"

  /// The reply without the notes.
  public static func tree(of reply: FileTree) -> FileTree {
    var tree = reply
    tree[notes] = nil
    return tree
  }
}
