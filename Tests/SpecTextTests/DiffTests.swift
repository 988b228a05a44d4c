import SpecModel
import Testing

@testable import SpecText

/// What changed between two versions of a spec.
@Suite struct DiffTests {
  private func changes(_ old: String, _ new: String) -> [ModelChange] {
    list(old, new).changes
  }

  private func list(_ old: String, _ new: String) -> ModelChangeList {
    SpecComparison.changes(from: (Array(old.utf8), "old.md"), to: (Array(new.utf8), "new.md"))
  }

  private func told(_ old: String, _ new: String) -> [String] {
    changes(old, new).map { change in
      let actions = change.actions.map(\.rawValue).joined(separator: "+")
      return "\(change.step.rawValue): \(change.subject.rawValue) \(change.name) \(actions)"
    }
  }

  private static let text = """
    # X

    ## Retries

    - **R-1** A client MUST retry a failed request three times.
    - **R-2** A client SHOULD wait a second between two attempts.
    - The queue of pending requests MAY be kept in memory only.
    - Failed requests are written to the log with their address.

    ## Closing

    - **R-3** A stream MUST be closed by whoever opened it.
    """

  private func edited(_ old: String, _ new: String) -> String {
    let text = Self.text.split(separator: old, maxSplits: 1, omittingEmptySubsequences: false)
    return text.count == 2 ? text[0] + new + text[1] : "not found"
  }

  @Test func `a spec and itself say the same, wrapped otherwise too`() {
    #expect(changes(Self.text, Self.text).isEmpty)
    #expect(told(Self.text, edited("failed request three", "failed\n  request three")).isEmpty)
    #expect(list(Self.text, Self.text).step == .none)
  }

  @Test func `requirements are stronger, weaker, turned round, reworded, gone and new`() {
    #expect(
      told(Self.text, edited("SHOULD wait", "MUST wait"))
        == ["major: requirement R-2 strengthened+reworded"])
    #expect(
      told(Self.text, edited("MUST retry", "SHOULD retry"))
        == ["major: requirement R-1 weakened+reworded"])
    #expect(
      told(Self.text, edited("MUST be closed", "MUST NOT be closed"))
        == ["major: requirement R-3 reversed+reworded"])
    #expect(
      told(Self.text, edited("a failed request", "every failed request"))
        == ["patch: requirement R-1 reworded"])
    #expect(
      told(Self.text, edited("three times", "4 times")) == ["major: requirement R-1 reworded"])
    #expect(
      told(Self.text, edited("- **R-2** A client SHOULD wait a second between two attempts.\n", ""))
        == ["minor: requirement R-2 removed"])
    #expect(
      told(edited("- **R-3** A stream MUST be closed by whoever opened it.", ""), Self.text)
        == ["major: requirement R-3 added"])
  }

  @Test func `a requirement without an id is found by its words, in another section too`() {
    let line = "- The queue of pending requests MAY be kept in memory only.\n"
    let moved = edited(line, "") + "\n" + line
    let change = changes(Self.text, moved)
    #expect(change.map(\.actions) == [[.moved]])
    #expect(change.first?.old?.section == "1 Retries")
    #expect(change.first?.new?.section == "2 Closing")
    let reworded = changes(Self.text, edited("kept in memory only", "held in memory only"))
    #expect(reworded.map(\.actions) == [[.reworded]])
    #expect(reworded.first?.subject == .requirement)
  }

  @Test func `text without a keyword is prose, and a keyword in capitals only is told as such`() {
    #expect(
      told(Self.text, edited("with their address", "with their full address"))
        == ["patch: prose  reworded"])
    let louder = changes("# X\n\nIt must hold for all.\n", "# X\n\nIt MUST hold for all.\n")
    #expect(louder.map(\.actions) == [[.strengthened]])
    #expect(louder.first?.step == .minor)
  }

  @Test func `ids that are put in front change nothing`() throws {
    for name in RealSpecs.folder == nil ? [] : RealSpecs.names {
      let bytes = try RealSpecs.bytes(name)
      let plan = SpecIDs.plan(bytes, path: name, scheme: IDScheme())
      let list = SpecComparison.changes(from: (bytes, name), to: (plan.bytes, name))
      #expect(list.changes.isEmpty, "\(name): \(list.changes.first.map { "\($0)" } ?? "")")
    }
    let plain = "# X\n\n- it MUST hold\n- it MAY not\n\n| a | b |\n|---|---|\n| it MUST | x |\n"
    let plan = SpecIDs.plan(Array(plain.utf8), path: "x", scheme: IDScheme())
    #expect(told(plain, String(decoding: plan.bytes, as: UTF8.self)).isEmpty)
  }

  private let operationChanged = "operation cut changed+reworded"

  @Test func `operations are compared by parameters, defaults and what they return`() {
    func spec(_ signature: String) -> String { "# X\n\n### `\(signature)`\n\nWords.\n" }
    let old = spec("cut(text, limit=80) -> str")
    #expect(told(old, spec("cut(text, limit=70) -> str")).contains("major: \(operationChanged)"))
    #expect(
      told(old, spec("cut(text, limit=80, mark='…') -> str")).contains(
        "minor: operation cut changed+reworded"))
    #expect(
      told(old, spec("cut(text, limit=80) -> bytes")).contains("major: \(operationChanged)"))
    #expect(told(old, "# X\n\nWords.\n").contains("major: operation cut removed"))
  }

  @Test func `settings, fields and error codes are compared by name`() {
    func spec(_ interval: String, _ error: String) -> String {
      """
      # X

      ## Configuration settings

      | Key | Type | Default | Description |
      |---|---|---|---|
      | `poll.interval_ms` | integer | `\(interval)` | Time between two polls |
      | `poll.retries` | integer | `3` | How often |

      ## Error codes

      | Code | When |
      |---|---|
      | `\(error)` | the file is not there |
      """
    }
    let changed = changes(spec("1000", "missing_file"), spec("5000", "missing_file"))
    #expect(changed.map(\.name) == ["poll.interval_ms"])
    #expect(changed.first?.aspects == [.init("default", old: "1000", new: "5000")])
    #expect(changed.first?.step == .major)
    let renamed = changes(spec("1000", "missing_file"), spec("1000", "file_not_found"))
    #expect(renamed.map(\.step) == [.major])
    #expect(renamed.first?.subject == .error)
  }

  @Test func `a default holds at every place of its setting`() {
    func spec(_ first: String, _ second: String?) -> String {
      let table = "| Key | Type | Default |\n|---|---|---|\n"
      let more = second.map { "\n## More\n\n\(table)| `size` | int | `\($0)` |\n" } ?? ""
      return "# X\n\n## Settings\n\n\(table)| `size` | int | `\(first)` |\n\(more)"
    }
    func aspects(_ old: String, _ new: String) -> [String] {
      list(old, new).changes.filter { $0.subject == .setting }.map { change in
        let told = change.aspects.map { "\($0.name) \($0.old ?? "-") \($0.new ?? "-")" }
        return "\(change.step.rawValue): \(told.joined(separator: "; "))"
      }
    }
    let same = spec("1", "1")
    #expect(aspects(same, spec("1", "2")) == ["major: default at place 2 1 2"])
    #expect(aspects(spec("1", "2"), same) == ["major: default at place 2 2 1"])
    #expect(aspects(spec("1", "2"), spec("1", nil)) == ["major: default at place 2 2 1"])
    #expect(aspects(spec("1", nil), spec("1", "2")) == ["major: default at place 2 1 2"])
    #expect(aspects(same, spec("2", "1")) == ["major: default 1 2"])
    #expect(aspects(same, spec("2", "2")) == ["major: default 1 2"])
    // One more place that says the same is no news of the setting.
    #expect(aspects(spec("1", nil), same).allSatisfy { !$0.hasPrefix("major") })
  }

  @Test func `long specs are compared and told in a time that grows with their size`() {
    func spec(_ verb: String) -> String {
      "# X\n\n" + (0..<4_000).map { "- Part \($0 % 7) MUST \(verb) \($0 % 11).\n" }.joined()
    }
    let clock = ContinuousClock()
    let time = clock.measure {
      let list = list(spec("hold"), spec("give way to") + spec("hold"))
      #expect(ChangeText.lines(of: list, withProse: true).count > 4_000)
      #expect(ChangeMarkdown.text(of: list).utf8.count > 1_000)
    }
    // About 2 s in a debug build; with any step that is quadratic it took minutes.
    #expect(time < .seconds(30))
  }

  @Test func `words that changed are marked`() {
    #expect(
      WordDiff.pieces(from: "a `b c` d e", to: "a `b d` d f")
        == [.same("a"), .old("`b c`"), .new("`b d`"), .same("d"), .old("e"), .new("f")])
    #expect(WordDiff.pieces(from: "a b", to: "a b") == [.same("a b")])
    #expect(WordDiff.pieces(from: "", to: "a") == [.new("a")])
  }

  @Test func `what goes by a changed requirement is stale`() throws {
    let trace = try Value(
      parsing: Array(
        """
        {"schema":"specter.trace/1","requirements":[{"id":"R-2","lines":[6,6],
        "operations":["wait"],"tests":[{"name":"t","path":"T.swift","line":9}]},
        {"id":"R-1","lines":[5,5],"examples":[{"name":"ex-1","path":"s.md","line":3}]}]}
        """.utf8))
    let rows = try StaleFinder.rows(trace, place: "trace.json")
    let stale = StaleFinder.stale(
      changes(Self.text, edited("SHOULD wait", "MUST wait")), rows: rows, probed: [("wait", 30)])
    #expect(
      stale.map { "\($0.kind) \($0.name): \($0.because)" } == [
        #"test T.swift:9: ["R-2 is strengthened"]"#, #"probes wait (30): ["R-2 is strengthened"]"#,
      ])
    #expect(throws: Failure.self) { try StaleFinder.rows(.null, place: "x") }
  }

  @Test func `markdown calls no one by name and holds no tag of the spec's`() {
    let text = ChangeMarkdown.text(
      of: list("# X\n\nIt MUST.\n", "# X\n\nIt MUST <img src=x> tell @all people now.\n"))
    #expect(text.contains("&lt;img"))
    #expect(!text.contains("@all"))
    #expect(text.contains("- [ ]"))
  }

  @Test(
    .enabled(if: RealSpecs.folder != nil, Comment(rawValue: RealSpecs.whyAbsent)),
    arguments: RealSpecs.names)
  func `a real spec and itself say the same`(_ name: String) throws {
    let bytes = try RealSpecs.bytes(name)
    #expect(SpecComparison.changes(from: (bytes, name), to: (bytes, name)).changes.isEmpty)
  }

  @Test(.enabled(if: RealSpecs.folder != nil, Comment(rawValue: RealSpecs.whyAbsent)))
  func `Symphony's changes are told as a maintainer needs them`() throws {
    let old = try RealSpecs.bytes("symphony/SPEC-b4ccf7b.md")
    let new = try RealSpecs.bytes("symphony/SPEC-3c372fa.md")
    let list = SpecComparison.changes(from: (old, "old"), to: (new, "new"))
    #expect(list.step == .major)
    func names(_ subject: ModelChange.Subject, _ action: ModelChange.Action) -> Set<String> {
      Set(list.all.filter { $0.subject == subject && $0.action == action }.map(\.name))
    }
    #expect(
      names(.setting, .removed) == ["tracker.endpoint", "tracker.api_key", "tracker.project_slug"])
    #expect(names(.setting, .added) == ["tracker.provider"])
    #expect(names(.error, .removed).count == 7)
    #expect(names(.field, .added).contains("Issue.dispatchable"))
    #expect(
      list.all.contains {
        $0.old?.strength == .should && $0.new?.strength == .must
          && $0.new?.text.hasPrefix("Unsupported tool names MUST") == true
      })
    // Every changed line that is not blank is told, but for one item whose number changed.
    let lines = Set(
      list.all.flatMap { change in change.new.map { Array($0.lines.first...$0.lines.last) } ?? [] })
    #expect(lines.contains(807) && lines.contains(1198) && lines.contains(2107))
  }
}
