import ArgumentParser
import SpecterKit
import SpecterReport

/// What the verbs that measure have in common.
struct MeasuringOptions: ParsableArguments {
  @Flag(inversion: .prefixedNo, help: "Take from the cache what has not changed since it was run.")
  var cache = true
  @Flag(help: "Say where the time went: a table on standard error, or a member of the JSON.")
  var profile = false

  /// Writes the table where it was asked for.
  func show(_ profile: Profile) {
    guard self.profile else { return }
    for line in ProfileText.lines(profile) { Terminal.error(line) }
  }
}
