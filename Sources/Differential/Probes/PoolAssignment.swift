import SpecModel

/// Decides which pool a probe belongs to, so that no two that have a common source are parted.
enum PoolAssignment {
  /// With fewer test files than this, single tests are the units instead.
  static let fewestFiles = 3

  /// The mined probes with their pools: whole test files go to one pool, half of them to each.
  static func mined(_ probes: [Probe], seed: Seed) -> [Probe] {
    let details = probes.map { probe -> String in
      if case .mined(let detail) = probe.origin { detail } else { "" }
    }
    let files = Set(details.map(file))
    let unit = files.count >= fewestFiles ? file : { $0 }
    let units = Set(details.map(unit)).sorted {
      let (a, b) = (seed.derived("mined/\($0)").value, seed.derived("mined/\($1)").value)
      return (a, $0) < (b, $1)
    }
    let dev = Set(units.prefix(units.count / 2))
    return zip(probes, details).map { probe, detail in
      var probe = probe
      probe.pool = dev.contains(unit(detail)) ? .dev : .heldOut
      return probe
    }
  }

  /// The pool of all neighbours of one example.
  static func neighbours(of example: String, seed: Seed) -> Probe.Pool {
    seed.derived("neighbour/\(example)").value & 1 == 0 ? .dev : .heldOut
  }

  private static func file(_ detail: String) -> String {
    var name = detail[...]
    while let colon = name.firstIndex(of: ":") {
      if name[colon...].hasPrefix("::") { return String(detail[..<colon]) }
      name = name[name.index(after: colon)...]
    }
    return detail
  }
}
