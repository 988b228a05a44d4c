import SpecModel
import SpecterKit

/// The recordings of one library: a folder with one folder a recording (docs/agents.md).
public struct RecordingStore: Sendable {
  /// The folder, for example `corpora/inflection/recordings`.
  public let folder: String

  /// The recordings in `folder`, which need not exist yet.
  public init(folder: String) {
    self.folder = folder
  }

  /// Every recording, without its reply, in the order of the folders' names.
  ///
  /// Throws `Failure` of code `.badInput` for a `recording.json` that can't be read, and
  /// `.integrity` for one that stands in another recording's folder.
  public func recordings() throws -> [Recording] {
    try Disk.names(in: folder)
      .filter { !$0.hasPrefix(".") && Disk.isFolder("\(folder)/\($0)") }
      .map { try recording(named: $0) }
  }

  private func recording(named name: String) throws -> Recording {
    let place = "\(folder)/\(name)/recording.json"
    guard Disk.isFile(place) else {
      throw Failure(
        .badInput, "the folder holds no recording",
        remedy: "Restore its recording.json, or remove the folder.", place: "\(folder)/\(name)")
    }
    let value: Value
    do {
      value = try Value(parsing: try Disk.read(place))
    } catch let error as ValueSyntaxError {
      throw Failure(
        .badInput, "this is no recording: \(error)",
        remedy: "Restore the file, or remove its folder and record again.", place: place)
    }
    let recording = try Recording(value, place: place)
    guard Recording.folderName(of: recording.key) == name else {
      throw Failure(
        .integrity, "the recording's key is not the one that its folder is named after",
        remedy: "Restore the file, or remove its folder and record again.", place: place)
    }
    return recording
  }

  /// The files that an agent replied with, each compared with its recorded digest.
  ///
  /// Throws `Failure` of code `.integrity` naming the first file that is missing, changed or new.
  public func reply(of recording: Recording) throws -> FileTree {
    let place = "\(path(of: recording.key))/reply"
    let tree = recording.reply.isEmpty ? FileTree() : try Harvest(of: place).tree
    for path in Set(tree.paths).union(recording.reply.keys).sorted() {
      let what: String
      switch (tree[path], recording.reply[path]) {
      case (let bytes?, let digest?) where Digest.of(bytes) == digest: continue
      case (_?, _?): what = "the recorded reply was changed"
      case (nil, _): what = "a file of the recorded reply is missing, or is a link"
      case (_, nil): what = "the recorded reply has a file that was not recorded"
      }
      throw Failure(
        .integrity, what, remedy: "Restore it from version control, or record again.",
        place: "\(place)/\(path)")
    }
    return tree
  }

  /// What the agent said; empty where nothing was kept.
  public func transcript(of recording: Recording) throws -> String {
    let place = "\(path(of: recording.key))/transcript.md"
    return Disk.isFile(place) ? String(decoding: try Disk.read(place), as: UTF8.self) : ""
  }

  /// Writes a recording down, whole or not at all; an older one of the same key is replaced.
  ///
  /// Of the brief everything is kept but what lies under `reference/`: the reference is never
  /// committed, so only its files' digests are.
  public func write(_ recording: Recording, of run: AgentRun, to brief: Brief) throws {
    var given = brief.files
    given["BRIEF.md"] = Array(brief.text.utf8)
    var kept = FileTree()
    for (path, bytes) in given.files where !path.hasPrefix("reference/") { kept[path] = bytes }
    var tree = FileTree().adding(kept, under: "brief").adding(run.reply, under: "reply")
    tree["recording.json"] = recording.value.indentedBytes
    if !run.access.isEmpty { tree["access.log"] = Array(run.access.joined(separator: "\n").utf8) }
    if !run.transcript.isEmpty { tree["transcript.md"] = Array(run.transcript.utf8) }
    try Disk.createFolder(path(of: recording.key), tree)
  }

  /// Adds the fidelity (0 to 100) that was measured of a reply to its recording.
  ///
  /// Throws `Failure` of code `.recordingExhausted` when there is no recording of `key`.
  public func note(fidelity: Double, for key: Brief.Key) throws {
    let name = Recording.folderName(of: key)
    guard Disk.isFolder("\(folder)/\(name)") else {
      throw Failure(.recordingExhausted, "nothing is recorded of \(key.label)", place: folder)
    }
    var recording = try recording(named: name)
    recording.fidelity = fidelity
    try Disk.replace("\(folder)/\(name)/recording.json", recording.value.indentedBytes)
  }

  private func path(of key: Brief.Key) -> String { "\(folder)/\(Recording.folderName(of: key))" }
}
