import SpecModel
import SpecterKit

extension SandboxAttack {
  /// Reading and writing what is not the workspace's.
  static let fileAttacks: [SandboxAttack] = [
    SandboxAttack("read /etc/shadow", script: "escaped(open('/etc/shadow').read(20))"),
    SandboxAttack(
      "read a file in the home folder", script: "escaped(open('@HOMEFILE@').read())"),
    SandboxAttack(
      "read a file in the temporary folder", script: "escaped(open('@SECRET@').read())"),
    SandboxAttack(
      "see the host's folders",
      script: """
        for name in ("root", "boot", "srv", "opt", "mnt", "media", "var/lib", "var/log",
          "sys/kernel", "run/systemd", "etc/ssh", "etc/ssl"):
          if os.path.exists("/" + name): escaped("/" + name)
        """),
    SandboxAttack(
      "see who the host is",
      script: """
        for name in ("hostname", "machine-id", "fstab"):
          if os.path.exists("/etc/" + name): escaped("/etc/" + name)
        for line in open("/etc/resolv.conf"):
          if line.split()[0] != "options" and line != "nameserver 127.0.0.1\\n": escaped(line)
        """),
    SandboxAttack(
      "reach the host's root through /proc",
      script: """
        for name in os.listdir("/proc"):
          for way in ("root", "cwd"):
            if name.isdigit() and os.path.exists(f"/proc/{name}/{way}/@SECRET@"):
              escaped(f"/proc/{name}/{way}")
        """),
    SandboxAttack(
      "climb out with ..", script: "escaped(open('/ws' + '/..' * 40 + '@SECRET@').read())"),
    SandboxAttack(
      "follow a link out",
      script: "os.symlink('@SECRET@', 'link')\nescaped(open('link').read())"),
    SandboxAttack(
      "make a hard link to a system file",
      script: """
        place = os.environ["TMPDIR"] + "/hard"
        os.link("/etc/hostname", place)
        escaped(place)
        """),
    SandboxAttack(
      "write into the system's folders",
      script: """
        for folder in ("/usr", "/usr/bin", "/usr/lib", "/etc", "/", "/dev/pts"):
          try:
            place = folder + "/@TOKEN@"
            os.close(os.open(place, os.O_CREAT | os.O_EXCL))
            os.unlink(place)
            if os.getuid() == 0 or folder.startswith("/usr"): escaped(folder)
            if os.stat(folder).st_uid == 0: escaped(folder)
          except OSError: pass
        """),
    SandboxAttack(
      "replace a system program",
      script: "os.close(os.open('/usr/bin/true', os.O_WRONLY))\nescaped('/usr/bin/true')"),
    SandboxAttack(
      "find another workspace",
      steps: { sandbox, scene in
        let files = FileTree(["\(scene.token).txt": Array(scene.token.utf8)]) ?? FileTree()
        return try await sandbox.withWorkspace(WorkspaceRequest(files: files)) { neighbour in
          let root = neighbour.root
          return try await sandbox.withWorkspace(WorkspaceRequest()) { workspace in
            judge(
              try await workspace.run(
                scene.command(
                  """
                  places = ["/", "/tmp", "/home", "\(root)", os.getcwd() + "/..", "/dev/shm"]
                  for place in places:
                    for folder, folders, files in os.walk(place):
                      deep = folder.count("/") > 6
                      system = ("proc", "usr", "sys") if folder == "/" else ()
                      folders[:] = [] if deep else [x for x in folders if x not in system]
                      if "@TOKEN@.txt" in files: escaped(folder)
                  """, seconds: 30)))
          }
        }
      }),
    SandboxAttack(
      "write into a shared folder",
      steps: { sandbox, scene in
        let shared = scene.folder + "/shared"
        let request = WorkspaceRequest(readOnly: [shared: shared])
        return try await sandbox.withWorkspace(request) { workspace in
          judge(
            try await workspace.run(
              scene.command(
                """
                folder = "@FOLDER@/shared"
                if "@TOKEN@" not in open(folder + "/kept.txt").read(): raise SystemExit(9)
                for name in ("kept.txt", "new.txt"):
                  try:
                    os.close(os.open(folder + "/" + name, os.O_WRONLY | os.O_CREAT))
                    if name == "new.txt": os.unlink(folder + "/" + name)
                    escaped(name)
                  except OSError: pass
                os.chmod(folder, 0o777)
                escaped("chmod")
                """)))
        }
      }),
    SandboxAttack(
      "import an installed package",
      script: """
        import importlib
        sys.path += ["/usr/lib/python3/dist-packages", "/usr/local/lib/python3.11/dist-packages"]
        for name in ("yaml", "semver", "inflection", "pip", "setuptools", "apt_pkg", "requests",
          "debian", "distutils_hack", "numpy", "click", "packaging"):
          try:
            importlib.import_module(name)
            escaped(name)
          except ImportError: pass
        """),
    SandboxAttack(
      "find installed packages",
      script: """
        names = {"dist-packages", "site-packages", "node_modules", "_bundled", "python-wheels"}
        for folder, folders, files in os.walk("/usr"):
          if names & set(folder.split("/")) and (files or folders): escaped(folder)
        """),
  ]
}
