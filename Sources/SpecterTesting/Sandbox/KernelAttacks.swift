extension SandboxAttack {
  /// Getting at the kernel: mounts, namespaces, devices, settings.
  static let kernelAttacks: [SandboxAttack] = [
    SandboxAttack(
      "remount the system writable", harmless: false,
      script: """
        for place in (b"/", b"/usr"):
          try:
            call("mount", None, place, None, 32 | 4096, None)
            escaped(place.decode())
          except OSError: pass
        """),
    SandboxAttack(
      "mount a file system",
      script: """
        os.mkdir("there")
        for kind in (b"tmpfs", b"proc", b"sysfs", b"cgroup2", b"overlay", b"mqueue"):
          try:
            call("mount", b"none", b"there", kind, 0, None)
            call("umount2", b"there", 2)
            escaped(kind.decode())
          except OSError: pass
        """),
    SandboxAttack(
      "unmount what hides", harmless: false,
      script: """
        for line in open("/proc/self/mounts"):
          place = line.split()[1]
          if place.startswith("/usr/"):
            call("umount2", place.encode(), 2)
            escaped(place)
        call("umount2", b"/usr", 2)
        escaped("/usr")
        """),
    SandboxAttack("change the root", script: "os.mkdir('r')\nos.chroot('r')\nescaped('chroot')"),
    SandboxAttack(
      "make a device",
      script: """
        disk, memory = stat.S_IFBLK, stat.S_IFCHR
        for kind, major, minor in ((disk, 8, 0), (disk, 254, 0), (memory, 1, 1)):
          try:
            os.mknod("device", kind | 0o600, os.makedev(major, minor))
            os.unlink("device")
            escaped(f"{major}:{minor}")
          except OSError: pass
        """),
    SandboxAttack(
      "find a device of the host",
      script: """
        known = {"null", "zero", "full", "random", "urandom", "tty", "ptmx", "pts", "shm", "stdin",
          "stdout", "stderr", "fd", "core", "console"}
        if set(os.listdir("/dev")) - known: escaped(str(set(os.listdir("/dev")) - known))
        """),
    SandboxAttack(
      "read the machine's memory",
      script: """
        for name in ("/proc/kcore", "/dev/mem", "/dev/kmem", "/dev/port"):
          try:
            if os.read(os.open(name, os.O_RDONLY), 4): escaped(name)
          except OSError: pass
        """),
    SandboxAttack(
      "set the program that handles crashes",
      script: """
        for name in ("kernel/core_pattern", "kernel/modprobe", "kernel/hotplug",
          "kernel/poweroff_cmd"):
          try:
            os.close(os.open("/proc/sys/" + name, os.O_WRONLY))
            escaped(name)
          except OSError: pass
        """),
    SandboxAttack(
      "change a setting of the kernel",
      script: """
        for folder, folders, files in os.walk("/proc/sys"):
          # Message queues, semaphores, shared memory and process numbers have namespaces, so these
          # are its own.
          if folder.endswith("/mqueue"): continue
          for name in files:
            place = folder + "/" + name
            own = name.startswith(("auto_msg", "msg", "sem", "shm", "ns_last_pid", "pid_max"))
            if own or not os.access(place, os.W_OK): continue
            try: os.close(os.open(place, os.O_WRONLY))
            except OSError: continue
            escaped(place)
        """),
    SandboxAttack(
      "press the emergency key",
      script: "os.close(os.open('/proc/sysrq-trigger', os.O_WRONLY))\nescaped('sysrq')"),
    SandboxAttack(
      "write to /sys",
      script: """
        for folder, folders, files in os.walk("/sys"):
          for name in files:
            if os.access(folder + "/" + name, os.W_OK): escaped(folder + "/" + name)
          if folder.count("/") > 3: folders[:] = []
        """),
    SandboxAttack(
      "make a user namespace in it", script: "call('unshare', 0x10000000)\nescaped('user')"),
    SandboxAttack(
      "make another namespace in it",
      script: """
        for name, flag in (("mount", 0x20000), ("net", 0x40000000), ("pid", 0x20000000),
          ("uts", 0x4000000)):
          try:
            call("unshare", flag)
            escaped(name)
          except OSError: pass
        """),
    SandboxAttack(
      "join a namespace of the host",
      script: """
        for name in ("mnt", "net", "user", "ipc"):
          for pid in ("1", "@PID@"):
            try:
              file = os.open(f"/proc/{pid}/ns/{name}", os.O_RDONLY)
              own, other = f"/proc/self/ns/{name}", f"/proc/{pid}/ns/{name}"
              if os.readlink(own) == os.readlink(other): continue
              call("setns", file, 0)
              escaped(name)
            except OSError: pass
        """),
    SandboxAttack(
      "share the host's namespaces",
      script: """
        if os.uname().nodename != "sandbox" and os.path.exists("/proc/@PID@/ns"):
          same = [name for name in ("mnt", "net", "pid", "ipc", "uts")
            if os.stat(f"/proc/self/ns/{name}").st_ino == os.stat(f"/proc/@PID@/ns/{name}").st_ino]
          if same: escaped(" ".join(same))
        """),
    SandboxAttack(
      "load code into the kernel", harmless: false,
      script: """
        try:
          attributes = struct.pack("<IIIII", 2, 4, 8, 1, 0) + bytes(100)
          call("syscall", 321, 0, attributes, len(attributes))
          escaped("bpf")
        except OSError: pass
        call("syscall", 175, None, 0, None)
        escaped("init_module")
        """),
    SandboxAttack(
      "watch the whole machine",
      script: """
        attributes = struct.pack("<IIQ", 1, 112, 0) + bytes(96)
        call("syscall", 298, attributes, -1, 0, -1, 0)
        escaped("perf_event_open")
        """),
    SandboxAttack(
      "set the clock", harmless: false,
      script: "time.clock_settime(time.CLOCK_REALTIME, time.time())\nescaped('clock')"),
    SandboxAttack(
      "name the machine", harmless: false, script: "socket.sethostname('x')\nescaped('hostname')"),
    SandboxAttack(
      "read a key of the caller",
      script: """
        for line in open("/proc/keys"):
          if " user " in line or "logon" in line: escaped(line.strip())
        """),
  ]
}
