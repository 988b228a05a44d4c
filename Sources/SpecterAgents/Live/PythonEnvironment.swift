import Glibc
import SpecModel

/// An environment of Python on the host (PEP 405), and the Python that it stands on.
struct PythonEnvironment: Sendable, Hashable {
  /// The folder with `pyvenv.cfg`.
  let folder: String
  /// What of the Python that it stands on must be seen, where a sandbox does not see that anyway:
  /// the folder of its programs, its library and its shared objects, by whole paths. Of a Python of
  /// pyenv or uv these are all that it needs.
  let base: [String]
  /// Folders of `base` that the environment does without: packages, which it does not see either
  /// and among which the reference may be, Python's own tests, and what programs in C are built
  /// with.
  let hidden: [String]

  /// The environment that `program`, a full path, lies in the `bin` folder of; nil for none.
  init?(of program: String) {
    folder = InstalledProgram.parent(InstalledProgram.parent(program))
    guard Disk.isFile(folder + "/pyvenv.cfg") else { return nil }
    // The links in between, which `home` in `pyvenv.cfg` may name, are those that are followed.
    guard let real = Self.interpreter(in: folder), !InstalledProgram.isSystem(real) else {
      (base, hidden) = ([], [])
      return
    }
    let name = real.split(separator: "/").last.map(String.init) ?? ""
    let place = InstalledProgram.parent(InstalledProgram.parent(real))
    let library = "\(place)/lib/\(name)"
    let objects = ((try? Disk.names(in: place + "/lib")) ?? [])
      .filter { $0.hasPrefix("libpython") && $0.contains(".so") }.map { "\(place)/lib/\($0)" }
    base = Self.links(to: real, from: folder) + [library] + objects
    hidden = Self.packages(below: library, depth: 4)
  }

  /// The program that the environment's `python3` is in the end.
  private static func interpreter(in folder: String) -> String? {
    ["python3", "python"].lazy.compactMap { Disk.resolved("\(folder)/bin/\($0)") }.first
  }

  /// The program and the links outside of the environment that lead to it, each alone.
  private static func links(to real: String, from folder: String) -> [String] {
    var path = "\(folder)/bin/python3"
    var found: [String] = []
    for _ in 0..<16 where path != real {
      var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
      let count = readlink(path, &buffer, buffer.count)
      guard count > 0 else { break }
      let aim = String(decoding: buffer[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
      path = aim.hasPrefix("/") ? aim : "\(InstalledProgram.parent(path))/\(aim)"
      if !path.hasPrefix(folder + "/"), path != real { found.append(path) }
    }
    return found + [real]
  }

  /// Whether `module` is among the packages of the environment, or among those that one of these
  /// brings along.
  func has(_ module: String) -> Bool {
    let libraries = ((try? Disk.names(in: folder + "/lib")) ?? []).filter {
      $0.hasPrefix("python")
    }
    return ([folder + "/src"] + libraries.map { "\(folder)/lib/\($0)/site-packages" }).contains {
      Self.holds(module, $0, depth: 5)
    }
  }

  /// Folders in which packages lie.
  private static let packageFolders: Set<String> = [
    "site-packages", "dist-packages", "_bundled", "test",
  ]
  /// Folders in which a package keeps others that it brings along.
  private static let vendored: Set<String> = [
    "_vendor", "_vendored", "vendor", "vendored", "extern", "externals", "third_party", "_bundled",
    "packages",
  ]

  private static func packages(below folder: String, depth: Int) -> [String] {
    guard depth > 0 else { return [] }
    return ((try? Disk.names(in: folder)) ?? []).flatMap { name -> [String] in
      let path = "\(folder)/\(name)"
      if Disk.isFile(path) { return [] }
      // A link can't be made to seem empty: the sandbox refuses it.
      if packageFolders.contains(name) || name.hasPrefix("config-") { return [path] }
      return Disk.isFolder(path) ? packages(below: path, depth: depth - 1) : []
    }
  }

  private static func holds(_ module: String, _ folder: String, depth: Int) -> Bool {
    guard depth > 0, let names = try? Disk.names(in: folder) else { return false }
    return names.contains { name in
      name == module || (name.hasPrefix(module + ".") && isModule(name))
        || (vendored.contains(name) && holds(module, "\(folder)/\(name)", depth: depth - 1))
        || (!name.contains(".") && hasVendored(module, "\(folder)/\(name)", depth: depth - 1))
    }
  }

  /// Whether one of the packages in a package's own folder of such is `module`.
  private static func hasVendored(_ module: String, _ folder: String, depth: Int) -> Bool {
    guard depth > 0 else { return false }
    return vendored.contains { holds(module, "\(folder)/\($0)", depth: depth) }
  }

  private static func isModule(_ name: String) -> Bool {
    [".py", ".pyc", ".so"].contains { name.hasSuffix($0) }
  }
}
