import SpecModel
import SpecterKit

extension SandboxAttack {
  /// Reaching other processes, their secrets, and more rights than were given.
  static let processAttacks: [SandboxAttack] = [
    SandboxAttack(
      "see the host's processes",
      script: """
        processes = [name for name in os.listdir("/proc") if name.isdigit()]
        if len(processes) > 5: escaped(f"{len(processes)} processes")
        """),
    SandboxAttack(
      "signal a process of the host", script: "os.kill(@PID@, 0)\nescaped('kill @PID@')"),
    SandboxAttack(
      "trace a process of the host", harmless: false,
      script: "call('ptrace', 0x4206, @PID@, 0, 0)\nescaped('ptrace')"),
    SandboxAttack(
      "use a descriptor of the caller",
      script: """
        for number in range(3, 1024):
          try: os.fstat(number)
          except OSError: continue
          target = os.readlink(f"/proc/self/fd/{number}")
          if "@TOKEN@" in target or target.startswith(("socket:", "/")):
            escaped(f"{number} {target}")
        """),
    SandboxAttack(
      "read the caller's environment",
      script: """
        if "@TOKEN@" in str(os.environ): escaped("inherited")
        for name in os.listdir("/proc"):
          try: text = open(f"/proc/{name}/environ").read()
          except OSError: continue
          if "SPECTER_ATTACK_SECRET" in text: escaped(name)
        """),
    SandboxAttack(
      "type into the caller's terminal",
      script: """
        import fcntl, termios
        for number in range(3):
          try:
            fcntl.ioctl(number, termios.TIOCSTI, b"x")
            escaped(f"descriptor {number}")
          except OSError: pass
        os.close(os.open("/dev/tty", os.O_RDWR))
        escaped("/dev/tty")
        """),
    SandboxAttack(
      "stay in the caller's session",
      script: "if os.getsid(0) == os.getsid(@PID@): escaped('same session')"),
    SandboxAttack(
      "run as root outside",
      steps: { sandbox, scene in
        try await sandbox.withWorkspace(WorkspaceRequest()) { workspace in
          let mark = "seen-\(scene.token)"
          let command = Command(["sh", "-c", "echo up; sleep 30; : \(mark)"])
          return try await workspace.withProcess(command) { process in
            _ = try await process.read()
            let users = scene.processes(holding: "echo up; sleep 30; : \(mark)").map(\.user)
            if users.isEmpty { return "not judged: its process was not found" }
            // Bubblewrap itself is none of it: what counts is the user of all that run.
            return users.contains(0) ? "its user is root" : nil
          }
        }
      }),
    SandboxAttack(
      "hold a capability",
      script: """
        for pid in [name for name in os.listdir("/proc") if name.isdigit()][:50]:
          for line in open(f"/proc/{pid}/status"):
            if line.startswith(("CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb")):
              if int(line.split()[1], 16): escaped(f"process {pid} {line.strip()}")
        """),
    SandboxAttack(
      "gain rights from a set-user program",
      script: """
        if "NoNewPrivs:\\t1" not in open("/proc/self/status").read(): escaped("NoNewPrivs is 0")
        """),
    SandboxAttack("become root", script: "os.setresuid(0, 0, 0)\nescaped('uid 0')"),
    SandboxAttack(
      "join another group", script: "os.setgroups([0])\nescaped('groups ' + str(os.getgroups()))"),
    SandboxAttack("go before others", script: "escaped(f'nice {os.nice(-10)}')"),
    SandboxAttack(
      "raise a limit",
      script: """
        import resource
        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        try:
          resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard + 1))
          escaped("open files")
        except ValueError: pass
        """),
    SandboxAttack(
      "leave a daemon behind",
      steps: { sandbox, scene in
        let mark = "daemon-\(scene.token)"
        let script = """
          for _ in range(2):
            if os.fork(): os._exit(0)
            os.setsid()
          for number in range(3): os.close(number)
          signal.signal(signal.SIGHUP, signal.SIG_IGN)
          os.execv("/bin/sh", ["sh", "-c", "while :; do sleep 1; done; : \(mark)"])
          """
        try await sandbox.withWorkspace(WorkspaceRequest()) { workspace in
          _ = try await workspace.run(scene.command(script, seconds: 10))
        }
        let left = scene.processes(holding: "while :; do sleep 1; done; : \(mark)")
        return left.isEmpty ? nil : "process \(left[0].pid) outlived its run"
      }),
    SandboxAttack(
      "ignore every signal",
      steps: { sandbox, scene in
        let script = """
          for number in range(1, 65):
            try: signal.signal(number, signal.SIG_IGN)
            except (OSError, ValueError): pass
          while True: time.sleep(1)
          """
        return try await sandbox.withWorkspace(WorkspaceRequest()) { workspace in
          let result = try await workspace.run(scene.command(script, seconds: 1))
          return result.end == .timedOut && result.seconds < 8 ? nil : "\(result.end)"
        }
      }),
    SandboxAttack(
      "stop for ever",
      steps: { sandbox, scene in
        try await sandbox.withWorkspace(WorkspaceRequest()) { workspace in
          let script = "os.kill(os.getpid(), signal.SIGSTOP)\ntime.sleep(60)"
          let result = try await workspace.run(scene.command(script, seconds: 1))
          return result.end == .timedOut && result.seconds < 8 ? nil : "\(result.end)"
        }
      }),
  ]
}
