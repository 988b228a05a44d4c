import SpecModel
import SpecterTesting
import Testing

@testable import SpecterKit

@Suite struct DeclineTests {
  /// Ids of causes in a brief's `causes.md`.
  private static func ids(_ brief: Brief) -> [String] {
    (brief.files.text("causes.md") ?? "").split(separator: "\n").compactMap { line in
      guard line.hasPrefix("## C-") else { return nil }
      return line.dropFirst(3).split(separator: " ").first.map(String.init)
    }
  }

  /// A reply that declines each cause for a reason, and changes a word where `edits` says so.
  private static func declining(_ brief: Brief, edits: Bool = false) -> FileTree {
    var reply = FileTree()
    let lines = ids(brief).map { "- \($0): reject: it is right, try \(brief.key.attempt)" }
    reply["declined.md"] = Array(lines.joined(separator: "\n").utf8)
    if edits { reply["SPEC.md"] = (brief.files["SPEC.md"] ?? []) + Array("A word.\n".utf8) }
    return reply
  }

  // SPEC: R-STOP-08
  @Test(arguments: [true, false])
  func `what was declined twice is not raised again`(edits: Bool) async throws {
    var scene = Scene()
    scene.tempting = [.long]
    scene.reviser = { Self.declining($0, edits: edits) }
    let agent = scene.agent()
    let ending = try await scene.play(agent)
    #expect(ending.reason == .plateau)
    let open = try #require(ending.best?.open)
    #expect(!open.isEmpty, "it stays open in the verdict")
    #expect(
      ending.sentence
        == "only causes are left that the reviser declined twice, for a person to decide: "
        + open.sorted().joined(separator: ", "))
    #expect(await agent.briefs.count { $0.key.role == .reviser } == 2)
    let declined = DeclinedCauses(await scene.store.events(run: "toy"))
    #expect(declined.pinned.map(\.cause) == open.sorted())
    #expect(declined.pinned.allSatisfy { $0.reasons.count == 2 })
  }

  @Test func `others are still raised`() async throws {
    var scene = Scene()
    scene.settings.rounds = 4
    scene.settings.plateauRounds = 9
    scene.tempting = [.long, .negative]
    scene.reviser = { brief in
      var reply = Self.declining(brief, edits: true)
      // Of the two operations only `shout` is declined.
      let shouts = (brief.files.text("causes.md") ?? "").split(separator: "\n").filter {
        $0.hasPrefix("## C-") && $0.hasSuffix("`shout`")
      }.compactMap { $0.dropFirst(3).split(separator: " ").first }
      reply["declined.md"] = Array(
        shouts.map { "\($0): defer: not now" }.joined(separator: "\n").utf8)
      return reply
    }
    let agent = scene.agent()
    #expect(try await scene.play(agent).sentence == "4 rounds were played")
    let last = try #require(await agent.briefs.last { $0.key.role == .reviser })
    let text = last.files.text("causes.md") ?? ""
    #expect(last.key.attempt >= 1 && !text.contains("`shout`\n") && text.contains("`add`"))
  }

  @Test func `a reviser that neither changes nor declines is refused`() async throws {
    var scene = Scene()
    scene.tempting = [.long]
    scene.reviser = { _ in
      FileTree(["declined.md": Array("C-nothing: reject: so\n".utf8)]) ?? FileTree()
    }
    let ending = try await scene.play()
    #expect(ending.reason == .failed)
    #expect(ending.sentence.contains("SPEC.md was not changed"))
  }

  @Test(arguments: [
    ("C-3f2a91: reject: R-PLU-04 says it", "reject: R-PLU-04 says it"),
    ("- `C-3f2a91` defer: only a message", "defer: only a message"),
    ("C-3f2a91: reject:", nil), ("C-3f2a91", nil), ("C-3f2a910: reject: other", nil),
    ("As C-3f2a91: reject: so", nil), ("", nil),
  ])
  func `a reason is what stands behind the id`(line: String, reason: String?) {
    #expect(DeclinedCauses.reason(for: "C-3f2a91", in: line) == reason)
  }

  @Test func `a cause counts once a round and only if it was shown`() {
    var declined = DeclinedCauses()
    func change(_ causes: [String], _ lines: [String]) -> SpecChange {
      SpecChange(spec: .of("x"), causes: causes, declined: lines, agent: "a")
    }
    let line = "C-000001: reject: so"
    declined.add(change(["C-000001"], [line, line]), round: 1)
    declined.add(change(["C-000001"], [line]), round: 1)
    declined.add(change(["C-000002"], [line]), round: 2)
    #expect(declined.pinned.isEmpty)
    declined.add(change(["C-000001"], ["C-000001: defer: later"]), round: 3)
    #expect(declined.isPinned("C-000001"))
    #expect(declined.pinned.first?.reasons == ["reject: so", "defer: later"])
  }
}
