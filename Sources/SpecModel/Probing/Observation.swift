/// What a subject did with a probe, as data. However badly a subject behaves, the result is one of
/// these; only a sandbox or a driver that can't be started is an error.
public enum Observation: Sendable, Hashable {
  /// The driver's answer in canonical spelling, without its id: `{"did":[…],…}`.
  case answered([UInt8])
  /// The driver died: the signal's number, or its exit status as a negative number minus one.
  case crashed(Int)
  /// No answer within the probe's limit.
  case timedOut
  /// The answer was longer than the limit on output.
  case oversized
  /// Not run: its operation had crashed or timed out too often.
  case notRun

  /// The answer's canonical text, or the outcome's name.
  public var text: String {
    switch self {
    case .answered(let bytes): String(decoding: bytes, as: UTF8.self)
    case .crashed(let code) where code < 0: "exited (\(-code - 1))"
    case .crashed(let code): "crashed (signal \(code))"
    case .timedOut: "timed out"
    case .oversized: "oversized output"
    case .notRun: "not run"
    }
  }

  /// Whether the subject answered.
  public var isAnswer: Bool {
    if case .answered = self { true } else { false }
  }

  /// Whether the subject took more time, memory (it is killed for that) or output than a probe has.
  public var isExhaustion: Bool {
    switch self {
    case .timedOut, .oversized, .crashed(9): true
    case .answered, .crashed, .notRun: false
    }
  }

  /// The parsed answer; nil for anything but an answer.
  public var answer: Value? {
    guard case .answered(let bytes) = self else { return nil }
    return try? Value(parsing: bytes)
  }

  /// The outcome of the last step that ran: `{"return":…}` or `{"raise":…}`.
  public var lastOutcome: Value? { answer?["did"]?.arrayValue?.last }

  /// The observation as files keep it: the answer itself, or `{"$outcome":"timed out"}`.
  public var value: Value {
    switch self {
    case .answered: answer ?? .null
    case .crashed(let signal): .members(["$outcome": .string("crashed"), "code": .int(signal)])
    case .timedOut: .tagged("$outcome", .string("timed out"))
    case .oversized: .tagged("$outcome", .string("oversized"))
    case .notRun: .tagged("$outcome", .string("not run"))
    }
  }

  /// Reads an observation as files keep it.
  public init(_ value: Value) {
    switch value["$outcome"]?.stringValue {
    case "crashed"?: self = .crashed(value["code"]?.intValue ?? 0)
    case "timed out"?: self = .timedOut
    case "oversized"?: self = .oversized
    case "not run"?: self = .notRun
    default: self = .answered(value.canonicalBytes)
    }
  }
}
