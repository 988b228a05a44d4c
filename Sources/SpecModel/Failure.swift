/// An error of Specter's or of its environment: what failed, why, where, and what to do about it.
/// What a subject does, however badly, is never a failure but an `Observation`.
public struct Failure: Error, Sendable, Hashable {
  /// The class of a failure; decides the exit code.
  public enum Code: String, Sendable, Hashable, Codable {
    /// The user's words are off (exit 64).
    case usage
    /// An input file can't be used (exit 2).
    case badInput
    /// The environment lacks something: a program, a package, the network (exit 2).
    case environment
    /// Something that was fetched is not what was pinned (exit 2).
    case integrity
    /// The sandbox could not start (exit 2).
    case sandbox
    /// A driver does not speak the protocol, or its subject can't be loaded (exit 2).
    case driver
    /// An agent did not do its work (exit 2).
    case agent
    /// A recording has no reply for what was asked (the loop ends `budget spent`).
    case recordingExhausted
    /// Local state can't be read or written (exit 2).
    case storage
    /// The user stopped the run (exit 130).
    case interrupted
  }

  /// The class of the failure.
  public var code: Code
  /// What failed, in one sentence without a full stop.
  public var what: String
  /// What to do about it; empty where nothing can be advised.
  public var remedy: String
  /// Where: `file:line`, an address or a folder; nil where there is no place.
  public var place: String?

  /// A failure.
  public init(_ code: Code, _ what: String, remedy: String = "", place: String? = nil) {
    self.code = code
    self.what = what
    self.remedy = remedy
    self.place = place
  }
}

extension Failure: CustomStringConvertible {
  /// `PLACE: WHAT. REMEDY.` on one line.
  public var description: String {
    let start = place.map { "\($0): " } ?? ""
    return remedy.isEmpty ? start + what : "\(start)\(what). \(remedy)"
  }
}
