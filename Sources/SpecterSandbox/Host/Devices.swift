import Glibc

/// The devices of a workspace, made by root in the file system that is mounted for it: that takes a
/// tenth of the time in which bubblewrap binds the host's one by one, and leaves `/dev/shm` within
/// the bound on the disk.
enum Devices {
  /// The harmless ones, by name, with their numbers.
  private static let nodes: [(String, UInt32, UInt32)] = [
    ("null", 1, 3), ("zero", 1, 5), ("full", 1, 7), ("random", 1, 8), ("urandom", 1, 9),
    ("tty", 5, 0),
  ]

  private static let links = [
    "fd": "/proc/self/fd", "stdin": "/proc/self/fd/0", "stdout": "/proc/self/fd/1",
    "stderr": "/proc/self/fd/2", "ptmx": "pts/ptmx",
  ]

  /// Fills the empty folder `dev`; whether it worked. It does not in a container that may not make
  /// devices: then the folder is left empty.
  static func make(in dev: String, user: uid_t?) -> Bool {
    for (name, major, minor) in nodes {
      let path = "\(dev)/\(name)"
      let made = mknod(path, S_IFCHR | 0o666, makedev(major, minor)) == 0
      guard made, chmod(path, 0o666) == 0, isUsable(path) else {
        for (name, _, _) in nodes { unlink("\(dev)/\(name)") }
        return false
      }
    }
    let terminals = dev + "/pts"
    let flags = UInt(MS_NOSUID | MS_NOEXEC)
    guard mkdir(terminals, 0o755) == 0,
      mount("devpts", terminals, "devpts", flags, "newinstance,ptmxmode=0666,mode=620") == 0
    else {
      rmdir(terminals)
      for (name, _, _) in nodes { unlink("\(dev)/\(name)") }
      return false
    }
    for (name, target) in links { symlink(target, "\(dev)/\(name)") }
    mkdir(dev + "/shm", 0o700)
    if let user { lchown(dev + "/shm", user, user) }
    return true
  }

  /// A device may be made and yet not be opened where the file system forbids it.
  private static func isUsable(_ path: String) -> Bool {
    let file = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
    // Without a terminal of our own `/dev/tty` answers ENXIO.
    guard file >= 0 else { return errno == ENXIO }
    close(file)
    return true
  }

  private static func makedev(_ major: UInt32, _ minor: UInt32) -> dev_t {
    dev_t(major) << 8 | dev_t(minor)
  }
}
