import SpecModel

/// One thing that a statement says of something: two claims contradict each other when they say
/// unequal things in one respect of the same subject.
struct Claim: Sendable {
  /// Index of its statement.
  var statement: Int
  /// What it is about, as stems; sorted, each once.
  var subject: [Int]
  /// Those of the subject that are negated: `unknown keys` are not `known keys`.
  var opposed: Set<Int> = []
  /// In which respect something is said: only claims with the same are compared.
  var respect: Int
  /// What is said.
  var value: Int
  /// Whether it holds in a case that it names, or permits rather than says.
  var isConditional = false
  /// Whether it permits rather than says.
  var isPermission = false
}

/// How alike two subjects must be.
struct Likeness: Sendable {
  /// How much of the weight of the one with less must occur in the other or in what stands around
  /// the other, in percent.
  var ofSmaller: Int
  /// How much of the weight of the one with more must occur in the one with less, in percent.
  var ofLarger: Int
  /// Least common stems; a name among them is enough.
  var leastCommon: Int
  /// Whether equal subjects need no least number of common stems.
  var allowsEqual = false
}

/// Finds claims that clash.
///
/// Pairs come from an index of stems. A stem that very many claims share finds no pairs, so that
/// the work grows with the number of claims; a pair that shares only such stems is missed.
struct ClashFinder {
  /// Most claims of one stem that are compared with each other.
  static let mostClaims = 48

  /// Two claims that clash: the one that stands below with the one above.
  struct Clash {
    var later: Claim
    var earlier: Claim
    /// How much weight they share.
    var shared: Int
  }

  private struct Key: Hashable {
    var respect: Int
    var stem: Int
  }

  let input: LintInput
  let surroundings: Surroundings

  init(_ input: LintInput) {
    self.input = input
    surroundings = Surroundings(input)
  }

  /// The clashing pairs, at most one for each claim, in document order of the later.
  func clashes(
    _ claims: [Claim], _ likeness: Likeness,
    unless excuse: (Claim, Claim) -> Bool = { _, _ in false },
    clash: (Claim, Claim) -> Bool
  ) -> [Clash] {
    var index: [Key: [Int]] = [:]
    var found: [Clash] = []
    var seen = Array(repeating: -1, count: claims.count)
    var pairs: Set<[Int]> = []
    for (place, claim) in claims.enumerated() {
      var best: Clash?
      for stem in claim.subject {
        let key = Key(respect: claim.respect, stem: stem)
        for other in index[key] ?? [] where seen[other] != place {
          seen[other] = place
          let earlier = claims[other]
          guard clash(claim, earlier), areApart(claim, earlier),
            let shared = common(claim, earlier, likeness), shared > best?.shared ?? 0,
            !excuse(claim, earlier)
          else { continue }
          best = Clash(later: claim, earlier: earlier, shared: shared)
        }
        if index[key, default: []].count < Self.mostClaims { index[key, default: []].append(place) }
      }
      if let best, pairs.insert([best.later.statement, best.earlier.statement]).inserted {
        found.append(best)
      }
    }
    return found
  }

  /// Whether one claim holds in a case of its own and the other in general, or one permits: an
  /// exception is no contradiction.
  static func isException(_ left: Claim, _ right: Claim) -> Bool {
    left.isPermission || right.isPermission || left.isConditional != right.isConditional
      || areOpposed(left, right)
  }

  /// Whether a word of both subjects is negated in one of them.
  static func areOpposed(_ left: Claim, _ right: Claim) -> Bool {
    left.opposed.symmetricDifference(right.opposed).contains {
      left.subject.contains($0) && right.subject.contains($0)
    }
  }

  /// Sentences of one block, and neighbours, say what holds in one case and what in the other.
  private func areApart(_ left: Claim, _ right: Claim) -> Bool {
    let statements = input.statements
    return abs(statements[left.statement].block - statements[right.statement].block) > 1
  }

  /// The weight that two subjects share; nil where they are not alike.
  private func common(_ left: Claim, _ right: Claim, _ likeness: Likeness) -> Int? {
    let terms = input.terms
    let both = Self.intersection(left.subject, right.subject)
    let isEqual = both.count == left.subject.count && both.count == right.subject.count
    guard
      both.count >= likeness.leastCommon || both.contains(where: { isName($0) })
        || likeness.allowsEqual && isEqual
    else { return nil }
    let shared = weight(both)
    let (smaller, larger) =
      weight(left.subject) <= weight(right.subject) ? (left, right) : (right, left)
    let around = surroundings.stems(of: larger.statement)
    var covered = shared
    for stem in smaller.subject where !both.contains(stem) && around.contains(stem) {
      covered += terms.weight(stem)
    }
    guard covered * 100 >= weight(smaller.subject) * likeness.ofSmaller,
      shared * 100 >= weight(larger.subject) * likeness.ofLarger,
      !nameDifferent(left.subject, right.subject)
    else { return nil }
    return shared
  }

  /// Whether each names something that the other does not.
  private func nameDifferent(_ left: [Int], _ right: [Int]) -> Bool {
    left.contains { isName($0) && !right.contains($0) }
      && right.contains { isName($0) && !left.contains($0) }
  }

  private func isName(_ stem: Int) -> Bool { surroundings.names.contains(stem) }

  private func weight(_ stems: [Int]) -> Int { stems.reduce(0) { $0 + input.terms.weight($1) } }

  private static func intersection(_ left: [Int], _ right: [Int]) -> [Int] {
    left.filter { right.contains($0) }
  }
}

/// What stands around a statement: the words of its section's headings and of what it is said of.
struct Surroundings {
  private let sections: [Set<Int>]
  private let statements: [Statement]
  private let contexts: [String: Set<Int>]
  /// Stems that are names.
  let names: Set<Int>

  init(_ input: LintInput) {
    statements = input.statements
    var open: [(level: Int, stems: Set<Int>)] = []
    sections = input.spec.sections.map { section in
      while let last = open.last, last.level >= section.level { open.removeLast() }
      // The title of the whole says nothing of a part.
      let own = section.level == 1 ? [] : input.terms.subject(ofText: section.title)
      let all = (open.last?.stems ?? []).union(own)
      open.append((section.level, all))
      return all
    }
    var contexts: [String: Set<Int>] = [:]
    for statement in statements where !statement.context.isEmpty {
      if contexts[statement.context] == nil {
        contexts[statement.context] = input.terms.subject(ofText: statement.context)
      }
    }
    self.contexts = contexts
    names = Set(input.terms.entries.filter(\.isName).map(\.stem))
  }

  /// The stems of the nearest heading above a statement, without those that any heading of settings
  /// may have.
  func own(of statement: Int, _ input: LintInput) -> Set<Int> {
    guard let section = statements[statement].section else { return [] }
    return input.terms.subject(ofText: input.spec.sections[section].title).filter {
      !Self.ownless.contains(input.terms.stems[$0])
    }
  }

  private static let ownless = Set(
    [
      "attribute", "field", "setting", "option", "parameter", "property", "config", "reference",
      "appendix", "table", "complete", "level", "key", "list", "full", "summary", "configuration",
    ].flatMap { word -> [String] in
      let stem = Stem.stem(word)
      return [stem, CommonWords.synonyms[stem]?.stem ?? stem]
    })

  /// The stems around a statement.
  func stems(of statement: Int) -> Set<Int> {
    titles(of: statement).union(contexts[statements[statement].context] ?? [])
  }

  /// The stems of the headings above a statement.
  func titles(of statement: Int) -> Set<Int> {
    statements[statement].section.map { sections[$0] } ?? []
  }
}
