import Glibc

/// The folders below `/usr` that hold installed packages, where the reference may lie under its own
/// or another's name. They are empty for what runs in the sandbox.
enum PackageFolders {
  /// Always hidden, where they are there.
  private static let known = [
    "/usr/local", "/usr/src", "/usr/games", "/usr/share/nodejs", "/usr/share/javascript",
    "/usr/share/python-wheels", "/usr/share/java", "/usr/share/maven-repo", "/usr/share/gocode",
    "/usr/share/cargo", "/usr/share/rubygems-integration", "/usr/lib/ruby", "/usr/lib/nodejs",
    "/usr/lib/go", "/usr/share/perl5", "/usr/share/php",
  ]

  /// What a folder of packages is called.
  private static let names: Set<String> = [
    "dist-packages", "site-packages", "node_modules", "gems", "vendor_ruby", "_bundled",
  ]

  /// Finds them: what is known, and whatever is called so at most five folders deep in `/usr/lib`
  /// and its like. An application that brings packages of its own deeper down is hidden whole.
  static func find() -> [String] {
    var found = Set(known.filter { look(AT_FDCWD, $0)?.isFolder == true })
    for library in ["/usr/lib", "/usr/lib64", "/usr/libexec", "/usr/share"] {
      let top = open(library, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
      guard top >= 0 else { continue }
      defer { close(top) }
      for name in folderNames(top) {
        let path = "\(library)/\(name)"
        if names.contains(name) {
          found.insert(path)
        } else if !found.contains(path) {
          let below = search(path, depth: library == "/usr/share" ? 1 : 5)
          // Standard libraries, toolchains and shared objects must stay.
          let stays = name.hasPrefix("python") || name.hasPrefix("llvm")
          if stays || name.hasSuffix("-linux-gnu") {
            found.formUnion(below)
          } else if !below.isEmpty {
            found.insert(path)
          }
        }
      }
    }
    return found.sorted()
  }

  private static func search(_ path: String, depth: Int) -> [String] {
    let folder = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
    guard folder >= 0 else { return [] }
    defer { close(folder) }
    var found: [String] = []
    for name in folderNames(folder) {
      guard let status = look(folder, name), status.isFolder else { continue }
      if names.contains(name) {
        found.append("\(path)/\(name)")
      } else if depth > 1 {
        found += search("\(path)/\(name)", depth: depth - 1)
      }
    }
    return found
  }
}
