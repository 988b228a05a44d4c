import SpecModel
import SpecterKit

extension VerdictDocument {
  /// Reads a document; throws a `Failure` of code `.badInput` that names the member which is
  /// missing or wrong, or says that the schema is another one.
  public init(_ value: Value) throws(Failure) {
    let reader = DocumentReader(value)
    guard value["schema"]?.stringValue == Self.schema else {
      throw Failure(
        .badInput, "this is no document of schema \(Self.schema)",
        remedy: "Measure again to write it anew, or use the Specter that wrote it")
    }
    let digests = try reader.member("digests")
    self.init(
      try Self.measurement(reader),
      digests: VerdictDigests(
        spec: try digests.digest("spec"), reference: try digests.digest("reference"),
        candidate: try digests.digest("candidate"), driver: try digests.digest("driver"),
        interpreter: digests.optional("interpreter") == nil ? nil : try digests.text("interpreter"),
        probes: try digests.digest("probes")))
  }

  /// Reads the text of a file; throws a `Failure` of code `.badInput` that names `place`.
  public init(parsing bytes: [UInt8], place: String) throws(Failure) {
    let value: Value
    do {
      value = try Value(parsing: bytes)
    } catch {
      throw Failure(
        .badInput, "the verdict is no JSON: \(error)",
        remedy: "Restore the file, or measure again to write it anew", place: place)
    }
    do {
      try self.init(value)
    } catch {
      throw Failure(error.code, error.what, remedy: error.remedy, place: place)
    }
  }

  private static func measurement(_ reader: DocumentReader) throws(Failure) -> Measurement {
    var gap: NeighbourGap?
    if let inner = reader.optional("gap") {
      gap = NeighbourGap(
        examples: try inner.double("examples"), neighbours: try inner.double("neighbours"))
    }
    var kills: KillCount?
    if let inner = reader.optional("killRate") {
      kills = KillCount(
        tried: try inner.int("tried"), told: try inner.int("told"),
        broken: try inner.int("broken"))
    }
    let isolation = try reader.member("isolation")
    var build: IsolationLevel?
    if isolation.optional("build") != nil { build = try isolation.word("build") }
    return Measurement(
      fidelity: try interval(reader.member("fidelity")),
      behaviour: try reader.double("behaviour"), structure: try reader.double("structure"),
      operations: try map(reader.list("operations"), operation),
      unprobed: try reader.texts("unprobed"), probes: try probes(reader.member("probes")),
      causes: try map(reader.list("causes"), cause),
      surface: try map(reader.list("surface"), finding),
      undiscovered: try reader.double("undiscovered"), gap: gap,
      economy: try reader.optionalDouble("economy"),
      isolation: IsolationPair(build: build, run: try isolation.word("run")),
      rules: try rules(reader.member("rules")), allowed: try map(reader.list("allowed"), allowed),
      seed: try reader.seed("seed"), perOperation: try reader.int("perOperation"),
      seconds: try reader.double("seconds"), brokenExamples: try reader.texts("brokenExamples"),
      notes: try reader.texts("notes"), kills: kills)
  }

  /// `Sequence.map` loses the type of what it throws.
  private static func map<Item>(
    _ readers: [DocumentReader], _ body: (DocumentReader) throws(Failure) -> Item
  ) throws(Failure) -> [Item] {
    var items: [Item] = []
    for reader in readers { items.append(try body(reader)) }
    return items
  }

  private static func interval(_ reader: DocumentReader) throws(Failure) -> Interval {
    Interval(
      value: try reader.double("value"), low: try reader.double("low"),
      high: try reader.double("high"))
  }

  private static func probes(_ reader: DocumentReader) throws(Failure) -> ProbeCounts {
    ProbeCounts(
      dev: try reader.int("dev"), heldOut: try reader.int("heldOut"),
      final: try reader.int("final"), dropped: try reader.int("dropped"),
      masked: try reader.int("masked"), rerun: try reader.int("rerun"),
      perSecond: try reader.optionalDouble("perSecond"),
      // Verdicts written before there was a cache have no such member.
      reused: reader.optional("reused") == nil ? 0 : try reader.int("reused"),
      // Nor had they a search for branches.
      branches: reader.optional("branches") == nil ? 0 : try reader.int("branches"))
  }

  private static func operation(_ reader: DocumentReader) throws(Failure) -> OperationScore {
    OperationScore(
      operation: try reader.text("operation"), probes: try reader.int("probes"),
      diverged: try reader.int("diverged"), loss: try reader.double("loss"),
      score: try reader.double("score"))
  }

  private static func finding(_ reader: DocumentReader) throws(Failure) -> StructureFinding {
    StructureFinding(
      id: try reader.text("id"), what: try reader.text("what"),
      reference: try reader.text("reference"), candidate: try reader.text("candidate"))
  }

  private static func rules(_ reader: DocumentReader) throws(Failure) -> CompareRules {
    CompareRules(
      floatTolerance: try reader.optionalDouble("floatTolerance"),
      errors: try reader.word("errors"), unordered: try reader.texts("unordered"),
      allow: try map(reader.list("allow"), allowance))
  }

  private static func allowance(_ reader: DocumentReader) throws(Failure)
    -> CompareRules.Allowance
  {
    CompareRules.Allowance(
      operation: try reader.text("operation"), path: try reader.text("path"),
      reason: try reader.text("reason"))
  }

  private static func allowed(_ reader: DocumentReader) throws(Failure) -> AllowedCount {
    AllowedCount(
      allowance: try allowance(reader.member("allowance")), count: try reader.int("count"))
  }

  private static func cause(_ reader: DocumentReader) throws(Failure) -> Cause {
    let witness = try reader.member("witness")
    guard let probe = Probe(try witness.member("probe").value) else {
      throw witness.fault("probe", "a probe")
    }
    func observation(_ key: String) throws(Failure) -> Observation {
      guard let observation = ObservationWire.observation(witness.value[key] ?? .null) else {
        throw witness.fault(key, "an observation")
      }
      return observation
    }
    var pools: [Probe.Pool] = []
    for name in try reader.texts("pools") {
      guard let pool = Probe.Pool(rawValue: name) else {
        throw reader.fault("pools", "a list of pools")
      }
      pools.append(pool)
    }
    var cause = Cause(
      id: try reader.text("id"), operation: try reader.text("operation"),
      kind: try reader.word("kind"), count: try reader.int("count"), pools: pools,
      witness: Divergence(
        probe: probe, reference: try observation("reference"),
        candidate: try observation("candidate"),
        difference: Difference(try witness.word("kind"), path: try witness.text("path")),
        excess: Parts.excess(witness.value["excess"])),
      words: try reader.text("words"))
    cause.priority = try reader.word("priority")
    return cause
  }
}
