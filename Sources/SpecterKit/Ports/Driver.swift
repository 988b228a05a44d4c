import SpecModel

/// A process that exposes one subject's operations (DRIVER-PROTOCOL.md, version 1).
///
/// An implementer of this port passes `driverContract` of `SpecterTesting`: as many observations as
/// probes, in order; a crash, hang or flood is the observation of the probe it was on, and the
/// next probe runs in a new process; the same batch gives the same observations.
public protocol Driver: Sendable {
  /// What the subject's public surface is. Throws `SubjectUnloadable` when the subject can't be
  /// loaded at all; `observe` does the same.
  func describe() async throws -> SurfaceDescription

  /// Runs probes in order and tells what the subject did; several are in flight at a time.
  func observe(_ batch: ProbeBatch) async throws -> [Observation]

  /// The same, where a new process began in between, and what probes took.
  func answer(_ batch: ProbeBatch) async throws -> BatchAnswer

  /// How many of the observations that it gave so far came from a cache rather than from the
  /// subject; none for a driver without one.
  func reused() async -> Reuse
}

extension Driver {
  /// None: a driver runs what it is asked.
  public func reused() async -> Reuse { Reuse() }
  /// What `observe` gives, from one process.
  public func answer(_ batch: ProbeBatch) async throws -> BatchAnswer {
    BatchAnswer(observations: try await observe(batch))
  }
}

/// How many observations came from a cache.
public struct Reuse: Sendable, Hashable {
  /// All of them.
  public var observations: Int
  /// Those of batches in which a process broke, where they are compared: on another day it may go
  /// otherwise, so no divergence rests on them.
  public var disturbed: Int

  /// So many; by default none.
  public init(observations: Int = 0, disturbed: Int = 0) {
    self.observations = observations
    self.disturbed = disturbed
  }

  /// Adds others.
  public static func += (sum: inout Reuse, more: Reuse) {
    sum.observations += more.observations
    sum.disturbed += more.disturbed
  }
}

/// What a subject did with a batch, and in how many processes.
public struct BatchAnswer: Sendable, Hashable {
  /// As many as probes, in their order.
  public var observations: [Observation]
  /// Indices of the probes that were the first of a new process, in order: it had forgotten all
  /// that ran before them. Empty for a batch whose probes each have a process of their own.
  public var restarts: [Int]
  /// What probes took, by their index: all of them where the request asked for costs, otherwise
  /// those that took much.
  public var costs: [Int: ProbeCost]
  /// Whether the driver tells costs at all; where it does not, none being told means nothing.
  public var tellsCosts: Bool

  /// An answer; by default from the process that answered the batch before, which tells no costs.
  public init(
    observations: [Observation], restarts: [Int] = [], costs: [Int: ProbeCost] = [:],
    tellsCosts: Bool = false
  ) {
    self.costs = costs
    self.tellsCosts = tellsCosts
    self.observations = observations
    self.restarts = restarts
  }

  /// The answer to the same probes in the opposite order; where new processes began is not told of
  /// it.
  func reversed() -> BatchAnswer {
    let last = observations.count - 1
    return BatchAnswer(
      observations: observations.reversed(),
      costs: Dictionary(
        costs.map { (last - $0.key, $0.value) }, uniquingKeysWith: { first, _ in first }),
      tellsCosts: tellsCosts)
  }
}

/// The subject can't be loaded: its import raises, ends the process or never returns. Of a
/// reference that is an error, to be thrown on as `failure`; of a candidate it is a result: it
/// lacks every operation.
public struct SubjectUnloadable: Error, Sendable, Hashable, CustomStringConvertible {
  /// What happened, as an error of code `.driver`.
  public var failure: Failure

  /// A subject that can't be loaded, and why.
  public init(_ what: String, remedy: String = "") {
    failure = Failure(.driver, what, remedy: remedy)
  }

  /// The failure in words.
  public var description: String { failure.description }
}

/// Probes to run on one subject.
public struct ProbeBatch: Sendable {
  /// The probes, in the order in which they run.
  public var probes: [Probe]
  /// Longest wall time of one probe in seconds.
  public var seconds: Double
  /// Longest wait in seconds for any of many probes in flight, before the process is taken to hang
  /// and the probes are run one at a time in a new one.
  public var patience: Double
  /// Whether one is in flight at a time from the start, with a driver that can't be prompt: where
  /// many are expected to hang, that takes less time than finding out which of them did.
  public var isCareful: Bool
  /// Longest answer in bytes.
  public var output: Int
  /// After so many crashes or time-outs of one target its remaining probes are not run.
  public var strikes: Int
  /// The same for targets that had strikes in batches before this one, where it is less; 0: nothing
  /// of it is run.
  public var strikesLeft: [String: Int]
  /// Whether every probe runs in a process of its own.
  public var isolated: Bool
  /// Whether it only decides which probes are drawn: a crash or time-out may then be taken from a
  /// cache in any case.
  public var isForDrawing: Bool

  /// Strikes of an operation, unless others are given.
  public static let usualStrikes = 3

  /// A batch; by default 2 seconds and 1 MiB a probe, and three strikes.
  public init(
    probes: [Probe], seconds: Double = 2, output: Int = 1 << 20,
    strikes: Int = Self.usualStrikes,
    isolated: Bool = false, patience: Double = 0.5, isForDrawing: Bool = false,
    strikesLeft: [String: Int] = [:], isCareful: Bool = false
  ) {
    self.isCareful = isCareful
    self.strikesLeft = strikesLeft
    self.patience = patience
    self.isForDrawing = isForDrawing
    self.probes = probes
    self.seconds = seconds
    self.output = output
    self.strikes = strikes
    self.isolated = isolated
  }
}

/// How subjects are used: gives drivers, and reads source for economy and constants.
public protocol Surface: Sendable {
  /// Starts a driver on a subject and stops it after `body`.
  func withDriver<R: Sendable>(
    _ request: DriverRequest, _ body: @Sendable (any Driver) async throws -> R
  ) async throws -> R

  /// Reads the source of a subject's modules in scope without running it; nil where the surface has
  /// no source to read.
  func survey(_ subject: Subject, scope: SurfaceScope) async throws -> Survey?

  /// The driver and interpreter that subjects run with: part of what a verdict was measured on.
  func identity() async throws -> SurfaceIdentity

  /// Runs the subject's own tests under a recorder and returns the calls into its public surface.
  func mine(_ request: MineRequest) async throws -> Mined
}

/// A reference or a candidate, ready to be run.
public struct Subject: Sendable, Hashable {
  /// Host folder that holds it, or the command that speaks the driver protocol.
  public enum Location: Sendable, Hashable {
    /// A folder on the host; seen read-only by what runs.
    case folder(String)
    /// A command that speaks the driver protocol.
    case command([String])
  }

  /// Where it is.
  public var location: Location
  /// Digest of its files (of the command line for a command).
  public var digest: Digest

  /// A subject.
  public init(location: Location, digest: Digest) {
    self.location = location
    self.digest = digest
  }
}

/// Which driver to start.
public struct DriverRequest: Sendable {
  /// The subject.
  public var subject: Subject
  /// The scope that it describes.
  public var scope: SurfaceScope
  /// Seed of the subject's own hashing and randomness; the two runs of a reference have other ones.
  public var seed: UInt64
  /// What the subject is in the comparison, `reference` or `candidate`; empty where it is neither.
  /// A subject that is compared with itself runs in each of its roles.
  public var role: String
  /// Whether answers tell what the probe was the first to reach, as far as the driver can.
  public var traced: Bool
  /// Whether answers tell what every probe took, as far as the driver can. They come from the
  /// subject then, never from a cache.
  public var costed: Bool

  /// Whether the subject's memory lies at the same addresses each time, where the machine can do
  /// that. Then what depends on them, such as the order of a set of tuples with `None` in Python
  /// before 3.12, is the same in two processes that run the same.
  public var fixesAddresses: Bool
  /// Whether batches in which a process crashed or ran out of time may come from a cache.
  public var trustsBreaks: Bool
  /// Whether each answer is written as soon as it is there, as far as the driver can: what breaks a
  /// process is known at once then, for a little more time a probe. Only where probes are drawn: a
  /// process that dies between two probes has the second charged with it.
  public var isPrompt: Bool

  /// A request.
  public init(
    subject: Subject, scope: SurfaceScope, seed: UInt64, role: String = "", traced: Bool = false,
    costed: Bool = false, fixesAddresses: Bool = false, trustsBreaks: Bool = true,
    isPrompt: Bool = false
  ) {
    self.isPrompt = isPrompt
    self.trustsBreaks = trustsBreaks
    self.fixesAddresses = fixesAddresses
    self.costed = costed
    self.traced = traced
    self.subject = subject
    self.scope = scope
    self.seed = seed
    self.role = role
  }
}

/// What a subject's source holds, read without running it.
public struct Survey: Sendable, Hashable {
  /// UTF-8 bytes of the modules in scope without comments, docstrings and blank lines: the
  /// denominator of economy.
  public var bareBytes: Int
  /// Literals, what constant expressions come to, regular-expression parts and table keys, most
  /// frequent first.
  public var constants: [Value]
  /// Constants that the source compares a parameter with, by the parameter's name.
  public var choices: [String: [Value]]

  /// A survey.
  public init(bareBytes: Int, constants: [Value], choices: [String: [Value]] = [:]) {
    self.bareBytes = bareBytes
    self.constants = constants
    self.choices = choices
  }
}

/// What to mine.
public struct MineRequest: Sendable {
  /// The reference.
  public var subject: Subject
  /// The scope whose calls are recorded.
  public var scope: SurfaceScope
  /// Host folder with the tests.
  public var tests: String

  /// A request.
  public init(subject: Subject, scope: SurfaceScope, tests: String) {
    self.subject = subject
    self.scope = scope
    self.tests = tests
  }
}

/// Calls that the reference's tests made.
public struct Mined: Sendable, Hashable {
  /// Probes, deduplicated; origin `.mined(FILE)` or `.mined(FILE::TEST)`, pool not yet decided
  /// (`.dev`).
  public var probes: [Probe]
  /// Tests that ran and passed.
  public var passed: Int
  /// Tests that failed or could not be collected.
  public var failed: Int
  /// What went wrong, for people; empty when nothing did.
  public var notes: [String]

  /// What was mined.
  public init(probes: [Probe], passed: Int = 0, failed: Int = 0, notes: [String] = []) {
    self.probes = probes
    self.passed = passed
    self.failed = failed
    self.notes = notes
  }
}
