import SpecModel
import SpecterKit

/// A store in memory, for tests: keeps what it is given until it goes out of scope.
public actor InMemoryStore: Store {
  private var streams: [String: [RecordedEvent]] = [:]
  private var order: [String] = []
  private var objects: [Digest: [UInt8]] = [:]

  /// An empty store.
  public init() {}

  /// Keeps one event; refuses one that does not follow the run's last, as every store does.
  public func append(_ event: RecordedEvent) throws {
    let expected = (streams[event.run]?.count ?? 0) + 1
    guard event.sequence == expected else {
      throw Failure(
        .storage, "event \(event.sequence) of run '\(event.run)' came where \(expected) was due")
    }
    var begins = false
    if case .began = event.event { begins = true }
    guard begins == (expected == 1), !event.run.isEmpty else {
      throw Failure(.storage, "a run begins with 'began', and only once")
    }
    if begins { order.append(event.run) }
    streams[event.run, default: []].append(event)
  }

  /// The events of a run in order; empty for an unknown one.
  public func events(run: String) -> [RecordedEvent] { streams[run] ?? [] }

  /// All runs, newest first.
  public func runs() -> [RunHead] {
    let heads = order.compactMap { run -> RunHead? in
      guard let first = streams[run]?.first, case .began(let plan) = first.event else { return nil }
      var stop: StopReason?
      if case .ended(let reason, _, _)? = streams[run]?.last?.event { stop = reason }
      return RunHead(run: run, plan: plan, began: first.time, stop: stop)
    }
    return heads.enumerated()
      .sorted { ($0.element.began, $0.offset) > ($1.element.began, $1.offset) }
      .map(\.element)
  }

  /// Keeps bytes under their digest.
  public func put(_ bytes: [UInt8]) -> Digest {
    let digest = Digest.of(bytes)
    objects[digest] = bytes
    return digest
  }

  /// The bytes of a digest; a `Failure` of code `.storage` when there are none.
  public func object(_ digest: Digest) throws -> [UInt8] {
    guard let bytes = objects[digest] else {
      throw Failure(.storage, "object \(digest.short) is missing")
    }
    return bytes
  }
}
