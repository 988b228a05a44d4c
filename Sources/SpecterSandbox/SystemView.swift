import Glibc
import SpecModel

/// What of this machine's system a sealed workspace sees.
struct SystemView: Sendable {
  /// Folders below `/usr` that seem empty.
  var hidden: [String]
  /// Folders at the top that are no links into `/usr` here.
  var unmerged: [String]
  /// Links at the top, and in `/etc/alternatives`, with where they lead.
  var links: [String: String]

  private static let topNames = ["bin", "sbin", "lib", "lib32", "lib64", "libx32"]
  /// Of the many alternatives those that programs call by name.
  private static let alternatives = [
    "awk", "nawk", "cc", "c++", "c89", "c99", "cpp", "which", "editor", "java", "javac", "jar",
    "node", "nodejs", "python", "python3", "pager", "nc",
  ]

  /// Looks at this machine. Throws when its Python is elsewhere than where a sandbox sees it.
  static func ofThisMachine() throws -> SystemView {
    if access("/usr/bin/python3", X_OK) != 0, let other = find("python3") {
      throw Failure(
        .sandbox, "python3 is at \(other) only, which a sandbox does not see",
        remedy: "Install the system's own Python (`make setup`), so that /usr/bin/python3 is there."
      )
    }
    var view = SystemView(hidden: PackageFolders.find(), unmerged: [], links: [:])
    for name in topNames {
      if let target = linkTarget("/" + name) {
        view.links[name] = target
      } else if access("/" + name, F_OK) == 0 {
        view.unmerged.append("/" + name)
      }
    }
    for name in alternatives {
      let link = "etc/alternatives/" + name
      if let target = linkTarget("/" + link) { view.links[link] = target }
    }
    return view
  }

  /// Puts links, mount points and the files of `/etc` into the root of a workspace.
  func furnish(_ root: String) throws {
    try Folder.makeFolder(root + "/etc/alternatives", user: nil)
    for (name, target) in links {
      try system("can't make a link", place: name) { symlink(target, "\(root)/\(name)") }
    }
    for folder in unmerged { try Folder.makeFolder(root + folder, user: nil) }
    for (name, text) in Self.files {
      try Folder.makeFile("\(root)/etc/\(name)", Array(text.utf8), user: nil)
    }
  }

  /// The only files of `/etc`.
  private static let files = [
    "passwd": """
    root:x:0:0:root:/:/usr/sbin/nologin
    agent:x:1000:1000:agent:/home/agent:/bin/sh
    nobody:x:65534:65534:nobody:/:/usr/sbin/nologin

    """,
    "group": "root:x:0:\nagent:x:1000:\nnogroup:x:65534:\n",
    "hosts": "127.0.0.1 localhost\n::1 localhost\n127.0.0.1 sandbox\n",
    "nsswitch.conf": "passwd: files\ngroup: files\nhosts: files\n",
    // No names are resolved. A program that brings musl's resolver reads neither the line above nor
    // that nobody listens: it would wait its usual five seconds for each name.
    "resolv.conf": "nameserver 127.0.0.1\noptions timeout:0 attempts:1\n",
  ]

  /// The absolute path of a program on this process's PATH, or in the system's folders.
  static func find(_ program: String, also more: [String] = []) -> String? {
    let path = getenv("PATH").map { String(cString: $0) } ?? ""
    let folders = ["/usr/bin", "/bin"] + more + path.split(separator: ":").map(String.init)
    return folders.filter { $0.hasPrefix("/") }.map { "\($0)/\(program)" }
      .first { access($0, X_OK) == 0 }
  }
}
