/// Words of general English and of software in general that have an opposite: what the rules on
/// contradictions and the comparison of versions know of meaning. Nothing here may come from a
/// single document; docs/lint/contradictions.md gives the reason of each group.
enum Opposites {
  /// What happens to something, as far as it has an opposite.
  enum Outcome: String, CaseIterable {
    case accept, reject, ignore, keep, remove, fail, succeed, proceed, stop, include, exclude
    case enable, disable, overwrite, ascending, descending, parallel, sequential, immutable, mutable
    case synchronous, asynchronous, inclusive, exclusive, optional, required
    case before, after, utc, local, public_, private_
  }

  private static let outcomeWords: [Outcome: String] = [
    .accept: "accept allow permit tolerate",
    .reject: "reject refuse deny disallow forbid prohibit",
    .ignore: "ignore skip discard drop disregard",
    .keep: "keep preserve retain maintain",
    .remove: "remove delete erase strip purge",
    .fail: "fail abort error throw raise",
    .succeed: "succeed",
    .proceed: "continue proceed resume",
    .stop: "stop halt terminate",
    .include: "include", .exclude: "exclude",
    .enable: "enable", .disable: "disable",
    .overwrite: "overwrite",
    .ascending: "ascending", .descending: "descending",
    .parallel: "parallel concurrent", .sequential: "sequential serial",
    .mutable: "mutable", .immutable: "immutable readonly",
    .synchronous: "synchronous", .asynchronous: "asynchronous",
    .inclusive: "inclusive", .exclusive: "exclusive",
    .required: "required mandatory compulsory", .optional: "optional",
    .before: "before", .after: "after",
    .utc: "utc", .local: "local",
    .public_: "public", .private_: "private",
  ]

  /// Outcomes that cannot both hold of one thing. Not every unequal pair is here: what is accepted
  /// may well be ignored.
  private static let opposites: [(Outcome, Outcome)] = [
    (.accept, .reject), (.ignore, .reject), (.ignore, .fail), (.keep, .remove), (.keep, .ignore),
    (.keep, .overwrite), (.fail, .succeed), (.proceed, .stop), (.proceed, .fail),
    (.include, .exclude), (.enable, .disable), (.ascending, .descending),
    (.parallel, .sequential), (.mutable, .immutable), (.synchronous, .asynchronous),
    (.inclusive, .exclusive), (.required, .optional),
    (.before, .after), (.utc, .local), (.public_, .private_), (.accept, .fail),
  ]

  /// By stem.
  static let outcomes: [String: Outcome] = {
    var found: [String: Outcome] = [:]
    for (outcome, words) in outcomeWords {
      for word in words.split(separator: " ") { found[Stem.stem(String(word))] = outcome }
    }
    return found
  }()

  /// Whether two outcomes cannot both hold.
  static func clash(_ left: Outcome, _ right: Outcome) -> Bool {
    opposites.contains { ($0.0 == left && $0.1 == right) || ($0.0 == right && $0.1 == left) }
  }
}
