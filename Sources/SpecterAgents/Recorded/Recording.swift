import SpecModel
import SpecterKit

/// What an agent replied to one brief, with what it takes to replay and to judge it.
///
/// On disk it is a folder (docs/agents.md): `recording.json`, `brief/`, `reply/`, `transcript.md`,
/// `access.log`.
public struct Recording: Sendable, Hashable {
  /// The value of `schema` in `recording.json`.
  public static let schema = "specter.recording/1"

  /// What was asked for.
  public var key: Brief.Key
  /// Digest of the whole brief.
  public var brief: Digest
  /// Digest of each file of the brief, its text as `BRIEF.md`.
  public var briefFiles: [String: Digest]
  /// When the reply came: ISO 8601, UTC.
  public var date: String
  /// The agent, for people.
  public var agent: String
  /// How isolated the agent was.
  public var isolation: IsolationLevel
  /// The same in words: what kept the reference from the agent.
  public var isolatedHow: String
  /// What it used; nil where it did not say.
  public var usage: Usage?
  /// Wall time in seconds that the agent took.
  public var seconds: Double
  /// The version of Specter that recorded it.
  public var specter: String
  /// Fidelity measured of the reply, 0 to 100; nil until somebody measured it.
  public var fidelity: Double?
  /// Digest of each file of the reply.
  public var reply: [String: Digest]

  /// A recording of `run`, which answered `brief`.
  public init(
    of run: AgentRun, to brief: Brief, date: String, isolatedHow: String, specter: String
  ) {
    key = brief.key
    self.brief = brief.digest
    briefFiles = Self.digests(of: brief.files)
    briefFiles["BRIEF.md"] = Digest.of(brief.text)
    self.date = date
    agent = run.agent
    isolation = run.isolation
    self.isolatedHow = isolatedHow
    usage = run.usage
    seconds = run.seconds
    self.specter = specter
    fidelity = nil
    reply = Self.digests(of: run.reply)
  }

  /// The spec that the reply holds; nil where it holds none.
  public var producedSpec: Digest? { key.role == .implementer ? nil : reply["SPEC.md"] }

  /// The folder's name: role, candidate, attempt and the first digits of a digest of the key.
  public static func folderName(of key: Brief.Key) -> String {
    let digest = Digest.of(value(of: key).canonicalBytes)
    return "\(key.label)-\(digest.short)"
  }

  private static func digests(of tree: FileTree) -> [String: Digest] {
    tree.files.mapValues { Digest.of($0) }
  }
}

extension Recording {
  /// The recording as `recording.json` writes it.
  public var value: Value {
    var members: [Value.Member] = [
      .init("schema", .string(Self.schema)),
      .init("key", Self.value(of: key)),
      .init("date", .string(date)),
      .init("agent", .string(agent)),
      .init("isolation", .string(isolation.rawValue)),
      .init("isolatedHow", .string(isolatedHow)),
      .init("seconds", .float(seconds)),
    ]
    if let usage { members.append(.init("usage", Self.value(of: usage))) }
    if let fidelity { members.append(.init("fidelity", .float(fidelity))) }
    members += [
      .init("specter", .string(specter)),
      .init("brief", .string(brief.description)),
      .init("briefFiles", Self.value(of: briefFiles)),
      .init("reply", Self.value(of: reply)),
    ]
    return .object(members)
  }

  private static func value(of key: Brief.Key) -> Value {
    .members([
      "role": .string(key.role.rawValue), "candidate": .int(key.candidate),
      "attempt": .int(key.attempt), "spec": .string(key.spec.description),
      "reference": key.reference.map { .string($0.description) } ?? .null,
    ])
  }

  private static func value(of usage: Usage) -> Value {
    .members([
      "tokensIn": .int(usage.tokensIn), "tokensOut": .int(usage.tokensOut),
      "cached": usage.cached.map(Value.int) ?? .null,
      "dollars": usage.dollars.map(Value.float) ?? .null,
    ])
  }

  private static func value(of digests: [String: Digest]) -> Value {
    .object(
      digests.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
        .map { .init($0.key, .string($0.value.description)) })
  }
}

extension Recording {
  /// Reads `recording.json`; throws `Failure` of code `.badInput` that says what is missing.
  public init(_ value: Value, place: String) throws {
    let reader = Reader(value: value, place: place)
    guard try reader.text("schema") == Self.schema else {
      throw reader.fault("the schema is not \(Self.schema)")
    }
    let inner = Reader(value: value["key"] ?? .null, place: place)
    guard let role = Role(rawValue: try inner.text("role")) else {
      throw reader.fault("'role' is no role")
    }
    guard let isolation = IsolationLevel(rawValue: try reader.text("isolation")) else {
      throw reader.fault("'isolation' is no isolation level")
    }
    key = Brief.Key(
      role: role, candidate: try inner.whole("candidate"), attempt: try inner.whole("attempt"),
      spec: try inner.digest("spec"),
      reference: inner.value["reference"] == .null ? nil : try inner.digest("reference"))
    brief = try reader.digest("brief")
    briefFiles = try reader.digests("briefFiles")
    date = try reader.text("date")
    agent = try reader.text("agent")
    self.isolation = isolation
    isolatedHow = try reader.text("isolatedHow")
    usage = value["usage"].flatMap { usage in
      guard let tokensIn = usage["tokensIn"]?.intValue, let out = usage["tokensOut"]?.intValue
      else { return nil }
      return Usage(
        tokensIn: tokensIn, tokensOut: out, cached: usage["cached"]?.intValue,
        dollars: usage["dollars"]?.doubleValue)
    }
    seconds = value["seconds"]?.doubleValue ?? 0
    specter = try reader.text("specter")
    fidelity = value["fidelity"]?.doubleValue
    reply = try reader.digests("reply")
  }

  private struct Reader {
    var value: Value
    var place: String

    func fault(_ what: String) -> Failure {
      Failure(
        .badInput, "this is no recording: \(what)",
        remedy: "Restore the file, or remove its folder and record again.", place: place)
    }

    func text(_ key: String) throws -> String {
      guard let text = value[key]?.stringValue else { throw fault("'\(key)' is missing") }
      return text
    }

    func whole(_ key: String) throws -> Int {
      guard let number = value[key]?.intValue else { throw fault("'\(key)' is missing") }
      return number
    }

    func digest(_ key: String) throws -> Digest {
      guard let digest = Digest(try text(key)) else { throw fault("'\(key)' is no digest") }
      return digest
    }

    func digests(_ key: String) throws -> [String: Digest] {
      var digests: [String: Digest] = [:]
      for member in value[key]?.objectValue ?? [] {
        guard let digest = member.value.stringValue.flatMap(Digest.init),
          FileTree.isSafe(member.key)
        else { throw fault("'\(key)' of '\(member.key)' is no digest of a file") }
        digests[member.key] = digest
      }
      return digests
    }
  }
}
