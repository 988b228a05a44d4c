import SpecModel
import SpecterKit

/// Hands the brief to whoever works in a folder, a person or any agent, and waits until the work is
/// marked done there.
///
/// The folder is named after the brief, so a run that was stopped finds it again: marked done it is
/// taken at once, otherwise the wait goes on.
public struct HandoffAgent: Agent {
  /// How long to wait, and how often to look.
  public struct Patience: Sendable, Hashable {
    /// Longest wait in seconds; nil: no limit.
    public var seconds: Double?
    /// Seconds between two looks.
    public var interval: Double

    /// By default no limit, and five looks a second.
    public init(seconds: Double? = nil, interval: Double = 0.2) {
      self.seconds = seconds
      self.interval = interval
    }
  }

  private let directory: String
  private let isolation: IsolationLevel
  private let patience: Patience
  private let announce: @Sendable (String) -> Void

  /// Hands over in folders below `directory`.
  ///
  /// `isolation` is the word of whoever works there; `announce` is told where Specter waits.
  public init(
    directory: String, isolation: IsolationLevel = .folder, patience: Patience = Patience(),
    announce: @escaping @Sendable (String) -> Void = { _ in }
  ) {
    self.directory = directory
    self.isolation = isolation
    self.patience = patience
    self.announce = announce
  }

  /// The folder in which `brief` is handed over.
  public func folder(of brief: Brief) -> String {
    "\(directory)/\(brief.key.label)-\(brief.digest.short)"
  }

  /// Waits for the work on `brief`, and returns it.
  public func perform(_ brief: Brief) async throws -> AgentRun {
    try Task.checkCancellation()
    let start = Clock.seconds()
    let folder = folder(of: brief)
    if !Disk.isFolder(folder) {
      var files = brief.files
      files["BRIEF.md"] = Array((brief.text + Self.handingBack).utf8)
      try Disk.createFolder(
        folder, files, access: .everyone,
        closed: Array(Reply.readOnly(brief.key.role)) + ["BRIEF.md"])
    }
    announce("waiting for \(brief.key.label): work in \(folder), then create DONE there")
    try await wait(for: folder, since: start)
    return try take(folder, for: brief, since: start)
  }

  static let handingBack = """


    ---

    Work only in this folder. When the work is complete, create a file named `DONE` here, last of \
    all; its first line may say who did the work, and is published with it. If it can't be \
    done, write the reason into a file named `FAILED` instead.

    """

  private func wait(for folder: String, since start: Double) async throws {
    while true {
      if Disk.isFile("\(folder)/FAILED") { throw failed(folder) }
      if Disk.isFile("\(folder)/DONE") { return }
      guard Disk.isFolder(folder) else {
        throw Failure(
          .agent, "the folder that was handed over is gone", remedy: "Run it again.", place: folder)
      }
      if let limit = patience.seconds, Clock.seconds() - start >= limit {
        throw Failure(
          .agent, "nobody marked the work done within \(limit) s",
          remedy: "Finish it and create DONE there, then run it again: it is taken at once.",
          place: folder)
      }
      try await Task.sleep(for: .seconds(patience.interval))
    }
  }

  private func failed(_ folder: String) -> Failure {
    let bytes = (try? Disk.read("\(folder)/FAILED", atMost: 64 << 10)) ?? []
    let reason = Printable.line(bytes)
    return Failure(
      .agent, "the work was marked failed" + (reason.isEmpty ? "" : ": \(reason)"),
      remedy: "Remove FAILED (or the whole folder) and run it again.", place: folder)
  }

  private func take(_ folder: String, for brief: Brief, since start: Double) throws -> AgentRun {
    let harvest = try Harvest(of: folder) { Reply.excludes($0, role: brief.key.role) }
    let reply = Reply.of(harvest.tree, to: brief)
    guard !reply.files.isEmpty else {
      throw Failure(
        .agent, "the work was marked done, but no file is new or changed",
        remedy: "Remove DONE, do the work, create DONE, and run it again.", place: folder)
    }
    return AgentRun(
      reply: reply, transcript: harvest.leftOutNote, agent: Self.name(of: folder),
      isolation: isolation, seconds: max(Clock.seconds() - start, Self.seconds(in: folder)))
  }

  /// `handoff`, and who did the work where DONE says so.
  private static func name(of folder: String) -> String {
    let bytes = (try? Disk.read("\(folder)/DONE", atMost: 64 << 10)) ?? []
    let worker = Printable.line(bytes.prefix { $0 != UInt8(ascii: "\n") }, limit: 80)
    return worker.isEmpty ? "handoff" : "handoff (\(worker))"
  }

  /// Seconds from the handing over to the handing back, also when Specter was away between them.
  private static func seconds(in folder: String) -> Double {
    guard let began = Disk.modified("\(folder)/BRIEF.md"),
      let ended = Disk.modified("\(folder)/DONE")
    else { return 0 }
    return ended - began
  }
}
