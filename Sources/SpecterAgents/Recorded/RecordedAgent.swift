import SpecModel
import SpecterKit

/// Replays what agents once replied.
///
/// A reply is found by its brief's key, never by the prompt's words. Where there is none, the
/// question is whether the *inputs* were altered, which is an error, or whether today's loop only
/// wants more than was recorded, which is the recording's end:
///
/// - a reference that no recording worked from, although some worked from another: altered;
/// - a spec that no recording started from and none replied with: altered;
/// - any other key: exhausted. The spec and the reference are known, so what the loop now asks for
///   (one attempt, candidate or round more) follows from how today's differ judged the replies.
///
/// A replay that starts from the recorded inputs can only ask for specs that a recording produced,
/// so it never meets the first two.
public struct RecordedAgent: Agent {
  private let store: RecordingStore

  /// Replays what `store` holds.
  public init(store: RecordingStore) {
    self.store = store
  }

  /// The recorded reply; its seconds are those of the replay, not of the recorded work.
  public func perform(_ brief: Brief) async throws -> AgentRun {
    try Task.checkCancellation()
    let start = Clock.seconds()
    let all = try store.recordings()
    guard let recording = all.first(where: { $0.key == brief.key }) else {
      throw Self.absence(of: brief.key, among: all, in: store.folder)
    }
    return AgentRun(
      reply: try store.reply(of: recording), transcript: try store.transcript(of: recording),
      agent: "recorded (\(recording.agent))", isolation: recording.isolation,
      usage: recording.usage, seconds: Clock.seconds() - start,
      recordedFidelity: recording.fidelity)
  }

  /// Why `key` has no reply among `recordings`.
  static func absence(
    of key: Brief.Key, among recordings: [Recording], in folder: String
  ) -> Failure {
    func altered(_ what: String) -> Failure {
      Failure(
        .integrity, "the recordings were made from other inputs: \(key.label) wants \(what)",
        remedy: "Restore the inputs that were recorded, or record again with another agent.",
        place: folder)
    }
    let references = Set(recordings.compactMap(\.key.reference))
    if let reference = key.reference, !references.isEmpty, !references.contains(reference) {
      let known = references.map(\.short).sorted().joined(separator: ", ")
      return altered("the reference \(reference.short), recorded is \(known)")
    }
    let specs = Set(recordings.map(\.key.spec)).union(recordings.compactMap(\.producedSpec))
    if !specs.isEmpty && !specs.contains(key.spec) {
      return altered("the spec \(key.spec.short), which no recording starts from or produced")
    }
    let what =
      recordings.isEmpty
      ? "nothing is recorded" : "nothing more is recorded: \(key.label) of spec \(key.spec.short)"
    return Failure(
      .recordingExhausted, what, remedy: "To go on, use another agent and record it.",
      place: folder)
  }
}
