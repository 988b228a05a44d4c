import SpecModel

/// A place inside an observation as the names and indexes that lead to it.
struct ObservationPath: Hashable {
  /// Names and indexes from the root; empty for the observation as a whole.
  var parts: [String]

  init(_ parts: [String]) { self.parts = parts }

  /// Reads `did.0.return.fields.major`.
  init(_ text: String) { parts = text.split(separator: ".").map(String.init) }

  /// The parts joined by dots.
  var text: String { parts.joined(separator: ".") }

  /// The index of the step it lies in; nil outside `did`.
  var step: Int? { parts.count > 1 && parts[0] == "did" ? Int(parts[1]) : nil }

  /// The path with `*` for every index, so that the same place in another step or at another index
  /// of a list is the same text.
  var normalised: String {
    parts.map { Int($0) == nil ? $0 : "*" }.joined(separator: ".")
  }
}

/// A path as people write it in front matter: `return.repr`, or with its step `did.0.return.repr`;
/// `*` stands for any one part, and the tags of tuples and iterators may be left out.
struct PathPattern: Hashable {
  let parts: [String]

  init(_ text: String) { parts = text.split(separator: ".").map(String.init) }

  /// Whether it covers `path` or something above it.
  func covers(_ path: ObservationPath) -> Bool {
    spellings(of: path).contains { $0.count >= parts.count && matches($0.prefix(parts.count)) }
  }

  /// Whether it names exactly `path`.
  func names(_ path: ObservationPath) -> Bool {
    spellings(of: path).contains { $0.count == parts.count && matches($0[...]) }
  }

  private func matches(_ other: ArraySlice<String>) -> Bool {
    zip(parts, other).allSatisfy { $0 == "*" || $0 == $1 }
  }

  private func spellings(of path: ObservationPath) -> [[String]] {
    let full = path.parts
    let bare = path.step == nil ? full : Array(full.dropFirst(2))
    let tags: Set = ["$tuple", "$iterator", "$set"]
    return [full, bare, bare.filter { !tags.contains($0) }]
  }
}
