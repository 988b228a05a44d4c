import SpecModel
import Testing

@testable import SpecText

/// What the real specs define, counted in them with other tools and by eye.
@Suite(.enabled(if: RealSpecs.folder != nil, Comment(rawValue: RealSpecs.whyAbsent)))
struct DefinitionRealTests {
  private func spec(_ name: String) throws -> Spec {
    SpecParser.parse(try RealSpecs.bytes(name), path: name)
  }

  /// Settings, statements, extension settings, entities, fields, error codes, states, transitions.
  @Test(arguments: [
    ("symphony/SPEC-3c372fa.md", [26, 49, 3, 7, 55, 22, 16, 0]),
    ("symphony/SPEC-b4ccf7b.md", [28, 53, 3, 7, 52, 22, 16, 0]),
    ("symphony/SPEC-ff65c7c.md", [27, 50, 3, 7, 52, 22, 16, 0]),
    ("attractor/attractor-spec.md", [34, 64, 0, 19, 62, 0, 6, 0]),
    ("commonmark/spec.txt", [0, 0, 0, 0, 0, 0, 0, 0]),
  ])
  func `definitions of the real specs are counted, with no false alarm`(
    _ name: String, _ counts: [Int]
  ) throws {
    let spec = try spec(name)
    let statements: Int = spec.settings.map(\.statements.count).reduce(0, +)
    let fields: Int = spec.entities.map(\.fields.count).reduce(0, +)
    let extensions: Int = spec.settings.filter(\.isExtension).count
    let first: [Int] = [spec.settings.count, statements, extensions, spec.entities.count, fields]
    let found: [Int] =
      first + [spec.errors.count, spec.states.count, spec.transitions.count]
    #expect(found == counts)
    #expect(!spec.diagnostics.contains { $0.rule.hasPrefix("definition-") })
  }

  @Test func `every core setting of Symphony has its statements in 5_3 and 6_4`() throws {
    let settings = try spec("symphony/SPEC-3c372fa.md").settings
    let core = settings.filter { !$0.isExtension }
    #expect(core.count == 23)
    for setting in core {
      #expect(
        setting.statements.map { String($0.section.prefix(3)) } == ["5.3", "6.4"],
        "\(setting.key)")
      #expect(!setting.type.isEmpty)
    }
    let groups = Set(core.compactMap { $0.key.split(separator: ".").first.map(String.init) })
    #expect(groups == ["tracker", "polling", "workspace", "hooks", "agent", "codex"])
    #expect(
      settings.filter(\.isExtension).map(\.key) == [
        "server.port", "worker.ssh_hosts", "worker.max_concurrent_agents_per_host",
      ])
    let command = try #require(core.first { $0.key == "codex.command" })
    #expect(command.statements.map(\.lines) == [SourceLines(475, 478), SourceLines(627, 627)])
    #expect(command.statements.map(\.defaultValue) == ["codex app-server", "codex app-server"])
    let backoff = try #require(core.first { $0.key == "agent.max_retry_backoff_ms" })
    #expect(backoff.statements.map(\.defaultValue) == ["300000", "300000"])
    let states = try #require(core.first { $0.key == "tracker.active_states" })
    #expect(states.statements.map(\.defaultValue) == [nil, "adapter-defined"])
    #expect(states.statements.map(\.isRequired) == [nil, nil])
    let kind = try #require(core.first { $0.key == "tracker.kind" })
    #expect(kind.statements.map(\.isRequired) == [true, true])
  }

  @Test func `the entities of Symphony have their own fields and no nested ones`() throws {
    let entities = try spec("symphony/SPEC-3c372fa.md").entities
    #expect(
      entities.map { "\($0.name) \($0.fields.count)" } == [
        "Issue 15", "Workflow Definition 2", "Workspace 3", "Run Attempt 7", "Live Session 14",
        "Retry Entry 6", "Orchestrator Runtime State 8",
      ])
    let issue = try #require(entities.first)
    #expect(issue.lines == SourceLines(156, 197))
    #expect(issue.fields.filter { $0.name == "id" }.count == 1)
    #expect(issue.fields[11].name == "blocked_by")
    #expect(issue.fields[11].lines == SourceLines(187, 191))
    #expect(issue.fields[1].isRequired == false)
    let attempt = entities[3].fields[2]
    #expect(attempt.type == "integer or null")
    #expect(attempt.text == "`null` for first run, `>=1` for retries/continuation")
  }

  @Test func `Symphony has two machines, and its error codes say when`() throws {
    let spec = try spec("symphony/SPEC-3c372fa.md")
    let claims = spec.states.filter { $0.machine == "Issue Orchestration States" }
    #expect(
      claims.map(\.name) == ["Unclaimed", "Claimed", "Running", "RetryQueued", "Released"])
    #expect(claims.first?.text == "Issue is not running and has no retry scheduled.")
    #expect(claims.last?.lines == SourceLines(658, 660))
    let phases = spec.states.filter { $0.machine == "Run Attempt Lifecycle" }
    #expect(phases.count == 11)
    #expect(phases.last?.name == "CanceledByReconciliation")
    #expect(spec.errors.first?.code == "missing_workflow_file")
    let request = try #require(spec.errors.first { $0.code == "tracker_request" })
    #expect(request.when == "transport failure")
    #expect(request.section == "11.4 Error Handling Contract")
    #expect(request.places == [SourceLines(1292, 1292)])
    #expect(!spec.errors.contains { $0.code == "unavailable" })
  }

  @Test func `attractor's attributes keep apart what nodes, edges and graphs share`() throws {
    let spec = try spec("attractor/attractor-spec.md")
    let keys = Set(spec.settings.map(\.key))
    #expect(keys.isSuperset(of: ["graph.label", "node.label", "edge.label", "goal", "weight"]))
    #expect(!keys.contains("label"))
    let label = try #require(spec.settings.first { $0.key == "node.label" })
    #expect(label.statements.map(\.lines.first) == [148, 2006])
    #expect(label.defaultValue == "node ID")
    let outcome = try #require(spec.entities.first { $0.name == "Outcome" })
    #expect(outcome.fields.map(\.name).contains("suggested_next_ids"))
    #expect(outcome.fields[1].isRequired == false)
    let backoff = try #require(spec.entities.first { $0.name == "BackoffConfig" })
    #expect(backoff.fields.map(\.defaultValue) == ["200", "2.0", "60000", "true"])
    let file = try #require(spec.entities.last)
    #expect(file.name == "Status File Contract")
    #expect(file.fields.map(\.isRequired) == [true, false, false, false, false])
  }
}
