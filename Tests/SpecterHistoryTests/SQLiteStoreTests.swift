import Foundation
import GRDB
import SpecModel
import SpecterHistory
import SpecterKit
import SpecterTesting
import Testing

/// A folder that is removed after `body`.
func withFolder<R>(_ body: (String) async throws -> R) async throws -> R {
  let folder = FileManager.default.temporaryDirectory.path + "/specter-\(UUID().uuidString)"
  try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(atPath: folder) }
  return try await body(folder)
}

/// The failure that `body` throws; nil when it throws none.
func failure(_ body: () async throws -> Void) async -> Failure? {
  do {
    try await body()
    return nil
  } catch { return error as? Failure }
}

private let plan = RunPlan(
  name: "inflection", folder: "specs/inflection", agents: [], candidates: 1, rounds: 3, seed: 7,
  fresh: false, isolation: .sealed)

private func event(_ sequence: Int, _ event: RunEvent, run: String = "r") -> RecordedEvent {
  RecordedEvent(run: run, sequence: sequence, time: Double(sequence), event: event)
}

@Suite struct `The SQLite store` {
  @Test func `holds the contract of stores`() async throws {
    try await withFolder { folder in
      let breaches = try await storeContract(SQLiteStore(folder: folder + "/a/.specter"))
      #expect(breaches.isEmpty, "\(breaches)")
    }
  }

  @Test func `has a double in memory that holds the same contract`() async throws {
    let breaches = try await storeContract(InMemoryStore())
    #expect(breaches.isEmpty, "\(breaches)")
  }

  @Test func `has every event on the disk when append returns`() async throws {
    try await withFolder { folder in
      let store = try SQLiteStore(folder: folder + "/one")
      try await store.append(event(1, .began(plan)))
      try await store.append(event(2, .stepBegan(RunStep(.fetch))))
      // What another process would find if this one were killed now: the log is not checkpointed.
      try FileManager.default.copyItem(atPath: folder + "/one", toPath: folder + "/two")
      let after = try SQLiteStore(folder: folder + "/two")
      #expect(try await after.events(run: "r").map(\.sequence) == [1, 2])
      #expect(try await store.events(run: "r").count == 2)
    }
  }

  @Test func `keeps the order of events that two of them write in turn`() async throws {
    try await withFolder { folder in
      let one = try SQLiteStore(folder: folder)
      let two = try SQLiteStore(folder: folder)
      try await one.append(event(1, .began(plan)))
      for sequence in 2...21 {
        try await (sequence.isMultiple(of: 2) ? two : one).append(event(sequence, .resumed))
      }
      #expect(try await one.events(run: "r").map(\.sequence) == Array(1...21))
      let late = await failure { try await one.append(event(21, .resumed)) }
      #expect(late?.code == .storage)
    }
  }

  @Test func `writes down an event even in a cancelled task`() async throws {
    try await withFolder { folder in
      let store = try SQLiteStore(folder: folder)
      await withTaskGroup(of: Void.self) { group in
        group.cancelAll()
        group.addTask { try? await store.append(event(1, .began(plan))) }
      }
      #expect(try await store.events(run: "r").count == 1)
    }
  }

  @Test func `never lets an event change or go`() async throws {
    try await withFolder { folder in
      let store = try SQLiteStore(folder: folder)
      try await store.append(event(1, .began(plan)))
      let raw = try DatabaseQueue(path: folder + "/history.sqlite")
      for sql in ["UPDATE event SET payload = '{}'", "DELETE FROM event", "DELETE FROM run"] {
        #expect(throws: DatabaseError.self) { try raw.write { try $0.execute(sql: sql) } }
      }
    }
  }

  @Test func `refuses a history of a newer Specter`() async throws {
    try await withFolder { folder in
      _ = try SQLiteStore(folder: folder)
      let raw = try DatabaseQueue(path: folder + "/history.sqlite")
      try await raw.write {
        try $0.execute(sql: "INSERT INTO grdb_migrations VALUES ('2 of the future')")
      }
      try raw.close()
      let refused = await failure { _ = try SQLiteStore(folder: folder) }
      #expect(refused?.code == .storage)
      #expect(refused?.what.contains("newer") == true)
    }
  }

  @Test func `says what to do about a damaged history`() async throws {
    try await withFolder { folder in
      try Data(repeating: 0x41, count: 9000).write(
        to: URL(fileURLWithPath: folder + "/history.sqlite"))
      let refused = await failure { _ = try SQLiteStore(folder: folder) }
      #expect(refused?.code == .storage)
      #expect(refused?.what.contains("damaged") == true)
      #expect(refused?.remedy.isEmpty == false)
    }
  }

  @Test func `says why a folder can't be used`() async throws {
    try await withFolder { folder in
      try Data().write(to: URL(fileURLWithPath: folder + "/file"))
      let refused = await failure { _ = try SQLiteStore(folder: folder + "/file/.specter") }
      #expect(refused?.code == .storage)
      #expect(refused?.place?.contains("file") == true)
      // Nobody, root included, may make a folder there.
      let proc = await failure { _ = try SQLiteStore(folder: "/proc/specter") }
      #expect(proc?.code == .storage)
    }
  }

  @Test func `fails without a crash where an object's folder can't be made`() async throws {
    try await withFolder { folder in
      let store = try SQLiteStore(folder: folder)
      // The digest of nothing begins with e3: a file stands where its folder should be.
      try Data().write(to: URL(fileURLWithPath: folder + "/objects/e3"))
      let refused = await failure { _ = try await store.put([]) }
      #expect(refused?.code == .storage)
      #expect(refused?.remedy.isEmpty == false)
    }
  }
}

@Suite struct `Objects` {
  @Test func `lie under their digest and leave nothing else behind`() async throws {
    try await withFolder { folder in
      let store = try SQLiteStore(folder: folder)
      let digest = try await store.put(Array("spec".utf8))
      let hex = digest.hex
      let all = try FileManager.default.subpathsOfDirectory(atPath: folder + "/objects")
      #expect(all.sorted() == ["\(hex.prefix(2))", "\(hex.prefix(2))/\(hex.dropFirst(2))"])
    }
  }

  @Test func `that are damaged are refused, and mended by putting them again`() async throws {
    try await withFolder { folder in
      let store = try SQLiteStore(folder: folder)
      let digest = try await store.put(Array("candidate".utf8))
      let path = "\(folder)/objects/\(digest.hex.prefix(2))/\(digest.hex.dropFirst(2))"
      try Data("tampered!".utf8).write(to: URL(fileURLWithPath: path))
      let refused = await failure { _ = try await store.object(digest) }
      #expect(refused?.code == .storage)
      #expect(refused?.what.contains("damaged") == true)
      #expect(refused?.place == path)
      #expect(try await store.put(Array("candidate".utf8)) == digest)
      #expect(try await store.object(digest) == Array("candidate".utf8))
    }
  }

  @Test func `may be big`() async throws {
    try await withFolder { folder in
      let store = try SQLiteStore(folder: folder)
      let bytes = (0..<(24 << 20)).map { UInt8(truncatingIfNeeded: $0 &* 31) }
      let digest = try await store.put(bytes)
      #expect(try await store.object(digest) == bytes)
    }
  }

  @Test func `put by many tasks at once are whole`() async throws {
    try await withFolder { folder in
      let store = try SQLiteStore(folder: folder)
      let bytes = [UInt8](repeating: 9, count: 1 << 18)
      try await withThrowingTaskGroup(of: Digest.self) { group in
        for _ in 0..<16 { group.addTask { try await store.put(bytes) } }
        for try await digest in group { #expect(digest == Digest.of(bytes)) }
      }
      #expect(try await store.object(Digest.of(bytes)) == bytes)
    }
  }
}
