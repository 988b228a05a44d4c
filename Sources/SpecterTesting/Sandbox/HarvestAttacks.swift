import SpecModel
import SpecterKit

extension SandboxAttack {
  /// Making the caller read or do something when it takes the results home.
  static let harvestAttacks: [SandboxAttack] = [
    harvesting(
      "plant links for the harvest",
      script: """
        os.symlink("@SECRET@", "out.txt")
        os.symlink("@FOLDER@", "folder")
        os.symlink("/etc", "etc")
        os.symlink("/", "root")
        open("real.txt", "w").write("real")
        """
    ) { tree, scene in
      if tree.files.values.contains(where: { String(decoding: $0, as: UTF8.self) == scene.token }) {
        return "the secret was harvested"
      }
      return tree.paths == ["real.txt"] ? nil : "harvested \(tree.paths.prefix(5))"
    },
    harvesting(
      "plant pipes and sockets for the harvest",
      script: """
        os.mkfifo("pipe")
        socket.socket(socket.AF_UNIX).bind("socket")
        open("real.txt", "w").write("real")
        """
    ) { tree, _ in tree.paths == ["real.txt"] ? nil : "harvested \(tree.paths)" },
    harvesting(
      "plant hooks for the caller's git",
      script: """
        for top in ("", "deep/"):
          os.makedirs(top + ".git/hooks")
          open(top + ".git/hooks/post-checkout", "w").write("#!/bin/sh\\nid\\n")
          open(top + ".git/config", "w").write("[core]\\nfsmonitor = id\\n")
        """
    ) { tree, _ in
      tree.paths.contains { $0.contains(".git/") } ? "harvested \(tree.paths)" : nil
    },
    harvesting(
      "plant strange names for the harvest",
      script: """
        for name in (b"a\\nb", b"\\xff\\xfe", b"\\x1b[31m", b"-rf", b"..."): open(name, "w").close()
        os.makedirs("x/" * 200, exist_ok=True)
        """
    ) { tree, _ in
      tree.paths.first { !FileTree.isSafe($0) }.map { "harvested \($0.debugDescription)" }
    },
    harvesting(
      "plant a file of a terabyte for the harvest",
      script: """
        import resource
        try:
          with open("huge", "wb") as file: file.truncate(1 << 40)
        except OSError: pass
        limit = resource.getrlimit(resource.RLIMIT_FSIZE)[0]
        for number in range(64):
          with open(f"sparse{number}", "wb") as file: file.truncate(limit if limit > 0 else 1 << 28)
        """
    ) { tree, _ in
      tree.byteCount <= 600 << 20 ? nil : "\(tree.byteCount >> 20) MiB were harvested"
    },
    harvesting(
      "keep the harvest out",
      script: """
        os.makedirs("closed/inner")
        open("closed/inner/file", "w").close()
        open("real.txt", "w").write("real")
        os.chmod("closed", 0)
        """
    ) { tree, _ in tree["real.txt"] == nil ? "the rest was not harvested" : nil },
  ]

  private static func harvesting(
    _ name: String, script: String,
    holds: @escaping @Sendable (FileTree, AttackScene) -> String?
  ) -> SandboxAttack {
    SandboxAttack(name) { sandbox, scene in
      try await sandbox.withWorkspace(WorkspaceRequest()) { workspace in
        let result = try await workspace.run(scene.command(script, seconds: 20))
        guard result.succeeded else {
          return "not judged: \(result.end) \(result.errorText.suffix(200))"
        }
        return holds(try await workspace.harvest(), scene)
      }
    }
  }
}
