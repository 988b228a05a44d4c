import SpecModel
import SpecterKit

/// What of a brief's folder counts as the agent's reply.
enum Reply {
  /// Left by tools rather than written by the agent. A planted `.git` could even run its hooks when
  /// somebody uses git on a recording.
  static let litter: Set<String> = [
    ".git", "__pycache__", ".pytest_cache", ".mypy_cache", ".ruff_cache", ".hypothesis",
  ]

  /// Files of Specter's own at the top of a brief's folder.
  static let markers: Set<String> = ["BRIEF.md", "DONE", "FAILED"]

  /// What a role is given to read only; a change of it is no part of the reply.
  static func readOnly(_ role: Role) -> Set<String> {
    switch role {
    case .extractor: ["reference"]
    case .implementer: ["SPEC.md"]
    case .reviser: ["reference", "causes.md"]
    case .distiller: ["measured.md"]
    }
  }

  /// Whether the file or folder at `path` can be no part of a reply of `role`.
  static func excludes(_ path: String, role: Role) -> Bool {
    let parts = path.split(separator: "/").map(String.init)
    guard let first = parts.first, let last = parts.last else { return true }
    return parts.contains(where: litter.contains) || last.hasSuffix(".pyc")
      || readOnly(role).contains(first) || (parts.count == 1 && markers.contains(first))
  }

  /// The reply in a folder as it was left.
  static func of(_ folder: FileTree, to brief: Brief) -> FileTree {
    var reply = FileTree()
    for (path, bytes) in folder.changes(since: brief.files).files
    where !excludes(path, role: brief.key.role) {
      reply[path] = bytes
    }
    return reply
  }
}

extension Brief.Key {
  /// `implementer-c1-a2`; roles without candidates leave the `c` out.
  var label: String {
    let candidate = candidate == 0 ? "" : "-c\(candidate)"
    return "\(role.rawValue)\(candidate)-a\(attempt)"
  }
}
