import SpecModel
import SpecterKit

/// One promise of the driver's contract: tells what of it is broken.
struct DriverClause: Sendable {
  var name: String
  var broken: @Sendable (any Driver) async throws -> [String]

  static let all: [DriverClause] = [
    describes, keepsOrder, chargesCrashes, chargesExits, stopsHangs, boundsAnswers,
    survivesPrinting, survivesGarbage, survivesFloods, countsStrikes, remembersStrikes, isolates,
    repeats,
  ]

  private static func call(_ operation: String, _ arguments: Value...) -> Probe {
    Probe(
      steps: [Step(.call(operation, on: nil, arguments: arguments, named: []))],
      target: operation, origin: .generated, pool: .dev)
  }

  private static func returned(_ value: Value) -> Value { .members(["return": value]) }

  /// What is wrong when `observations` are not as `expected` says of each by its index.
  private static func compare(
    _ observations: [Observation], count: Int, _ expected: (Int) -> (String, Bool)
  ) -> [String] {
    guard observations.count == count else {
      return ["\(observations.count) observations of \(count) probes"]
    }
    let wrong = observations.indices.filter { !expected($0).1 }
    return wrong.prefix(3).map { place in
      "probe \(place) was '\(observations[place].text.prefix(200))', not \(expected(place).0)"
    }
  }

  /// Echoes with other probes among them, and what must come of those.
  private static func mixed(
    _ driver: any Driver, count: Int, batch: ProbeBatch,
    _ special: [Int: (Probe, String, @Sendable (Observation) -> Bool)]
  ) async throws -> [String] {
    var batch = batch
    batch.probes = (0..<count).map { special[$0]?.0 ?? call("echo", .int($0)) }
    let observations = try await driver.observe(batch)
    return compare(observations, count: count) { place in
      if let (_, words, holds) = special[place] { return (words, holds(observations[place])) }
      return ("its own number", observations[place].lastOutcome == returned(.int(place)))
    }
  }

  static let describes = DriverClause(name: "describe lists every operation") { driver in
    let found = Set(try await driver.describe().symbols.map(\.id))
    return DriverContractSubject.operations.filter { !found.contains($0) }
      .map { "\($0) is missing" }
  }

  static let keepsOrder = DriverClause(name: "ten thousand probes come back in order") {
    try await mixed($0, count: 10_000, batch: ProbeBatch(probes: []), [:])
  }

  static let chargesCrashes = DriverClause(name: "a crash is charged to its probe") {
    let abort = (
      call("abort"), "crashed by signal 6", { @Sendable in $0 == Observation.crashed(6) }
    )
    let fault = (
      call("fault"), "crashed by signal 11", { @Sendable in $0 == Observation.crashed(11) }
    )
    return try await mixed(
      $0, count: 2_000, batch: ProbeBatch(probes: []),
      [0: abort, 700: fault, 701: abort, 1_999: fault])
  }

  static let chargesExits = DriverClause(name: "an exit in the middle is charged to its probe") {
    let leave = (
      call("leave", .int(3)), "exited (3)", { @Sendable in $0 == Observation.crashed(-4) }
    )
    let quiet = (
      call("leave", .int(0)), "exited (0)", { @Sendable in $0 == Observation.crashed(-1) }
    )
    return try await mixed(
      $0, count: 1_000, batch: ProbeBatch(probes: []), [5: leave, 999: quiet])
  }

  static let stopsHangs = DriverClause(name: "a probe that hangs is stopped at its limit") {
    let hang = (call("hang"), "timed out", { @Sendable in $0 == Observation.timedOut })
    return try await mixed(
      $0, count: 600, batch: ProbeBatch(probes: [], seconds: 0.5), [300: hang, 599: hang])
  }

  static let boundsAnswers = DriverClause(name: "an answer over the limit is oversized") {
    let large = (
      call("large", .int(200_000)), "oversized", { @Sendable in $0 == Observation.oversized }
    )
    return try await mixed(
      $0, count: 100, batch: ProbeBatch(probes: [], output: 100_000), [50: large, 99: large])
  }

  static let survivesPrinting = DriverClause(name: "what a subject prints is no answer") {
    let shout = (
      call("shout", .string("{\"id\":3,\"did\":[]}")), "what it was given",
      { @Sendable (seen: Observation) in
        seen.lastOutcome == returned(.string("{\"id\":3,\"did\":[]}"))
      }
    )
    return try await mixed(
      $0, count: 100, batch: ProbeBatch(probes: []), [2: shout, 3: shout, 99: shout])
  }

  static let survivesGarbage = DriverClause(name: "garbage harms no other probe") {
    let garble = (
      call("garble"), "its own return or a crash",
      { @Sendable (seen: Observation) in
        if case .crashed = seen { return true }
        return seen.lastOutcome == returned(.bool(true))
      }
    )
    return try await mixed($0, count: 100, batch: ProbeBatch(probes: []), [50: garble])
  }

  static let survivesFloods = DriverClause(name: "a gigabyte of printing harms no other probe") {
    let flood = (call("flood"), "anything but not run", { @Sendable in $0 != Observation.notRun })
    return try await mixed(
      $0, count: 20, batch: ProbeBatch(probes: [], seconds: 5), [10: flood])
  }

  static let countsStrikes = DriverClause(name: "three strikes and an operation is out") { driver in
    let probes = (0..<40).map { $0 % 2 == 0 ? call("abort") : call("echo", .int($0)) }
    let observations = try await driver.observe(ProbeBatch(probes: probes, strikes: 3))
    return compare(observations, count: 40) { place in
      if place % 2 == 1 {
        return ("its own number", observations[place].lastOutcome == returned(.int(place)))
      }
      return place < 6
        ? ("crashed by signal 6", observations[place] == .crashed(6))
        : ("not run", observations[place] == .notRun)
    }
  }

  static let remembersStrikes = DriverClause(name: "strikes of earlier batches count") { driver in
    let probes = (0..<12).map { place in
      call(["abort", "echo", "leave"][place % 3], .int(place))
    }
    let batch = ProbeBatch(probes: probes, strikesLeft: ["abort": 0, "leave": 1])
    let observations = try await driver.observe(batch)
    return compare(observations, count: 12) { place in
      switch place {
      case _ where place % 3 == 1:
        ("its own number", observations[place].lastOutcome == returned(.int(place)))
      case 2: ("anything but not run", observations[place] != .notRun)
      default: ("not run", observations[place] == .notRun)
      }
    }
  }

  static let isolates = DriverClause(name: "an isolated batch is answered too") {
    let abort = (
      call("abort"), "crashed by signal 6", { @Sendable in $0 == Observation.crashed(6) }
    )
    return try await mixed(
      $0, count: 5, batch: ProbeBatch(probes: [], isolated: true), [2: abort])
  }

  static let repeats = DriverClause(name: "the same batch gives the same observations") { driver in
    let probes = (0..<50).map { $0 % 10 == 7 ? call("abort") : call("echo", .int($0)) }
    let batch = ProbeBatch(probes: probes)
    let first = try await driver.observe(batch)
    return try await driver.observe(batch) == first ? [] : ["two runs differ"]
  }
}
