import FoundationEssentials
import SpecModel

/// What decides what a command does, as far as files tell: the folders that it sees beside those of
/// the system, whole, and the programs of the system that its words name, by size and time of
/// change, as a package's upgrade changes them. Looked at once.
actor CommandFiles {
  /// Most bytes and most files: to read more would take longer than to run a few thousand probes.
  private static let mostBytes = 64 << 20
  private static let mostFiles = 20_000
  /// Where a bare name is looked up.
  private static let path = ["/usr/local/bin", "/usr/bin", "/bin", "/usr/local/sbin", "/usr/sbin"]

  private var known: [PlacedCommand: Digest?] = [:]

  /// The digest of a command's words and files; nil where they can't all be read, or are too much.
  func digest(of command: PlacedCommand) -> Digest? {
    if let known = known[command] { return known }
    let digest = Self.digest(of: command)
    known[command] = .some(digest)
    return digest
  }

  private static func digest(of command: PlacedCommand) -> Digest? {
    let files = FileManager.default
    var lines = command.words
    var bytesLeft = mostBytes
    for folder in command.folders {
      guard let names = try? files.subpathsOfDirectory(atPath: folder), names.count <= mostFiles
      else { return nil }
      for name in names.sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) }) {
        let path = "\(folder)/\(name)"
        guard let attributes = try? files.attributesOfItem(atPath: path) else { return nil }
        switch attributes[.type] as? FileAttributeType {
        case .typeDirectory: lines.append(path)
        case .typeSymbolicLink:
          guard let target = try? files.destinationOfSymbolicLink(atPath: path) else { return nil }
          lines.append("\(path) -> \(target)")
        case .typeRegular:
          guard let data = files.contents(atPath: path), data.count <= bytesLeft else { return nil }
          bytesLeft -= data.count
          let mode = attributes[.posixPermissions] as? Int ?? 0
          lines.append("\(path) \(mode) \(Digest.of(Array(data)).hex)")
        default: return nil
        }
      }
    }
    lines += command.words.compactMap { program($0) }
    return Digest.of(lines.joined(separator: "\u{0}"))
  }

  /// A system's program that a word names, by what an upgrade changes.
  private static func program(_ word: String) -> String? {
    let files = FileManager.default
    let places = word.contains("/") ? [word] : path.map { "\($0)/\(word)" }
    guard !word.isEmpty, let place = places.first(where: { files.fileExists(atPath: $0) })
    else { return nil }
    let real = URL(filePath: place).resolvingSymlinksInPath().path(percentEncoded: false)
    guard let attributes = try? files.attributesOfItem(atPath: real) else { return nil }
    let size = attributes[.size] as? Int ?? 0
    let changed = (attributes[.modificationDate] as? Date)?.timeIntervalSince1970 ?? 0
    return "\(real) \(size) \(changed)"
  }
}
