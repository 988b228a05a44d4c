import Glibc
import SpecModel
import SystemPackage

/// A spec that has front matter and nothing else yet: where a ghost library begins.
public struct SpecSkeleton: Sendable, Hashable {
  /// The library's name in Specter.
  public var name: String
  /// The pinned original.
  public var pin: ReferencePin
  /// The Python module that is compared.
  public var module: String

  /// A skeleton.
  public init(name: String, pin: ReferencePin, module: String) {
    self.name = name
    self.pin = pin
    self.module = module
  }

  /// The text of the spec: YAML between two `---`.
  public var text: String {
    let names = pin.files.keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    var lines = [
      "---", "spec: \(Self.scalar(name))", "version: 0.1.0", "reference:",
      "  from: \(Self.scalar(pin.from))", "  files:",
    ]
    for name in names {
      lines.append("    \(Self.scalar(name)): \(pin.files[name]?.description ?? "")")
    }
    if !pin.licence.isEmpty { lines.append("  licence: \(Self.scalar(pin.licence))") }
    lines += ["surface:", "  kind: python", "  module: \(Self.scalar(module))", "---", ""]
    return lines.joined(separator: "\n")
  }

  /// A YAML scalar that reads back as this very string: plain where that is safe, else quoted.
  static func scalar(_ text: String) -> String {
    let words = ["null", "true", "false", "yes", "no", "on", "off", "y", "n"]
    let first = text.utf8.first.map { (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0) }
    let plain = text.utf8.allSatisfy {
      (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0)
        || "._+-/=:".utf8.contains($0)
    }
    if first == true, plain, !text.hasSuffix(":"), !words.contains(text.lowercased()) {
      return text
    }
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case "\u{0}"..<"\u{20}", "\u{7F}"..<"\u{A0}", "\u{2028}", "\u{2029}", "\u{FEFF}":
        let hex = String(scalar.value, radix: 16)
        quoted += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }

  /// Writes `SPEC.md` into `folder`, whole or not at all; makes the folder where it is missing.
  ///
  /// Returns the file's path. Throws a `Failure`: `.usage` when there is a spec already, `.storage`
  /// when it can't be written.
  public func write(to folder: String) throws -> String {
    let path = folder + "/SPEC.md"
    try Self.refuseExisting(in: folder)
    do {
      try Self.make(folder)
      let temporary = FilePath(folder + "/.SPEC.md.\(getpid())")
      let file = try FileDescriptor.open(
        temporary, .writeOnly, options: [.create, .truncate, .noFollow],
        permissions: [.ownerReadWrite, .groupRead, .otherRead])
      defer { unlink(temporary.string) }
      try file.closeAfter { _ = try file.writeAll(text.utf8) }
      // A hard link fails where a rename would replace a spec that came in between.
      guard link(temporary.string, path) == 0 else { throw Errno(rawValue: errno) }
    } catch let error as Errno {
      if error == .fileExists { try Self.refuseExisting(in: folder) }
      throw Failure(
        .storage, "the spec cannot be written: \(error)",
        remedy: "Name a folder that can be written", place: path)
    }
    return path
  }

  /// Throws a `Failure` of code `.usage` when `folder` has a spec already.
  public static func refuseExisting(in folder: String) throws {
    let path = folder + "/SPEC.md"
    var status = stat()
    guard lstat(path, &status) == 0 else { return }
    throw Failure(
      .usage, "there is a spec already, and it is never overwritten",
      remedy: "Name another folder, or edit its front matter", place: path)
  }

  private static func make(_ folder: String) throws {
    var above = FilePath(folder)
    var missing: [FilePath] = []
    while !above.isEmpty, access(above.string, F_OK) != 0 {
      missing.append(above)
      guard above.removeLastComponent() else { break }
    }
    for path in missing.reversed() where mkdir(path.string, 0o755) != 0 && errno != EEXIST {
      throw Errno(rawValue: errno)
    }
  }
}
