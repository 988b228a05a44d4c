import FoundationEssentials
import SpecModel

#if canImport(Glibc)
  import Glibc
#endif

/// What decides what a command does, as far as files tell: the folders that it sees beside those of
/// the system, whole, and the system's programs that its words name, by size and time of change, as
/// a package's upgrade changes them. Looked at once.
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
    for folder in command.folders.map(resolved) {
      guard let names = try? files.subpathsOfDirectory(atPath: folder), !names.isEmpty,
        names.count <= mostFiles
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
          guard let size = attributes[.size] as? Int, size <= bytesLeft,
            let data = files.contents(atPath: path), data.count <= bytesLeft
          else { return nil }
          bytesLeft -= data.count
          let mode = attributes[.posixPermissions] as? Int ?? 0
          lines.append("\(path) \(mode) \(Digest.of(Array(data)).hex)")
        default: return nil
        }
      }
    }
    for word in command.words where !word.isEmpty {
      switch kind(of: word, folders: command.folders) {
      case .text: continue
      case .program(let line): lines.append(line)
      case .unknown: return nil
      }
    }
    return Digest.of(lines.joined(separator: "\u{0}"))
  }

  /// What a word is beside a text.
  private enum Kind {
    /// An option, a number, or a file in one of the folders.
    case text
    /// A binary of the system, by what an upgrade changes.
    case program(String)
    /// Another file or folder of the system, or a script there: what it loads is not known.
    case unknown
  }

  private static func kind(of word: String, folders: [String]) -> Kind {
    let files = FileManager.default
    if folders.contains(where: { word == $0 || word.hasPrefix($0 + "/") }) { return .text }
    let places = word.contains("/") ? [word] : path.map { "\($0)/\(word)" }
    guard let place = places.first(where: { files.fileExists(atPath: $0) }) else { return .text }
    let real = resolved(place)
    let isProgram = path.contains { place.hasPrefix($0 + "/") }
    guard isProgram, let attributes = try? files.attributesOfItem(atPath: real),
      attributes[.type] as? FileAttributeType == .typeRegular, !isScript(real)
    else { return .unknown }
    let size = attributes[.size] as? Int ?? 0
    let changed = (attributes[.modificationDate] as? Date)?.timeIntervalSince1970 ?? 0
    return .program("\(real) \(size) \(changed)")
  }

  private static func isScript(_ path: String) -> Bool {
    guard let file = fopen(path, "re") else { return true }
    defer { fclose(file) }
    var start = [UInt8](repeating: 0, count: 2)
    return fread(&start, 1, 2, file) < 2 || start == Array("#!".utf8)
  }

  private static func resolved(_ path: String) -> String {
    URL(filePath: path).resolvingSymlinksInPath().path(percentEncoded: false)
  }
}
