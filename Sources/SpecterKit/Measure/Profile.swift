/// Where the time of a measurement went, by phase.
public struct Profile: Sendable, Hashable {
  /// A phase of a measurement, in the order in which they happen.
  public enum Phase: String, Sendable, Hashable, CaseIterable {
    /// Everything before subjects are run: sandbox, reference, survey, mining.
    case preparing
    /// Running the recorded probes of a verdict again.
    case replaying = "recorded probes"
    /// Starting the drivers, loading the subjects, describing them.
    case starting = "starting drivers"
    /// Comparing the two surfaces.
    case structure
    /// Trial calls and drawing the probes.
    case drawing = "drawing probes"
    /// Looking for inputs that reach new branches of the reference.
    case guiding = "guided search"
    /// Running the drawn probes on all three and comparing them: the wall time of the four phases
    /// that follow, which overlap.
    case running = "running probes"
    /// Of `running`: the reference's first process.
    case first = "  reference, run 1"
    /// Of `running`: the reference's second process.
    case second = "  reference, run 2"
    /// Of `running`: the candidate's process.
    case candidate = "  candidate"
    /// Of `running`: comparing observations and counting.
    case comparing = "  comparing"
    /// Running again, alone, what the reference did in two ways.
    case rerunning = "running again"
    /// Asking the reference again about what diverged.
    case lookingAgain = "second looks"
    /// Measuring again what probes take, where that seemed too much.
    case weighing = "measuring costs"
    /// The score and its interval.
    case bootstrap = "score and bootstrap"
    /// Making the causes' witnesses smaller.
    case shrinking

    /// Whether it is a part of another phase, running beside its siblings.
    public var isPart: Bool { rawValue.hasPrefix(" ") }
  }

  /// Wall seconds of each phase that happened.
  public private(set) var seconds: [Phase: Double] = [:]

  /// A profile of nothing.
  public init() {}

  /// Adds wall seconds to a phase.
  public mutating func add(_ phase: Phase, _ seconds: Double) {
    self.seconds[phase, default: 0] += seconds
  }

  /// Adds all that another profile holds.
  public mutating func add(_ other: Profile) {
    for (phase, seconds) in other.seconds { add(phase, seconds) }
  }

  /// Wall seconds of all phases, each counted once.
  public var wall: Double {
    seconds.reduce(0) { $1.key.isPart ? $0 : $0 + $1.value }
  }
}
