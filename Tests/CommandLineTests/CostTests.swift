import SpecModel
import Testing

/// `specter diff` on candidates that take more than the reference, and on ones that do not.
@Suite(.serialized, .needsProgram) struct CostTests {
  /// `fib` takes microseconds, `spin` tens of milliseconds, more or less by chance.
  private static let library = """
    import random


    def fib(n: int) -> int:
        a, b = 0, 1
        for _ in range(n % 28):
            a, b = b, a + b
        return a


    def size(text: str) -> int:
        return len(text)


    def spin(n: int) -> int:
        total = 0
        for number in range(random.randrange(200000, 900000)):
            total ^= number
        return n

    """
  private static let naive = library.replacing(
    """
        a, b = 0, 1
        for _ in range(n % 28):
            a, b = b, a + b
        return a
    """,
    with: """
          n = n % 28
          return n if n < 2 else fib(n - 1) + fib(n - 2)
      """)

  private func diff(_ bench: Bench, _ candidate: String, probes: Int, _ more: [String] = [])
    async throws -> Ran
  {
    try bench.write("rebuilt/\(bench.module).py", candidate)
    return try await bench.specter(
      [
        "diff", "--module", bench.module, "../lib", "../rebuilt", "--probes", "\(probes)",
        "--guided", "0", "--json",
      ] + more, seconds: 200)
  }

  private func costs(_ ran: Ran) throws -> [Value] {
    (try ran.json["causes"]?.arrayValue ?? []).filter { $0["kind"] == .string("cost") }
  }

  private static let quiet = library.replacing(
    "random.randrange(200000, 900000)", with: "2000")

  // SPEC: R-SCO-04, R-SCO-19
  @Test func `a naive recursion is found, told in figures, and found again from the cache`()
    async throws
  {
    try await Bench.with(Self.quiet) { bench in
      let naive = Self.naive.replacing("random.randrange(200000, 900000)", with: "2000")
      let ran = try await diff(bench, naive, probes: 150)
      #expect(ran.status == 1, ran.story)
      let found = try costs(ran)
      #expect(found.map { $0["operation"] } == [.string("fib")], ran.story)
      let cause = try #require(found.first)
      #expect(cause["priority"] == .string("P2"))
      let words = try #require(cause["words"]?.stringValue)
      #expect(words.contains(" ms of CPU where the reference takes 0.0"), "\(words)")
      #expect(cause["excess"]?["resource"] == .string("cpu"))
      #expect((cause["excess"]?["candidate"]?.intValue ?? 0) > 20_000)
      let fidelity = try #require(ran.json["fidelity"]?["value"]?.doubleValue)
      #expect(fidelity < 100 && fidelity > 90)
      let warm = try await diff(bench, naive, probes: 150)
      #expect((try warm.json["probes"]?["reused"]?.intValue ?? 0) > 0, warm.story)
      #expect(try costs(warm).map { $0["id"] } == found.map { $0["id"] }, warm.story)
    }
  }

  // SPEC: R-SCO-19
  @Test func `memory is compared, and no cause is made of what is equal`() async throws {
    // It takes tens of milliseconds anyway, so that the memory is what stands out.
    let busy = Self.quiet.replacing(
      "    return len(text)",
      with: "    for number in range(1500000): pass\n    return len(text)")
    let wasteful = busy.replacing(
      "return len(text)", with: "return len(bytearray(b'x') * (48 << 20)) * 0 + len(text)")
    try await Bench.with(busy) { bench in
      let equal = try await diff(bench, "# Another file.\n" + busy, probes: 30)
      #expect(equal.status == 0, equal.story)
      let ran = try await diff(bench, wasteful, probes: 10)
      let found = try costs(ran)
      #expect(found.map { $0["operation"] } == [.string("size")], ran.story)
      #expect(found.first?["excess"]?["resource"] == .string("memory"), ran.story)
      #expect(found.first?["candidateText"]?.stringValue?.hasSuffix(" MiB of memory") == true)
    }
  }

  // SPEC: R-SCO-19
  @Test func `slow functions that take what they take by chance make no alarm`() async throws {
    try await Bench.with(Self.library) { bench in
      let ran = try await diff(
        bench, "# Another file.\n" + Self.library, probes: 20, ["--no-cache"])
      #expect(ran.status == 0, ran.story)
      #expect(try costs(ran).isEmpty)
      #expect(try ran.json["notes"] == .array([]), ran.story)
    }
  }
}
