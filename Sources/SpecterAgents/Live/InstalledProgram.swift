import Glibc
import SpecModel

/// A program of the host that is to run in a sandbox: where it is seen there, and what must be
/// bound so that it is.
struct InstalledProgram: Sendable, Hashable {
  /// Its path on the host: the real one, but in an environment of Python, where the path tells the
  /// environment.
  let host: String
  /// Its path in a sealed workspace.
  let inside: String
  /// Host folders and files by the path at which the sandbox sees them.
  let shared: [String: String]
  /// Folders of those that the program does without: packages of the Python that an environment
  /// stands on, and what is of no use to it.
  let hidden: [String]
  /// The environment of Python that it belongs to.
  let environment: PythonEnvironment?

  /// Where what is shared is seen.
  private static let place = "/opt/agent"
  /// Folders of programs that belong to many packages: of these a program goes alone.
  private static let common: Set<String> = [
    "/usr", "/usr/local", "/", "/opt", "/opt/homebrew",
  ]

  /// The program `name`, a path or a name looked up on `path` (`PATH` of the host).
  ///
  /// A program in the `bin` folder of a package of its own goes with the package; a program of an
  /// environment of Python with the environment, at its own path, which its first line names, and
  /// with the Python that this stands on, where that is not the system's; any other goes alone. A
  /// `script` that it is to run, an absolute path, goes with its folder, at its own path. Nil when
  /// there is no such program.
  init?(_ name: String, path: String, script: String? = nil) {
    guard let found = Self.find(name, path: path), let real = Disk.resolved(found) else {
      return nil
    }
    environment = PythonEnvironment(of: found)
    host = environment == nil ? real : found
    let folder = Self.parent(real)
    let above = Self.parent(folder)
    let home = Self.home
    var shared: [String: String] = [:]
    if let environment {
      inside = found
      shared = [environment.folder: environment.folder]
      for path in environment.base { shared[path] = path }
    } else if Self.isSystem(real) {
      inside = real
    } else if folder.hasSuffix("/bin"), !Self.common.contains(above), above != home,
      above != home + "/.local"
    {
      inside = Self.place + real.dropFirst(above.count)
      shared = [Self.place: above]
    } else if Self.isScript(real) {
      inside = Self.place + real.dropFirst(folder.count)
      shared = [Self.place: folder]
    } else {
      inside = "\(Self.place)/\(real.dropFirst(folder.count + 1))"
      shared = [inside: real]
    }
    if let script, let place = Self.place(of: script), shared[place] == nil {
      shared[place] = place
    }
    self.shared = shared
    hidden = environment?.hidden ?? []
  }

  /// What must be bound so that a script is seen at its own path; nil for what is no script there,
  /// or is seen anyway.
  private static func place(of script: String) -> String? {
    guard script.hasPrefix("/"), Disk.isFile(script), !isSystem(script) else { return nil }
    let folder = parent(script)
    return common.contains(folder) || folder == home || folder == "/tmp" ? script : folder
  }

  private static var home: String { ModelAccess.host("HOME") ?? "" }

  /// `/usr/bin` and the like are seen in every workspace, `/usr/local` is not.
  static func isSystem(_ path: String) -> Bool {
    path.hasPrefix("/usr/bin/") || path.hasPrefix("/bin/")
  }

  private static func isScript(_ path: String) -> Bool {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return false }
    defer { close(file) }
    var start: [UInt8] = [0, 0]
    return read(file, &start, 2) == 2 && start == Array("#!".utf8)
  }

  private static func find(_ name: String, path: String) -> String? {
    if name.contains("/") { return access(name, X_OK) == 0 ? absolute(name) : nil }
    return path.split(separator: ":").map { "\($0)/\(name)" }.first { access($0, X_OK) == 0 }
  }

  private static func absolute(_ path: String) -> String {
    guard !path.hasPrefix("/"), let here = getcwd(nil, 0) else { return path }
    defer { free(here) }
    return "\(String(cString: here))/\(path)"
  }

  static func parent(_ path: String) -> String {
    guard let slash = path.lastIndex(of: "/"), slash > path.startIndex else { return "/" }
    return String(path[..<slash])
  }
}
