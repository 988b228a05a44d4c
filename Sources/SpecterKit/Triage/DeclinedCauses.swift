import SpecModel

/// What revisers declined, and what is therefore not raised again: a cause that was declined with a
/// reason in two rounds is pinned. It stays open in every measurement; only the reviser is not
/// asked a third time, for reviewers do not bully.
public struct DeclinedCauses: Sendable, Hashable {
  /// Rounds in which a cause must have been declined to be pinned.
  static let roundsToPin = 2

  /// The reasons by cause and round.
  private var reasons: [String: [Int: String]] = [:]

  /// Nothing declined yet.
  public init() {}

  /// What the events of a run tell.
  public init(_ events: [RecordedEvent]) {
    for case .stepEnded(let step, .wrote(let change), _) in events.map(\.event) {
      add(change, round: step.round)
    }
  }

  /// Adds what a change of the spec declined in a round. Of the causes that the reviser was shown
  /// only those count that it gave a reason for.
  public mutating func add(_ change: SpecChange, round: Int) {
    for line in change.declined {
      for cause in change.causes {
        if let reason = Self.reason(for: cause, in: line) {
          reasons[cause, default: [:]][round] = reason
        }
      }
    }
  }

  /// The pinned causes in the order of their ids, each with its reasons in the order of the rounds.
  public var pinned: [(cause: String, reasons: [String])] {
    reasons.filter { $0.value.count >= Self.roundsToPin }.sorted { $0.key < $1.key }.map {
      ($0.key, $0.value.sorted { $0.key < $1.key }.map(\.value))
    }
  }

  /// Whether a cause is not raised again.
  public func isPinned(_ cause: String) -> Bool {
    reasons[cause, default: [:]].count >= Self.roundsToPin
  }

  /// The reason that a line such as `- C-3f2a91: reject: R-PLU-04 says it` gives; nil where it is
  /// about another cause or gives none.
  static func reason(for cause: String, in line: String) -> String? {
    let text = line.drop { !$0.isLetter }
    guard text.hasPrefix(cause) else { return nil }
    let rest = text.dropFirst(cause.count)
    if let next = rest.first, next.isLetter || next.isNumber { return nil }
    let reason = rest.drop { !$0.isLetter && !$0.isNumber }
    // `reject:` alone says nothing.
    let words = reason.split { !$0.isLetter && !$0.isNumber }
    let verbs: Set<Substring> = ["reject", "rejected", "defer", "deferred"]
    return words.contains { !verbs.contains($0) } ? String(reason) : nil
  }
}
