import SpecModel
import SpecterKit
import SpecterTesting

/// A tiny library as closures: `shout(text)` and `add(a, b)`, and what can be wrong with a rebuilt
/// one.
enum Toy {
  /// A way in which a candidate can differ from the reference.
  enum Fault: String, CaseIterable {
    /// `shout` lacks its exclamation mark.
    case quiet
    /// `add` gives text instead of a number.
    case wordy
    /// `add` crashes.
    case broken
    /// `add` is missing.
    case lacking
    /// `shout` forgets its exclamation mark after more than four letters; no example shows it.
    case long
    /// `add` takes a negative first number for nought; no example shows it.
    case negative
    /// `shout` is wrong on the final pool only, which no real candidate can be.
    case late
    /// The parameter of `shout` has another name.
    case renamed
    /// Nothing loads.
    case unloadable

    /// The requirement that a spec carries when it rules the fault out.
    var requirement: String { "- **R-\(rawValue.uppercased())-1** It MUST not be \(rawValue)." }
  }

  static let shout = SurfaceDescription.Symbol(
    id: "shout", kind: .function, parameters: [Parameter(name: "text", type: "str")],
    returns: "str")
  static let add = SurfaceDescription.Symbol(
    id: "add", kind: .function,
    parameters: [Parameter(name: "a", type: "int"), Parameter(name: "b", type: "int")],
    returns: "int")
  static let surface = SurfaceDescription(symbols: [add, shout])

  /// What the library with `faults` does with one probe.
  static func observe(_ probe: Probe, _ faults: Set<Fault> = []) -> Observation {
    if faults.contains(.broken), probe.target == "add" { return .crashed(11) }
    if faults.contains(.late), probe.target == "shout", probe.pool == .final {
      return observe(probe, [.quiet])
    }
    var named: [String: Value] = [:]
    var did: [Value] = []
    for step in probe.steps {
      do {
        let value = try result(of: step, named, faults)
        if let name = step.name { named[name] = value }
        did.append(.object([.init("return", value)]))
      } catch {
        did.append(
          .members([
            "raise": .members([
              "bases": .array([.string("Exception")]), "message": .string("wrong arguments"),
              "type": .string("TypeError"),
            ])
          ]))
        break
      }
    }
    return .answered(Value.object([.init("did", .array(did))]).canonicalBytes)
  }

  private struct WrongArguments: Error {}

  private static func result(
    of step: Step, _ named: [String: Value], _ faults: Set<Fault>
  ) throws -> Value {
    guard case .call(let operation, nil, var arguments, let keywords) = step.action else {
      throw WrongArguments()
    }
    arguments = try (arguments + keywords.map(\.value)).map { value in
      guard let name = value["$ref"]?.stringValue else { return value }
      guard let known = named[name] else { throw WrongArguments() }
      return known
    }
    switch (operation, arguments.count) {
    case ("shout", 1):
      guard let text = arguments[0].stringValue else { throw WrongArguments() }
      let isQuiet = faults.contains(.quiet) || (faults.contains(.long) && text.count > 4)
      return .string(text.uppercased() + (isQuiet ? "" : "!"))
    case ("add", 2):
      guard let a = arguments[0].intValue, let b = arguments[1].intValue else {
        throw WrongArguments()
      }
      let first = faults.contains(.negative) ? max(0, a) : a
      let sum = first.addingReportingOverflow(b).partialValue
      return faults.contains(.wordy) ? .string("\(sum)") : .int(sum)
    default: throw WrongArguments()
    }
  }

  /// A driver for the library with `faults`.
  static func driver(_ faults: Set<Fault> = []) -> ScriptedDriver {
    if faults.contains(.unloadable) { return ScriptedDriver(unloadable: "it exits in import") }
    var symbols = faults.contains(.lacking) ? [shout] : [add, shout]
    if faults.contains(.renamed) {
      symbols[symbols.count - 1].parameters = [Parameter(name: "word", type: "str")]
    }
    return ScriptedDriver(SurfaceDescription(symbols: symbols)) { observe($0, faults) }
  }

  /// A surface on which the reference is the folder `reference` and the candidates are trees that
  /// name their faults in `toy.py`.
  static func surface(
    _ folders: InMemoryFolders, unstable: Bool = false,
    mined: @escaping @Sendable (MineRequest) -> Mined = { _ in Mined(probes: []) }
  ) -> ScriptedSurface {
    ScriptedSurface(
      surveyed: { _ in Survey(bareBytes: 1_000, constants: []) }, mined: mined,
      driver: { request in
        guard unstable else { return driver(faults(of: request.subject, folders)) }
        return ScriptedDriver(surface) { _ in
          .answered(Array(#"{"did":[{"return":\#(request.seed)}]}"#.utf8))
        }
      })
  }

  static func faults(of subject: Subject, _ folders: InMemoryFolders) -> Set<Fault> {
    guard case .folder(let path) = subject.location, path != "reference" else { return [] }
    let text = folders.tree(path)?.text("toy.py") ?? ""
    return Set(text.split(separator: "\n").compactMap { Fault(rawValue: String($0)) })
  }

  /// A candidate's files.
  static func candidate(_ faults: Set<Fault>) -> FileTree {
    var tree = FileTree()
    let lines = ["# toy"] + faults.map(\.rawValue).sorted()
    tree["toy.py"] = Array((lines.joined(separator: "\n") + "\n").utf8)
    return tree
  }
}
