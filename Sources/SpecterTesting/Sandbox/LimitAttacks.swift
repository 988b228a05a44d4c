import SpecModel
import SpecterKit

extension SandboxAttack {
  /// Using more than was given.
  static let limitAttacks: [SandboxAttack] = [
    limited(
      "fork without end", Limits(processes: 48),
      script: """
        children = 0
        while children < 2000:
          if os.fork() == 0:
            time.sleep(60)
            os._exit(0)
          children += 1
          if children > 64: escaped(f"{children} processes")
        """),
    limited(
      "start threads without end", Limits(processes: 48),
      script: """
        import threading
        try:
          for count in range(300):
            threading.Thread(target=time.sleep, args=(60,), daemon=True).start()
          escaped("300 threads")
        except RuntimeError: print("held", flush=True)
        os._exit(0)
        """),
    limited(
      "take all memory", Limits(memory: 192 << 20),
      script: """
        held = []
        try:
          for _ in range(24): held.append(b"x" * (32 << 20))
        except MemoryError: raise OSError("refused")
        escaped(f"{len(held) * 32} MiB")
        """),
    limited(
      "take all memory by many", Limits(memory: 192 << 20, processes: 64),
      script: """
        alive = []
        for _ in range(8):
          reader, writer = os.pipe()
          if os.fork() == 0:
            held = b"x" * (96 << 20)
            os.write(writer, b"1")
            time.sleep(60)
          os.close(writer)
          alive.append(reader)
        time.sleep(1)
        ready = [r for r in alive if select.select([r], [], [], 0)[0] and os.read(r, 1)]
        if len(ready) > 3: escaped(f"{len(ready) * 96} MiB")
        """),
    limited(
      "take memory as files", Limits(memory: 192 << 20, disk: 64 << 20),
      script: """
        total = 0
        for place in ("/dev/shm", "/dev", "/", "/run", "/usr/local", "/tmp", os.environ["HOME"]):
          try:
            with open(place + "/filler", "wb", 0) as file:
              for _ in range(512): total += file.write(b"x" * (1 << 20))
          except OSError: pass
        if total > (400 << 20): escaped(f"{total >> 20} MiB")
        """),
    limited(
      "fill the disk with one file", Limits(disk: 16 << 20),
      script: """
        total = 0
        try:
          with open("filler", "wb", 0) as file:
            for _ in range(512): total += file.write(b"x" * (1 << 20))
        except OSError: pass
        if total > (64 << 20): escaped(f"{total >> 20} MiB")
        """),
    limited(
      "fill the disk with many files", Limits(disk: 16 << 20),
      script: """
        count = 0
        try:
          for place in (".", os.environ["HOME"], os.environ["TMPDIR"]):
            for number in range(40_000):
              with open(f"{place}/f{number}", "wb", 0) as file: count += file.write(b"x" * 4096)
        except OSError: pass
        if count > (64 << 20): escaped(f"{count >> 20} MiB")
        """),
    limited(
      "make empty files without end", Limits(disk: 16 << 20),
      script: """
        count = 0
        try:
          for number in range(150_000):
            os.close(os.open(f"f{number}", os.O_CREAT))
            count += 1
        except OSError: pass
        if count > 140_000: escaped(f"{count} files")
        """),
    limited(
      "leave a core file", Limits(),
      script: """
        import resource
        if resource.getrlimit(resource.RLIMIT_CORE)[1] != 0: escaped("core")
        """, harmless: true),
    SandboxAttack(
      "flood the output", harmless: false,
      steps: { sandbox, scene in
        let request = WorkspaceRequest(limits: Limits(output: 1 << 20))
        return try await sandbox.withWorkspace(request) { workspace in
          let result = try await workspace.run(
            scene.command(
              """
              piece = b"x" * (1 << 20)
              for _ in range(256):
                os.write(1, piece)
                os.write(2, piece)
              os._exit(7)
              """, seconds: 60))
          let kept = result.output.count + result.errors.count
          if kept > 2 << 20 { return "\(kept) bytes were kept" }
          return result.truncated && result.end == .exited(7) ? nil : "not judged: \(result.end)"
        }
      }),
    SandboxAttack(
      "talk without end to a caller that does not listen", harmless: false,
      steps: { sandbox, _ in
        try await sandbox.withWorkspace(WorkspaceRequest()) { workspace in
          try await workspace.withProcess(Command(["yes"])) { process in
            let piece = try await process.read() ?? []
            return piece.count <= 1 << 20 ? nil : "\(piece.count) bytes at once"
          }
        }
      }),
  ]

  private static func limited(
    _ name: String, _ limits: Limits, script: String, harmless: Bool = false
  ) -> SandboxAttack {
    SandboxAttack(name, harmless: harmless) { sandbox, scene in
      try await sandbox.withWorkspace(WorkspaceRequest(limits: limits)) { workspace in
        judge(try await workspace.run(scene.command(script, seconds: 30)))
      }
    }
  }
}
