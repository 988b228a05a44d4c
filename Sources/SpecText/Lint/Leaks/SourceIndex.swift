/// One kind of stream over all files of a reference, with its fingerprints.
struct SourceIndex: Sendable {
  /// The tokens of every file.
  let streams: [TokenStream]
  /// Where fingerprints occur, in the order of their numbers.
  private let places: [Place]
  /// How streams are winnowed.
  let winnowing: Winnowing

  /// Most places that are tried for one fingerprint: boilerplate stands in every file.
  static let mostPlaces = 16

  private struct Place {
    var hash: UInt64
    var file: Int32
    var token: Int32
  }

  /// A run of tokens of the spec that stands in the reference too.
  struct Run: Sendable, Hashable {
    /// Its tokens in the spec's stream.
    var tokens: Range<Int>
    /// Which file of the reference.
    var file: Int
    /// Index of its first token in that file's stream.
    var start: Int
  }

  /// Indexes `streams`; memory is linear in the number of tokens.
  init(_ streams: [TokenStream], _ winnowing: Winnowing) {
    self.streams = streams
    self.winnowing = winnowing
    var places: [Place] = []
    for (file, stream) in streams.enumerated() {
      for print in winnowing.fingerprints(stream.hashes) {
        places.append(
          Place(
            hash: print.hash, file: Int32(clamping: file), token: Int32(clamping: print.place)))
      }
    }
    places.sort { ($0.hash, $0.file, $0.token) < ($1.hash, $1.file, $1.token) }
    self.places = places
  }

  /// Where a fingerprint occurs; of one that occurs very often, the first places.
  private func places(of hash: UInt64) -> ArraySlice<Place> {
    var low = 0
    var high = places.count
    while low < high {
      let middle = (low + high) / 2
      if places[middle].hash < hash { low = middle + 1 } else { high = middle }
    }
    return places[low...].prefix { $0.hash == hash }.prefix(Self.mostPlaces)
  }

  /// Runs that `spec` has in common with a file, each as long as it goes, in order and apart.
  /// Equal fingerprints are compared token by token, so that no collision is ever told.
  func runs(in spec: TokenStream) -> [Run] {
    guard !places.isEmpty else { return [] }
    var runs: [Run] = []
    for print in winnowing.fingerprints(spec.hashes) {
      if let last = runs.last, print.place < last.tokens.upperBound { continue }
      let floor = runs.last?.tokens.upperBound ?? 0
      let found = places(of: print.hash).compactMap {
        extended(print.place, $0, spec.hashes, floor: floor)
      }
      if let longest = found.max(by: { $0.tokens.count < $1.tokens.count }) {
        runs.append(longest)
      }
    }
    return runs
  }

  private func extended(_ token: Int, _ place: Place, _ spec: [UInt64], floor: Int) -> Run? {
    let file = streams[Int(place.file)].hashes
    var low = token
    var start = Int(place.token)
    while low > floor, start > 0, spec[low - 1] == file[start - 1] {
      low -= 1
      start -= 1
    }
    var high = token
    var end = Int(place.token)
    while high < spec.count, end < file.count, spec[high] == file[end] {
      high += 1
      end += 1
    }
    guard high - token >= winnowing.gram else { return nil }
    return Run(tokens: low..<high, file: Int(place.file), start: start)
  }
}
