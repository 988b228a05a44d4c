import SpecterTesting
import Testing

@Test func `a replay keeps the contract of agents`() async throws {
  #expect(try await agentContract(RecordedFixture()) == [])
}

@Test func `a handoff keeps the contract of agents`() async throws {
  #expect(try await agentContract(HandoffFixture()) == [])
}

@Test func `a command keeps the contract of agents`() async throws {
  #expect(try await agentContract(CommandFixture()) == [])
}
