import SpecModel

/// Finds out which unit of an old version is which of the new one: one to one.
///
/// Units with a key go with the same key. The rest go by equal text, and then by likeness: the
/// words that two texts share, each weighing more the rarer it is, with a little added for the same
/// section and the same first word. Candidates come from an index of rare words and from the
/// nearest neighbours, so the work grows with the size of the texts and not with its square.
struct UnitMatcher {
  /// For each unit of the old version, its unit in the new one.
  private(set) var newOfOld: [Int?]
  /// For each unit of the new version, its unit in the old one.
  private(set) var oldOfNew: [Int?]
  /// For each section of the old version, its section in the new one.
  private(set) var sections: [Int: Int] = [:]

  /// Least likeness of two texts that are the same thing, from 0 to 1.
  static let leastLikeness = 0.5
  /// The same within one section, where less speaks for a coincidence.
  static let leastLikenessInSection = 0.4
  /// A word is rare that occurs in at most so many units.
  private static let rare = 16
  /// How many candidates of each unit are kept.
  private static let mostCandidates = 8

  private let old: [DiffUnit]
  private let new: [DiffUnit]
  private var weights: [Double] = []

  init(_ old: DiffSide, _ new: DiffSide, wordCount: Int) {
    self.old = old.units
    self.new = new.units
    newOfOld = Array(repeating: nil, count: old.units.count)
    oldOfNew = Array(repeating: nil, count: new.units.count)
    weigh(wordCount)
    matchKeys()
    matchEqual(old, new)
    matchAlike { $0.kind == .heading }
    mapSections()
    matchAlike { $0.kind != .heading }
  }

  private mutating func pair(_ left: Int, _ right: Int) {
    newOfOld[left] = right
    oldOfNew[right] = left
  }

  /// Two units that may be one: both free, and of a kind.
  private func mayPair(_ left: Int, _ right: Int) -> Bool {
    newOfOld[left] == nil && oldOfNew[right] == nil && old[left].kind == new[right].kind
  }

  // MARK: - Certain pairs

  private mutating func matchKeys() {
    var places: [String: Int] = [:]
    for (place, unit) in new.enumerated() {
      if let key = unit.key, places[key] == nil { places[key] = place }
    }
    for (place, unit) in old.enumerated() {
      guard let key = unit.key, let other = places[key], oldOfNew[other] == nil else { continue }
      pair(place, other)
    }
  }

  /// Equal texts: first those in the same section, each in its turn, then those that occur once.
  private mutating func matchEqual(_ oldSide: DiffSide, _ newSide: DiffSide) {
    func key(_ unit: DiffUnit, _ side: DiffSide, placed: Bool) -> String {
      // A number in front of a heading says where it stands.
      let text = unit.kind == .heading ? SectionTree.numberAndTitle(unit.text).title : unit.text
      return (placed && unit.section >= 0 ? side.titles[unit.section] : "") + "\u{1}" + text
    }
    for placed in [true, false] {
      var places: [String: [Int]] = [:]
      for place in new.indices.reversed() where oldOfNew[place] == nil {
        places[key(new[place], newSide, placed: placed), default: []].append(place)
      }
      var counts: [String: Int] = [:]
      if !placed {
        for place in old.indices where newOfOld[place] == nil {
          counts[key(old[place], oldSide, placed: placed), default: 0] += 1
        }
      }
      for place in old.indices where newOfOld[place] == nil {
        let key = key(old[place], oldSide, placed: placed)
        guard let other = places[key]?.last, mayPair(place, other) else { continue }
        // The same short line in two other sections is no move.
        if !placed, counts[key] != 1 || places[key]?.count != 1 || old[place].words.count < 3 {
          continue
        }
        places[key]?.removeLast()
        pair(place, other)
      }
    }
  }

  /// A section goes where its heading went, or else where most of its text did.
  private mutating func mapSections() {
    var taken: Set<Int> = []
    var headings: (old: [Int: Int], new: [Int: Int]) = ([:], [:])
    for (place, unit) in old.enumerated() where unit.kind == .heading {
      headings.old[unit.section] = place
    }
    for (place, unit) in new.enumerated() where unit.kind == .heading {
      headings.new[unit.section] = place
    }
    for (left, right) in newOfOld.enumerated() {
      guard let right, old[left].kind == .heading else { continue }
      sections[old[left].section] = new[right].section
      taken.insert(new[right].section)
    }
    sections[-1] = -1
    var votes: [Int: [Int: Int]] = [:]
    for (left, right) in newOfOld.enumerated() where sections[old[left].section] == nil {
      if let right { votes[old[left].section, default: [:]][new[right].section, default: 0] += 1 }
    }
    for (section, counts) in votes.sorted(by: { $0.key < $1.key }) {
      let all = counts.values.reduce(0, +)
      guard let (best, count) = counts.max(by: { ($0.value, $1.key) < ($1.value, $0.key) }),
        count > 1, 2 * count > all, taken.insert(best).inserted
      else { continue }
      sections[section] = best
      if let left = headings.old[section], let right = headings.new[best], mayPair(left, right) {
        pair(left, right)
      }
    }
  }

  // MARK: - Likely pairs

  private mutating func weigh(_ wordCount: Int) {
    var counts = Array(repeating: 0, count: wordCount)
    for unit in old + new {
      var last: Int32 = -1
      for word in unit.words where word != last {
        counts[Int(word)] += 1
        last = word
      }
    }
    // The logarithm of how rare a word is, to the nearest power of two.
    let all = Self.bits(old.count + new.count)
    weights = counts.map { Double(max(1, all - Self.bits($0) + 1)) }
  }

  private static func bits(_ number: Int) -> Int { Int.bitWidth - number.leadingZeroBitCount }

  private struct Candidate {
    var score: Double
    var distance: Int
    var old: Int
    var new: Int
  }

  private mutating func matchAlike(_ isAsked: (DiffUnit) -> Bool) {
    let places = new.indices.filter { oldOfNew[$0] == nil && isAsked(new[$0]) }
    guard !places.isEmpty else { return }
    var postings: [Int32: [Int]] = [:]
    for place in places {
      var last: Int32 = -1
      for word in new[place].words where word != last {
        last = word
        // One more than rare is enough to know.
        if (postings[word]?.count ?? 0) <= Self.rare { postings[word, default: []].append(place) }
      }
    }
    var candidates: [Candidate] = []
    var neighbour = -1
    for left in old.indices {
      if let match = newOfOld[left] { neighbour = match }
      guard newOfOld[left] == nil, isAsked(old[left]) else { continue }
      candidates += best(of: left, postings, near: neighbour)
    }
    candidates.sort {
      ($1.score, $0.distance, $0.old, $0.new) < ($0.score, $1.distance, $1.old, $1.new)
    }
    for candidate in candidates where mayPair(candidate.old, candidate.new) {
      pair(candidate.old, candidate.new)
    }
  }

  private func best(of left: Int, _ postings: [Int32: [Int]], near neighbour: Int) -> [Candidate] {
    var places: Set<Int> = []
    var last: Int32 = -1
    let unit = old[left]
    for word in unit.words.prefix(400) where word != last {
      last = word
      if let found = postings[word], found.count <= Self.rare { places.formUnion(found) }
    }
    var near = neighbour + 1
    while near < min(new.count, neighbour + 5) {
      if oldOfNew[near] == nil { places.insert(near) }
      near += 1
    }
    var found: [Candidate] = []
    for right in places where mayPair(left, right) {
      let isSameSection = sections[unit.section] == new[right].section && unit.section >= 0
      var score = likeness(unit, new[right])
      if unit.opener == new[right].opener { score += 0.08 }
      if unit.kind == .heading, score > 0, hasSameNumber(unit, new[right]) { score += 0.2 }
      let least = isSameSection ? Self.leastLikenessInSection : Self.leastLikeness
      guard score >= least else { continue }
      if isSameSection { score += 0.15 }
      found.append(
        Candidate(score: score, distance: abs(right - neighbour - 1), old: left, new: right))
    }
    guard found.count > Self.mostCandidates else { return found }
    found.sort { ($1.score, $0.distance, $0.new) < ($0.score, $1.distance, $1.new) }
    return Array(found.prefix(Self.mostCandidates))
  }

  private func hasSameNumber(_ left: DiffUnit, _ right: DiffUnit) -> Bool {
    let number = SectionTree.numberAndTitle(left.text).number
    return number != nil && number == SectionTree.numberAndTitle(right.text).number
  }

  /// Twice the weight of the words that both have, over the weight of all their words.
  func likeness(_ left: DiffUnit, _ right: DiffUnit) -> Double {
    var (shared, all) = (0.0, 0.0)
    var count = 0
    var (a, b) = (0, 0)
    while a < left.words.count || b < right.words.count {
      let one = a < left.words.count ? left.words[a] : Int32.max
      let other = b < right.words.count ? right.words[b] : Int32.max
      let weight = weights[Int(min(one, other))]
      if one == other {
        shared += 2 * weight
        count += 1
      }
      all += one == other ? 2 * weight : weight
      if one <= other { a += 1 }
      if other <= one { b += 1 }
    }
    // One or two words in common are a coincidence, unless they are most of both.
    if left.kind != .heading, count < 3, shared < (count < 2 ? 0.75 : 0.55) * all { return 0 }
    return all == 0 ? 0 : shared / all
  }
}
