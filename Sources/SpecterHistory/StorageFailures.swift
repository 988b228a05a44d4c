import GRDB
import SpecModel

/// Runs `body` and turns what SQLite throws into a `Failure` of code `.storage` with a remedy.
func storageFailures<R>(at path: String, _ body: () throws -> R) throws(Failure) -> R {
  do {
    return try body()
  } catch let failure as Failure {
    throw failure
  } catch let error as DatabaseError {
    throw failure(error, path)
  } catch {
    throw Failure(.storage, "the history can't be used: \(error)", place: path)
  }
}

/// What a SQLite error means for the user.
private func failure(_ error: DatabaseError, _ path: String) -> Failure {
  let said = error.message ?? "no reason given"
  return switch error.resultCode {
  case .SQLITE_FULL:
    Failure(
      .storage, "the disk is full", remedy: "Free some space and run the same command again",
      place: path)
  case .SQLITE_CORRUPT, .SQLITE_NOTADB:
    Failure(
      .storage, "the history is damaged (\(said))",
      remedy: "Move the file away to begin a new history; specs and corpora are not touched",
      place: path)
  case .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_CANTOPEN, .SQLITE_AUTH:
    Failure(
      .storage, "the history can't be opened for writing (\(said))",
      remedy: "Check who owns the folder and whether it is read-only", place: path)
  case .SQLITE_BUSY, .SQLITE_LOCKED:
    Failure(
      .storage, "another process has held the history for \(Int(SQLiteStore.patience)) seconds",
      remedy: "Wait for it to end, or stop it", place: path)
  case .SQLITE_CONSTRAINT:
    Failure(.storage, "the history refused an event: \(said)", place: path)
  case .SQLITE_IOERR:
    Failure(
      .storage, "the disk failed to read or write (\(said))",
      remedy: "Check the disk and its free space", place: path)
  default: Failure(.storage, "the history can't be used: \(said)", place: path)
  }
}
