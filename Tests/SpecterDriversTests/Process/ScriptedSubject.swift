import SpecModel
import SpecterKit
import SpecterTesting

@testable import SpecterDrivers

/// The contract's subject, played by a script: no process, no clock.
enum ScriptedSubject {
  /// A sandbox in which every process plays the subject.
  static func sandbox() -> ScriptedSandbox {
    ScriptedSandbox { _, _ in process() }
  }

  /// A process that plays the subject; it loses unread answers when it dies.
  static func process() -> ScriptedProcess {
    ScriptedProcess { line, _ in react(line) }
  }

  static let request = DriverRequest(
    subject: Subject(location: .command(["subject"]), digest: Digest.of("subject")),
    scope: SurfaceScope(kind: "driver"), seed: 1)

  static func react(_ line: String) -> ScriptedProcess.Reaction {
    guard let request = try? Value(parsing: line) else { return .silence }
    if request["hello"] != nil { return answer(.members(["hello": .int(1)])) }
    if request["describe"] != nil {
      return answer(
        .members(["operations": .array(DriverContractSubject.operations.map(Value.string))]))
    }
    let call = request["do"]?.arrayValue?.first
    let argument = call?["args"]?.arrayValue?.first ?? .null
    func returns(_ value: Value) -> ScriptedProcess.Reaction {
      answer(
        .members([
          "id": request["id"] ?? .null, "did": .array([.members(["return": value])]),
        ]))
    }
    switch call?["call"]?.stringValue {
    case "abort": return .end(.signalled(6), flushing: false)
    case "fault": return .end(.signalled(11), flushing: false)
    case "leave": return .end(.exited(argument.intValue ?? 0), flushing: false)
    case "hang": return .silence
    case "flood": return .flood
    case "garble": return .write(Array("garbage\n".utf8))
    case "large": return returns(.string(String(repeating: "x", count: argument.intValue ?? 0)))
    default: return returns(argument)
    }
  }

  private static func answer(_ value: Value) -> ScriptedProcess.Reaction {
    .write(value.canonicalBytes + [UInt8(ascii: "\n")])
  }
}
