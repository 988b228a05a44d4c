import SpecModel
import SpecterKit

/// One way out of a sandbox, tried from inside it.
public struct SandboxAttack: Sendable {
  /// How an attack is made and judged.
  public enum Kind: Sendable {
    /// A Python script that calls `escaped(what)` when it got out; an `OSError` means that it was
    /// refused. `@NAME@` stands for what `AttackScene` has laid out on the host.
    case script(String)
    /// Anything else: gives what escaped, or nil when the sandbox held.
    case steps(@Sendable (any Sandbox, AttackScene) async throws -> String?)
  }

  /// What is tried, in a few words; unique.
  public let name: String
  /// How it's made.
  public let kind: Kind
  /// Whether it can be tried without any sandbox and does no lasting harm to the machine when it
  /// succeeds.
  public let isHarmless: Bool

  /// An attack by a script.
  init(_ name: String, harmless: Bool = true, script: String) {
    self.name = name
    kind = .script(script)
    isHarmless = harmless
  }

  /// An attack by steps.
  init(
    _ name: String, harmless: Bool = true,
    steps: @escaping @Sendable (any Sandbox, AttackScene) async throws -> String?
  ) {
    self.name = name
    kind = .steps(steps)
    isHarmless = harmless
  }

  /// Every attack, in the order in which they are tried.
  public static let all: [SandboxAttack] =
    fileAttacks + processAttacks + networkAttacks + kernelAttacks + limitAttacks + harvestAttacks
}

/// How one attack ended.
public struct AttackResult: Sendable {
  /// The attack's name.
  public let name: String
  /// What escaped, or why the attack could not be judged; nil when the sandbox held.
  public let escaped: String?

  /// Whether the sandbox held.
  public var held: Bool { escaped == nil }

  /// `ok  NAME` or `ESCAPED NAME: WHAT`, without control characters of foreign text.
  public var line: String {
    guard let escaped else { return "ok  \(name)" }
    let clean = escaped.unicodeScalars.map { scalar in
      scalar.value < 32 || (127..<160).contains(scalar.value) ? " " : String(scalar)
    }
    return "ESCAPED \(name): \(clean.joined().prefix(400))"
  }
}

/// Tries attacks on a sandbox, each in a workspace of its own, and calls `report` after each.
///
/// A sandbox conforms to its port when all of them are held. Throws only when the host can't be
/// laid out or the sandbox does not start.
public func sandboxContract(
  _ sandbox: any Sandbox, attacks: [SandboxAttack] = SandboxAttack.all,
  report: @Sendable (AttackResult) -> Void = { _ in }
) async throws -> [AttackResult] {
  try await AttackScene.with { scene in
    var results: [AttackResult] = []
    for attack in attacks {
      let result = AttackResult(
        name: attack.name, escaped: try await attack.attempt(on: sandbox, scene))
      report(result)
      results.append(result)
    }
    return results
  }
}

extension SandboxAttack {
  fileprivate func attempt(on sandbox: any Sandbox, _ scene: AttackScene) async throws -> String? {
    switch kind {
    case .steps(let steps):
      return try await steps(sandbox, scene)
    case .script(let body):
      return try await sandbox.withWorkspace(WorkspaceRequest()) { workspace in
        judge(try await workspace.run(scene.command(body, seconds: 20)))
      }
    }
  }
}

/// What a script's end says: what escaped, nil when it was held, and why when neither is plain. A
/// script that was killed did not get out.
func judge(_ result: CommandResult) -> String? {
  let lines = result.outputText.split(separator: "\n")
  if let line = lines.first(where: { $0.hasPrefix("ESCAPED ") }) {
    return String(line.dropFirst(8))
  }
  if lines.contains(where: { $0.hasPrefix("held") }) { return nil }
  if case .signalled = result.end { return nil }
  return "not judged: \(result.end) \(result.errorText.suffix(300))"
}
