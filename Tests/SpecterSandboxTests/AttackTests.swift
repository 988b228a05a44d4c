import Glibc
import SpecModel
import SpecterKit
import SpecterSandbox
import SpecterTesting
import Testing

@Suite(.serialized)
struct AttackTests {
  // SPEC: R-CLI-12
  @Test(.enabled(if: sealedSandbox != nil, "bubblewrap is not installed"))
  func `no attack gets out of bubblewrap`() async throws {
    let sandbox = try await Sandboxes.make(isolation: .sealed)
    let results = try await sandboxContract(sandbox)
    #expect(results.filter { !$0.held }.map(\.line) == [])
    #expect(results.count >= 60)
  }

  // SPEC: R-EXIT-08
  @Test func `without a sandbox most attacks get out, so each can fail`() async throws {
    let results = try await sandboxContract(
      BareSandbox(), attacks: SandboxAttack.all.filter(\.isHarmless))
    let escaped = results.filter { !$0.held }.map(\.name)
    #expect(
      Set(escaped).isSuperset(of: [
        "read a file in the temporary folder", "read a file in the home folder",
        "connect to the host's loopback", "see the host's processes", "find another workspace",
        "connect to a Unix socket by its path", "connect to an abstract Unix socket",
        "signal a process of the host", "gain rights from a set-user program",
      ]), "only these got out: \(escaped)")
    // The system itself refuses an ordinary user some of them.
    let share = geteuid() == 0 ? 2 : 4
    #expect(escaped.count * share > results.count, "held: \(results.filter(\.held).map(\.name))")
  }

  @Test func `the names of attacks are unique`() {
    let names = SandboxAttack.all.map(\.name)
    #expect(Set(names).count == names.count)
  }
}
