import SpecModel
import SpecterKit

/// What a worker does in the brief's folder while the contract is tried.
public enum AgentWork: Sendable {
  /// Leaves these files, over what was there, and says that it is done.
  case leaves(FileTree)
  /// Says that it is done, without having done anything.
  case nothing
  /// Never ends.
  case endless
}

/// Makes agents of one kind for the contract.
public protocol AgentFixture: Sendable {
  /// Whether its agents wait for a worker; a replay has nothing endless to stop.
  var waits: Bool { get }

  /// Runs `body` with an agent whose worker treats `brief` as `work` says.
  func withAgent(
    doing work: AgentWork, on brief: Brief, _ body: @Sendable (any Agent) async throws -> Void
  ) async throws
}

/// Tries agents of one kind against the contract of `Agent` and returns what they break, one
/// sentence each; empty when it holds.
public func agentContract(_ fixture: some AgentFixture) async throws -> [String] {
  var breaches: [String] = []
  for role in Role.allCases {
    breaches += try await replies(fixture, to: AgentSamples.brief(role))
  }
  breaches += try await idleness(fixture)
  breaches += try await cancellation(fixture)
  return breaches
}

private func replies(_ fixture: some AgentFixture, to brief: Brief) async throws -> [String] {
  let breaches = Breaches()
  let wanted = AgentSamples.reply(to: brief.key.role)
  let left = brief.files.files.merging(wanted.files) { $1 }
    .merging(AgentSamples.noReply(from: brief.key.role)) { $1 }
  let role = brief.key.role.rawValue
  let before = brief.digest
  try await fixture.withAgent(doing: .leaves(FileTree(left) ?? FileTree()), on: brief) { agent in
    let run = try await agent.perform(brief)
    let missing = wanted.changes(since: run.reply).paths
    await breaches.expect(missing.isEmpty, "\(role): left byte for byte: \(missing)")
    let extra = run.reply.paths.filter { wanted[$0] == nil }
    await breaches.expect(extra.isEmpty, "\(role): not part of the reply: \(extra)")
    await breaches.expect(!run.agent.isEmpty, "\(role): the agent has a name")
    await breaches.expect(run.seconds >= 0, "\(role): the agent took no negative time")
  }
  await breaches.expect(brief.digest == before, "\(role): the brief stays as it was")
  return await breaches.all
}

private func idleness(_ fixture: some AgentFixture) async throws -> [String] {
  let breaches = Breaches()
  let brief = AgentSamples.brief(.implementer)
  try await fixture.withAgent(doing: .nothing, on: brief) { agent in
    do {
      _ = try await agent.perform(brief)
      await breaches.expect(false, "an agent that did no work is a failure")
    } catch let failure as Failure {
      await breaches.expect(
        failure.code == .agent || failure.code == .recordingExhausted,
        "an agent that did no work is a failure of code agent, not of \(failure.code)")
    }
  }
  return await breaches.all
}

private func cancellation(_ fixture: some AgentFixture) async throws -> [String] {
  let breaches = Breaches()
  let brief = AgentSamples.brief(.implementer)
  let work = fixture.waits ? AgentWork.endless : .leaves(AgentSamples.reply(to: .implementer))
  try await fixture.withAgent(doing: work, on: brief) { agent in
    let clock = ContinuousClock()
    let start = clock.now
    await withTaskGroup { group in
      group.addTask {
        // A replay would be over before it could be stopped, so it is stopped before it begins.
        if !fixture.waits { try? await Task.sleep(for: .seconds(30)) }
        do {
          _ = try await agent.perform(brief)
          await breaches.expect(false, "a cancelled agent gives no reply")
        } catch is CancellationError {
        } catch {
          await breaches.expect(false, "a cancelled agent throws CancellationError, not \(error)")
        }
      }
      try? await Task.sleep(for: .milliseconds(100))
      group.cancelAll()
    }
    await breaches.expect(clock.now - start < .seconds(10), "a cancelled agent stops promptly")
  }
  return await breaches.all
}

/// Collects what is broken.
private actor Breaches {
  private(set) var all: [String] = []

  func expect(_ holds: Bool, _ sentence: String) {
    if !holds { all.append(sentence) }
  }
}
