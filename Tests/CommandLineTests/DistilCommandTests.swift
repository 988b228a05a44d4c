import SpecModel
import Testing

/// `specter distil`, with agents that are scripts.
@Suite(.serialized, .needsProgram) struct DistilCommandTests {
  /// Agents of which the distiller takes a line away: the first time the rule that builds need.
  private func distil(_ bench: Bench, _ more: [String]) -> [String] {
    let distiller = """
      import re
      text = open('SPEC.md').read()
      told = 'rejected' in open('measured.md').read()
      line = r'- \\*\\*R-FIR-01.*\\n' if told else r'- \\*\\*R-COU-02.*\\n'
      open('SPEC.md', 'w').write(re.sub(line, '', text))
      """
    return ["distil", "specs/\(bench.module)", "--probes", "60"] + bench.agents()
      + ["--agent", "distiller=\(bench.command(distiller))"] + more
  }

  @Test func `a spec that did not converge is not distilled, and it says what to do`() async throws
  {
    try await Bench.with { bench in
      try await bench.begin()
      let ran = try await bench.specter(distil(bench, []))
      #expect(ran.status == 2, ran.story)
      #expect(ran.errors.contains("this spec has not converged"), ran.story)
      #expect(ran.errors.contains("Run `specter loop` until it converges"), ran.story)
    }
  }

  @Test func `a converged spec is cut, recorded, replayed and reported`() async throws {
    try await Bench.with { bench in
      try await bench.begin()
      let loop = try await bench.specter(bench.loop(["--record"]))
      #expect(loop.status == 0, loop.story)
      let path = "project/specs/\(bench.module)/SPEC.md"
      let whole = bench.text(path) ?? ""
      let ran = try await bench.specter(
        distil(bench, ["--rounds", "2", "--economy", "0.1", "--record"]))
      #expect(ran.status == 1, ran.story)
      #expect(ran.output.contains("budget spent: 2 rounds were played; economy "), ran.story)
      let short = bench.text(path) ?? ""
      #expect(short.contains("R-COU-02") && !short.contains("R-FIR-01"), ran.story)
      let check = try await bench.specter(["check", "specs/\(bench.module)"])
      #expect(check.status == 0, check.story)

      let text = try await bench.specter(["report", "--text"])
      #expect(text.output.contains("cut    economy  fidelity\nstart  "), text.story)
      #expect(text.output.contains("taken back"), text.story)
      let json = try await bench.specter(["report", "--json"])
      let curve = try json.json["curve"]?.arrayValue ?? []
      #expect(curve.map { $0["kept"] } == [.bool(true), .bool(false), .bool(true)], json.story)
      let page = try await bench.specter(["report", "--output", "-"])
      #expect(page.output.contains("aria-label=\"Fidelity against economy: economy "), page.story)

      // The recordings come to the same end.
      try bench.write(path, whole)
      let replay = try await bench.specter([
        "distil", "specs/\(bench.module)", "--probes", "60", "--rounds", "2", "--economy", "0.1",
      ])
      #expect(replay.status == 1 && replay.output.contains("2 rounds were played"), replay.story)
      #expect(bench.text(path) == short)
    }
  }
}
