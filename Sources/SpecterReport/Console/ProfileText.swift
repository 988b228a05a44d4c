import SpecModel
import SpecterKit

/// Where the time of a measurement went: a table for people, an object for programs.
public enum ProfileText {
  /// A line a phase: its name, wall time, and its share of the whole. Indented phases are parts
  /// of the one above and run beside each other.
  public static func lines(_ profile: Profile) -> [String] {
    let wall = profile.wall
    func line(_ name: String, _ seconds: Double) -> String {
      let share = wall > 0 ? "\(Int((seconds / wall * 100).rounded()))" : "–"
      let time = "\(Int((seconds * 1_000).rounded()))"
      return name.padded(22) + time.paddedBefore(8) + " ms" + share.paddedBefore(6) + " %"
    }
    let phases = Profile.Phase.allCases.compactMap { phase in
      profile.seconds[phase].map { line(phase.rawValue, $0) }
    }
    return phases + [line("all", wall)]
  }

  /// The phases in order: `{"phase":…,"seconds":…,"share":…,"part":…}`, where `share` is of the
  /// whole, 0 to 1, and a `part` belongs to the phase before it that is none.
  public static func value(_ profile: Profile) -> Value {
    let wall = profile.wall
    return .array(
      Profile.Phase.allCases.compactMap { phase in
        profile.seconds[phase].map { seconds in
          .members([
            "phase": .string(phase.rawValue.split(separator: " ").joined(separator: " ")),
            "seconds": Parts.figure(seconds, 6),
            "share": Parts.figure(wall > 0 ? seconds / wall : 0, 4), "part": .bool(phase.isPart),
          ])
        }
      })
  }
}
