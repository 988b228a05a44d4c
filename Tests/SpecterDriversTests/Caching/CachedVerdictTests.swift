import SpecModel
import SpecterKit
import SpecterSandbox
import SpecterTesting
import Testing

import struct Foundation.Data
import struct Foundation.URL

@testable import SpecterDrivers

/// A verdict is the same whether its observations were made now or before, on a library with noise,
/// with a memory, and with planted differences.
@Suite(.timeLimit(.minutes(3))) struct CachedVerdictTests {
  private static let reference = """
    _calls = []

    def plain(text: str) -> str:
        return text.upper()

    def noisy(number: int) -> list:
        return [number + 1, hash("x" * 3)]

    def salted(number: int) -> int:
        return hash("x" * 3)

    def counting(number: int) -> int:
        _calls.append(number)
        return len(_calls) + number

    def picky(number: int) -> int:
        if number > 20:
            raise ValueError("too large: %d" % number)
        return number * 2
    """

  private static let faulty =
    reference
    .replacing("text.upper()", with: "text.upper() if len(text) < 9 else text")
    .replacing("[number + 1,", with: "[number + (1 if number < 30 else 2),")
    .replacing("raise ValueError(\"too", with: "raise KeyError(\"too")

  private static func subject(_ folder: String, _ name: String) -> Subject {
    Subject(location: .folder("\(folder)/\(name)"), digest: Digest.of("\(folder)/\(name)"))
  }

  private func measure(
    _ folder: String, candidate: String, cache: (any ObservationCache)?
  ) async throws -> MeasureOutcome {
    let sandbox = try #require(await sandbox(.none))
    let request = MeasureRequest(
      scope: SurfaceScope(module: "lib"), reference: Self.subject(folder, "original"),
      candidate: Self.subject(folder, candidate), plan: MeasurePlan(perOperation: 10),
      isolation: .none)
    let surface = PythonSurface(sandbox: sandbox, cache: cache)
    return try await Differ(surface: surface, clock: Clock(time: { 0 }, monotonic: { 0 }))
      .measure(request)
  }

  /// A measurement without what says how it came about.
  private func verdict(_ outcome: MeasureOutcome) -> Measurement {
    var measurement = outcome.measurement
    measurement.probes.reused = 0
    measurement.probes.perSecond = nil
    return measurement
  }

  private func withLibraries(_ body: (String) async throws -> Void) async throws {
    let files = [
      "original/lib.py": Self.reference, "same/lib.py": Self.reference,
      "faulty/lib.py": Self.faulty,
    ]
    try await withSubjectFolder(files, body)
  }

  // SPEC: R-VER-08
  @Test func `cold, warm and without a cache the verdict is the same`() async throws {
    try await withLibraries { folder in
      let cache = InMemoryCache()
      let plain = try await measure(folder, candidate: "faulty", cache: nil)
      let cold = try await measure(folder, candidate: "faulty", cache: cache)
      let warm = try await measure(folder, candidate: "faulty", cache: cache)
      #expect(plain.measurement.probes.masked > 0 && plain.measurement.probes.dropped > 0)
      #expect(plain.measurement.probes.rerun > 0)
      #expect(
        Set(plain.measurement.causes.map(\.operation)).isSuperset(
          of: ["plain", "noisy", "picky"]))
      #expect(verdict(cold) == verdict(plain) && cold.lines == plain.lines)
      #expect(verdict(warm) == verdict(plain) && warm.lines == plain.lines)
      #expect(cold.measurement.probes.reused == 0)
      #expect(warm.measurement.probes.reused > warm.measurement.probes.all)
    }
  }

  /// A library that ends its process where it is given a number of more than 20.
  private static let deadly = """
    import os

    def plain(text: str) -> str:
        return text.upper()

    def fragile(number: int) -> int:
        if number > 20:
            os._exit(3)
        return number + 1
    """

  // SPEC: R-VER-07
  @Test func `no divergence rests on a crash that is remembered`() async throws {
    let sound = Self.deadly.replacing("os._exit(3)", with: "pass")
    let files = ["original/lib.py": sound, "deadly/lib.py": Self.deadly]
    try await withSubjectFolder(files) { folder in
      let cache = InMemoryCache()
      let cold = try await measure(folder, candidate: "deadly", cache: cache)
      #expect(Set(cold.measurement.causes.map(\.operation)).contains("fragile"))
      let warm = try await measure(folder, candidate: "deadly", cache: cache)
      #expect(verdict(warm) == verdict(cold))
      // The digest that the test gave it stays as it is, so the cache still says that it crashes.
      try Data(sound.utf8).write(to: URL(filePath: "\(folder)/deadly/lib.py"))
      let mended = try await measure(folder, candidate: "deadly", cache: cache)
      #expect(mended.measurement.causes == [])
    }
  }

  // SPEC: R-VER-07
  @Test func `where both sides crash alike nothing is run again`() async throws {
    let files = ["original/lib.py": Self.deadly, "same/lib.py": Self.deadly]
    try await withSubjectFolder(files) { folder in
      let cache = InMemoryCache()
      let cold = try await measure(folder, candidate: "same", cache: cache)
      #expect(cold.measurement.causes == [] && cold.measurement.probes.crashed > 0)
      for name in ["original", "same"] {
        try Data("raise SystemExit".utf8).write(to: URL(filePath: "\(folder)/\(name)/lib.py"))
      }
      let warm = try await measure(folder, candidate: "same", cache: cache)
      #expect(verdict(warm) == verdict(cold))
      #expect(warm.measurement.probes.reused > warm.measurement.probes.all)
    }
  }

  @Test func `a new candidate finds the reference in the cache`() async throws {
    try await withLibraries { folder in
      let cache = InMemoryCache()
      _ = try await measure(folder, candidate: "same", cache: cache)
      let plain = try await measure(folder, candidate: "faulty", cache: nil)
      let other = try await measure(folder, candidate: "faulty", cache: cache)
      #expect(verdict(other) == verdict(plain) && other.lines == plain.lines)
      #expect(other.measurement.probes.reused > 0)
    }
  }
}
