import SpecModel
import SpecterKit
import Testing

@testable import SpecterReport

@Suite struct `A profile` {
  private var profile: Profile {
    var profile = Profile()
    for (phase, seconds) in [
      (Profile.Phase.shrinking, 0.0), (.starting, 0.2), (.running, 1), (.first, 0.9),
      (.second, 0.95), (.candidate, 0.85), (.comparing, 0.05), (.bootstrap, 0.3),
    ] { profile.add(phase, seconds) }
    profile.add(.starting, 0.3)
    return profile
  }

  @Test func `is a table in the order of the phases, parts below their whole`() throws {
    try expectSnapshot(ProfileText.lines(profile).joined(separator: "\n") + "\n", "profile.txt")
  }

  @Test func `counts what overlaps once`() {
    #expect(abs(profile.wall - 1.8) < 1e-9)
    var twice = profile
    twice.add(profile)
    #expect(abs(twice.wall - 3.6) < 1e-9)
    #expect(abs((twice.seconds[.second] ?? 0) - 1.9) < 1e-9)
  }

  @Test func `is a list for programs`() throws {
    let entries = try #require(ProfileText.value(profile).arrayValue)
    #expect(entries.count == 8)
    #expect(entries[0]["phase"] == .string("starting drivers"))
    #expect(entries[0]["seconds"]?.doubleValue == 0.5)
    #expect(entries[2]["phase"] == .string("reference, run 1"))
    #expect(entries[2]["part"] == .bool(true) && entries[1]["part"] == .bool(false))
    let shares = entries.filter { $0["part"] == .bool(false) }.compactMap {
      $0["share"]?.doubleValue
    }
    #expect(abs(shares.reduce(0, +) - 1) < 1e-3)
  }

  @Test func `of nothing has no share`() {
    #expect(ProfileText.lines(Profile()).count == 1)
    #expect(ProfileText.value(Profile()) == .array([]))
  }
}

@Suite struct `What came from the cache` {
  private var measurement: Measurement {
    var measurement = Samples.clean
    measurement.probes.perSecond = nil
    measurement.probes.reused = 16_200
    return measurement
  }

  // SPEC: R-VER-07
  @Test func `is told on the console, and no rate beside it`() {
    let line = ConsoleReporter(width: 200).lines(measurement).first { $0.hasPrefix("probes") }
    #expect(line?.hasSuffix(", 16,200 observations from the cache") == true)
    #expect(line?.contains("a second") == false)
    var outcome = CheckOutcome(name: "toy", measurement: measurement, recorded: nil)
    #expect(CheckText.head(outcome).hasSuffix("99.75, 100]"))
    outcome.reused = 1
    #expect(CheckText.head(outcome).hasSuffix("99.75, 100], 1 observation from the cache"))
  }

  // SPEC: R-VER-01, R-VER-07
  @Test func `is kept in a verdict`() throws {
    let document = VerdictDocument.encode(measurement)
    #expect(document["probes"]?["reused"]?.intValue == 16_200)
    #expect(document["probes"]?["perSecond"] == .null)
    #expect(try VerdictDocument.decode(document) == measurement)
  }

  @Test func `is none in a verdict that is older than the cache`() throws {
    let text = JSONText.pretty(VerdictDocument.encode(Samples.clean))
    let older = text.replacing(#/,\s*"reused": 0/#, with: "")
    #expect(older != text)
    #expect(try VerdictDocument.decode(try Value(parsing: older)) == Samples.clean)
  }
}
