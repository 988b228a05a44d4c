import FoundationEssentials
import GRDB
import SpecModel
import SpecterKit

/// Runs in `history.sqlite` and objects in `objects/`, both in one `.specter` folder.
///
/// Each event is one transaction that has reached the disk when `append` returns (write-ahead log,
/// synchronous FULL), so a process that is killed at any moment loses no completed step. What
/// SQLite can hold true by itself is a constraint of the schema (`Schema`), not of this code; two
/// processes may use one folder.
public struct SQLiteStore: Store {
  /// The `.specter` folder.
  public let folder: String
  private let queue: DatabaseQueue
  private let objects: ObjectFolder

  /// Seconds that a statement waits for another process's transaction.
  static let patience = 10.0

  /// Opens the store in `folder`, and makes it where it is not there yet.
  ///
  /// Throws a `Failure` of code `.storage` when the folder can't be written, the database is
  /// damaged, or a newer Specter has changed it.
  public init(folder: String) throws(Failure) {
    self.folder = folder
    objects = ObjectFolder(path: "\(folder)/objects")
    try makeFolders(folder)
    try makeFolders(objects.path)
    let path = "\(folder)/history.sqlite"
    queue = try storageFailures(at: path) { () throws in try Self.open(path) }
  }

  /// Whether `folder` holds a history; makes nothing.
  public static func exists(in folder: String) -> Bool {
    isRegularFile("\(folder)/history.sqlite")
  }

  private static func open(_ path: String) throws -> DatabaseQueue {
    var configuration = Configuration()
    configuration.journalMode = .wal
    configuration.busyMode = .timeout(patience)
    let queue = try DatabaseQueue(path: path, configuration: configuration)
    try queue.writeWithoutTransaction { database in
      // GRDB chooses NORMAL for WAL, which may lose the last commits when the power fails.
      try database.execute(sql: "PRAGMA synchronous = FULL")
      guard try !Schema.migrations.hasBeenSuperseded(database) else {
        throw Failure(
          .storage, "the history was written by a newer Specter",
          remedy: "Use that version, or move the file away to begin a new history", place: path)
      }
    }
    try Schema.migrations.migrate(queue)
    return queue
  }

  /// Writes one event down; it is on the disk when this returns. The first event of a run is
  /// `began`, and each later one follows the last by exactly one; anything else is refused.
  public func append(_ event: RecordedEvent) async throws {
    try write(event)
  }

  /// Not asynchronous on purpose: GRDB's asynchronous write stops at once in a cancelled task, and
  /// a run that is being cancelled still has to write down why it ended.
  private func write(_ event: RecordedEvent) throws(Failure) {
    let payload = try EventCoding.encode(event.event)
    try storageFailures(at: "\(folder)/history.sqlite") { () throws in
      try queue.write { database in
        if case .began(let plan) = event.event {
          try database.execute(
            sql: "INSERT INTO run (id, name, folder, began) VALUES (?, ?, ?, ?)",
            arguments: [event.run, plan.name, plan.folder, event.time])
        }
        try database.execute(
          sql: "INSERT INTO event (run, sequence, time, kind, payload) VALUES (?, ?, ?, ?, ?)",
          arguments: [
            event.run, event.sequence, event.time, EventCoding.kind(event.event), payload,
          ])
      }
    }
  }

  /// The events of a run in order; empty for an unknown one.
  public func events(run: String) async throws -> [RecordedEvent] {
    let place = "\(folder)/history.sqlite"
    let rows = try read("SELECT sequence, time, payload FROM event WHERE run = ? ORDER BY 1", [run])
    return try rows.map { row in
      guard let sequence = Int.fromDatabaseValue(row["sequence"]),
        let time = Double.fromDatabaseValue(row["time"]),
        let payload = String.fromDatabaseValue(row["payload"])
      else { throw EventCoding.unreadable(place: place) }
      return RecordedEvent(
        run: run, sequence: sequence, time: time,
        event: try EventCoding.decode(payload, place: place))
    }
  }

  /// All runs, newest first.
  public func runs() async throws -> [RunHead] {
    let place = "\(folder)/history.sqlite"
    return try read(Schema.heads, []).map { row in
      guard let run = String.fromDatabaseValue(row["id"]),
        let began = Double.fromDatabaseValue(row["began"]),
        let first = String.fromDatabaseValue(row["first"]),
        let last = String.fromDatabaseValue(row["last"]),
        case .began(let plan) = try EventCoding.decode(first, place: place)
      else { throw EventCoding.unreadable(place: place) }
      var stop: StopReason?
      if case .ended(let reason, _, _) = try EventCoding.decode(last, place: place) {
        stop = reason
      }
      return RunHead(run: run, plan: plan, began: began, stop: stop)
    }
  }

  private func read(_ sql: String, _ arguments: StatementArguments) throws(Failure) -> [Row] {
    try storageFailures(at: "\(folder)/history.sqlite") { () throws in
      try queue.read { try Row.fetchAll($0, sql: sql, arguments: arguments) }
    }
  }

  /// Keeps bytes under their digest; they are on the disk when this returns.
  public func put(_ bytes: [UInt8]) async throws -> Digest { try objects.put(bytes) }

  /// The bytes of a digest, verified; a missing or damaged object is a `Failure` of code
  /// `.storage`.
  public func object(_ digest: Digest) async throws -> [UInt8] { try objects.object(digest) }
}
