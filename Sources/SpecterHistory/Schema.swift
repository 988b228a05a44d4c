import GRDB

/// The tables of `history.sqlite`.
///
/// A migration that has shipped is frozen: it is never edited, only followed by another one. A
/// database with a migration that this list lacks belongs to a newer Specter and is refused.
enum Schema {
  /// Every migration, oldest first.
  static var migrations: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("1 runs and events") { database in
      try database.execute(sql: runsAndEvents)
    }
    return migrator
  }

  /// Runs with their first and last event, newest first.
  static let heads = """
    SELECT run.id, run.began,
      (SELECT payload FROM event WHERE event.run = run.id AND sequence = 1) AS first,
      (SELECT payload FROM event WHERE event.run = run.id
        ORDER BY sequence DESC LIMIT 1) AS last
    FROM run ORDER BY run.began DESC, run.rowid DESC
    """

  /// Migration 1, frozen.
  ///
  /// `run` exists so that an event always belongs to a run that began; `event` is the stream
  /// itself: append-only, without gaps, and only its first event is `began`. `payload` is the
  /// event as `EventCoding` writes it.
  private static let runsAndEvents = """
    CREATE TABLE run (
      id TEXT NOT NULL PRIMARY KEY CHECK (length(id) > 0),
      name TEXT NOT NULL,
      folder TEXT NOT NULL,
      began REAL NOT NULL
    );
    CREATE TABLE event (
      run TEXT NOT NULL REFERENCES run (id),
      sequence INTEGER NOT NULL CHECK (sequence >= 1),
      time REAL NOT NULL,
      kind TEXT NOT NULL,
      payload TEXT NOT NULL,
      PRIMARY KEY (run, sequence),
      CHECK ((sequence = 1) = (kind = 'began'))
    ) WITHOUT ROWID;
    CREATE TRIGGER event_follows_the_last BEFORE INSERT ON event
    WHEN NEW.sequence <>
      (SELECT coalesce(max(sequence), 0) + 1 FROM event WHERE run = NEW.run)
    BEGIN SELECT RAISE(ABORT, 'an event must follow the last one of its run by one'); END;
    CREATE TRIGGER event_never_changes BEFORE UPDATE ON event
    BEGIN SELECT RAISE(ABORT, 'an event never changes'); END;
    CREATE TRIGGER event_never_goes BEFORE DELETE ON event
    BEGIN SELECT RAISE(ABORT, 'an event is never deleted'); END;
    """
}
