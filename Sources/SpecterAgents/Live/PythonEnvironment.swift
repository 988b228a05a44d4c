import SpecModel

/// An environment of Python on the host (PEP 405), and the Python that it stands on.
struct PythonEnvironment: Sendable, Hashable {
  /// The folder with `pyvenv.cfg`.
  let folder: String
  /// The folder of the Python that the environment stands on, where a sandbox does not see it
  /// anyway: one of pyenv or uv, say.
  let base: String?

  /// The environment that `program`, a full path, lies in the `bin` folder of; nil for none.
  init?(of program: String) {
    folder = InstalledProgram.parent(InstalledProgram.parent(program))
    guard let settings = try? Disk.read(folder + "/pyvenv.cfg") else { return nil }
    let home = Self.home(in: String(decoding: settings, as: UTF8.self))
    let isSeen = home.map { InstalledProgram.isSystem($0 + "/python3") } ?? true
    base = isSeen ? nil : home.map(InstalledProgram.parent)
  }

  /// The value of `home` in the text of a `pyvenv.cfg`: the folder of the base's programs.
  private static func home(in text: String) -> String? {
    for line in text.split(whereSeparator: \.isNewline) {
      let sides = line.split(separator: "=", maxSplits: 1)
      guard sides.count == 2, sides[0].filter({ $0 != " " }) == "home" else { continue }
      let value = sides[1].drop { $0 == " " }
      return value.hasPrefix("/") ? String(value) : nil
    }
    return nil
  }

  /// Folders of the base that the environment does without: the packages installed there, which it
  /// does not see either, and among which the reference may be; Python's own tests; and what
  /// programs in C are built with.
  var hidden: [String] {
    guard let base else { return [] }
    return Self.libraries(of: base).flatMap { library in
      ((try? Disk.names(in: library)) ?? [])
        .filter { $0 == "site-packages" || $0 == "test" || $0.hasPrefix("config-") }
        .map { "\(library)/\($0)" }
    }
  }

  /// Whether `module` is one of the packages in the environment.
  func has(_ module: String) -> Bool {
    Self.libraries(of: folder).contains { library in
      let place = "\(library)/site-packages/\(module)"
      return Disk.isFolder(place) || Disk.isFile(place + ".py")
    }
  }

  private static func libraries(of place: String) -> [String] {
    ((try? Disk.names(in: place + "/lib")) ?? []).filter { $0.hasPrefix("python") }
      .map { "\(place)/lib/\($0)" }
  }
}
