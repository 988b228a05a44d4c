import SpecModel

/// Which section a line stands in, and which operation a section is about.
struct SectionPlaces {
  private let sections: [Section]
  private let starts: [Int]
  /// The section around each, by index.
  private let parents: [Int?]
  private let declared: [Int: [String]]

  init(_ spec: Spec) {
    sections = spec.sections
    starts = spec.sections.map(\.lines.first)
    var open: [Int] = []
    parents = spec.sections.indices.map { place in
      while let last = open.last, spec.sections[last].lines.last < spec.sections[place].lines.first
      {
        open.removeLast()
      }
      defer { open.append(place) }
      return open.last
    }
    var declared: [Int: [String]] = [:]
    for operation in spec.operations {
      declared[operation.lines.first, default: []].append(operation.id)
    }
    self.declared = declared
  }

  /// The innermost section of a line; nil above the first heading.
  func section(at line: Int) -> Section? { index(at: line).map { sections[$0] } }

  private func index(at line: Int) -> Int? {
    let next = starts.partitioningIndex { $0 > line }
    var place: Int? = next > 0 ? next - 1 : nil
    while let current = place, sections[current].lines.last < line { place = parents[current] }
    return place
  }

  /// The operations that a requirement speaks of: those that it names, else those that the heading
  /// of the nearest section declares.
  func operations(of requirement: Requirement, named: [String]) -> [String] {
    guard named.isEmpty else { return named }
    var place = index(at: requirement.lines.first)
    while let current = place {
      if let ids = declared[sections[current].lines.first] { return ids }
      place = parents[current]
    }
    return []
  }
}
