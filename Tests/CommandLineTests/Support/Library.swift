import FoundationEssentials
import SpecModel
import Testing

/// A small reference and the agents that write it anew: scripts that run in the sandbox.
enum Library {
  /// The reference.
  static let code = """
    def shout(text: str) -> str:
        return text.upper() + "!"


    def whisper(text: str) -> str:
        return text.lower() + "..."


    def first(text: str) -> str:
        return text[:1]


    def count(text: str) -> int:
        return len(text.split())

    """

  /// The reference with another `count`: a planted fault.
  static let faulty = code.replacing("text.split()", with: "text.split(\" \")")

  /// The spec's text below the front matter, without the rule that `count` needs.
  static let spec = """

    ## Words

    ### `shout(text: str) -> str`

    - **R-SHO-01** The result MUST be the text in upper case, then one exclamation mark.

    ```pycon
    >>> shout("ab")
    'AB!'
    ```

    ### `whisper(text: str) -> str`

    - **R-WHI-01** The result MUST be the text in lower case, then three full stops.

    ```pycon
    >>> whisper("AB")
    'ab...'
    ```

    ### `first(text: str) -> str`

    - **R-FIR-01** The result MUST be the first character, or nothing of an empty text.

    ```pycon
    >>> first("ab")
    'a'
    ```

    ### `count(text: str) -> int`

    - **R-COU-01** The result MUST be the number of words.

    ```pycon
    >>> count("a b")
    2
    ```

    """

  /// What the reviser adds.
  static let rule = """
    - **R-COU-02** Words MUST be what `str.split` without arguments gives.

    """
}

extension Bench {
  /// Agents as `--agent` takes them. The implementer builds `count` wrong until the spec has the
  /// reviser's rule; each waits `pause` seconds first.
  func agents(pause: Double = 0) -> [String] {
    let extractor = "open('SPEC.md', 'a').write(\(Self.literal(Library.spec)))"
    let reviser = "open('SPEC.md', 'a').write(\(Self.literal(Library.rule)))"
    let implementer = """
      told = 'R-COU-02' in open('SPEC.md').read()
      code = \(Self.literal(Library.code)) if told else \(Self.literal(Library.faulty))
      open('\(module).py', 'w').write(code)
      """
    return [("extractor", extractor), ("reviser", reviser), ("implementer", implementer)].flatMap {
      ["--agent", "\($0)=\(command("import time\ntime.sleep(\(pause))\n\($1)"))"]
    }
  }

  /// An agent that is this Python script. Its command line names the module, to be found by.
  func command(_ script: String) -> String {
    "command:python3 -c '\(Self.decoded(script, as: "exec"))' \(module)"
  }

  /// Text as a Python expression without single quotes, which would end the command's word.
  private static func literal(_ text: String) -> String { decoded(text, as: "str") }

  private static func decoded(_ text: String, as kind: String) -> String {
    let bytes = Data(text.utf8).base64EncodedString()
    return "\(kind)(__import__(\"base64\").b64decode(\"\(bytes)\").decode())"
  }

  /// Pins the library and writes the spec's front matter.
  func begin() async throws {
    let ran = try await specter([
      "init", "specs/\(module)", "--from", "path:../../../lib", "--module", module,
    ])
    #expect(ran.status == 0, ran.story)
  }

  /// The words of a loop with command agents.
  func loop(pause: Double = 0, _ more: [String] = []) -> [String] {
    ["loop", "specs/\(module)", "--probes", "60"] + agents(pause: pause) + more
  }

  /// The events of the only run, as `specter log` tells them.
  func events() async throws -> [Event] {
    let runs = try await specter(["log", "--json"]).json["runs"]?.arrayValue ?? []
    let id = try #require(runs.first?["run"]?.stringValue)
    #expect(runs.count == 1)
    return try await events(of: id)
  }

  /// The events of a run.
  func events(of run: String) async throws -> [Event] {
    let log = try await specter(["log", "--run", run, "--json"])
    #expect(log.status == 0, log.story)
    return try log.json["events"]?.arrayValue?.map(Event.init) ?? []
  }
}

/// One event of a run, as far as tests look at it.
struct Event: Sendable, Hashable {
  var kind: String
  /// `build/2/1/1`: kind, round, candidate, attempt; empty where it is no step's.
  var step: String
  var stop: String?
  var sentence: String?
  /// Digest of the spec or candidate that came out.
  var digest: String?

  init(_ value: Value) {
    kind = value["event"]?.stringValue ?? ""
    let parts = ["kind", "round", "candidate", "attempt"].compactMap { value["step"]?[$0] }
    step = parts.map { $0.stringValue ?? $0.description }.joined(separator: "/")
    stop = value["stop"]?.stringValue
    sentence = value["sentence"]?.stringValue
    digest = (value["result"]?["candidate"] ?? value["result"]?["spec"])?.stringValue
  }

  /// The steps that have begun among events.
  static func begun(in lines: [Value]) -> Set<String> {
    Set(lines.map(Event.init).filter { $0.kind == "stepBegan" }.map(\.step))
  }
}
