import SpecModel
import Testing

@testable import SpecText

/// Facts counted by hand: see docs/lint/false-alarms.md.
@Suite(.enabled(if: RealSpecs.folder != nil, Comment(rawValue: RealSpecs.whyAbsent)))
struct LintRealSpecTests {
  private func findings(_ file: String) throws -> [String: [Diagnostic]] {
    let bytes = try RealSpecs.bytes(file)
    return Dictionary(grouping: Linter.lint(LintInput(bytes, path: file)), by: \.rule)
  }

  @Test func `on Symphony no case names any of 22 errors, and 19 of 23 settings`() throws {
    let found = try findings("symphony/SPEC-3c372fa.md")
    #expect(found["error-without-case"]?.count == 22)
    #expect(found["setting-without-case"]?.count == 19)
    let named = [
      "tracker.kind", "tracker.provider", "codex.command", "agent.max_retry_backoff_ms",
    ]
    for key in named {
      #expect(
        found["setting-without-case"]?.contains { $0.message.contains("'\(key)'") } == false)
    }
  }

  @Test func `on Symphony what no algorithm or text defines is told, and what one does is not`()
    throws
  {
    let calls = try findings("symphony/SPEC-3c372fa.md")["undefined-call"]?.map(\.message) ?? []
    for name in ["validate_dispatch_config", "schedule_retry", "app_server.run_turn"] {
      #expect(calls.contains { $0.contains("'\(name)'") }, "\(name)")
    }
    for name in ["dispatch_issue", "startup_terminal_workspace_cleanup", "issue_routable", "set"] {
      #expect(!calls.contains { $0.contains("defines '\(name)'") }, "\(name)")
    }
  }

  @Test func `settings that two places state alike are no mismatch in any real spec`() throws {
    for file in RealSpecs.names {
      let found = try findings(file)
      #expect(found["setting-mismatch"] == nil && found["field-conflict"] == nil, "\(file)")
    }
  }
}
