/// What a probe took, as the driver of its subject measured it. It is no part of the observation:
/// two runs of one program never cost the same.
public struct ProbeCost: Sendable, Hashable {
  /// CPU time in microseconds, of threads and ended child processes too.
  public var cpu: Int
  /// Bytes by which the probe raised the peak of its process's memory; nil where that is not told.
  public var memory: Int?
  /// Index of the step that took most CPU time; nil where that is not told.
  public var cpuStep: Int?
  /// Index of the step that raised the peak most; nil where that is not told.
  public var memoryStep: Int?

  /// A cost.
  public init(cpu: Int, memory: Int? = nil, cpuStep: Int? = nil, memoryStep: Int? = nil) {
    self.cpu = cpu
    self.memory = memory
    self.cpuStep = cpuStep
    self.memoryStep = memoryStep
  }
}

/// How far a candidate's cost of a probe exceeds the reference's: the least that the candidate was
/// seen to take, and the most that the reference was.
public struct CostExcess: Sendable, Hashable {
  /// What a probe takes.
  public enum Resource: String, Sendable, Hashable, CaseIterable {
    /// CPU time, in microseconds.
    case cpu
    /// Memory, in bytes.
    case memory
  }

  /// What was taken too much of.
  public var resource: Resource
  /// What the reference took.
  public var reference: Int
  /// What the candidate took.
  public var candidate: Int
  /// Index of the step that took most of it from the candidate; nil where that is not known.
  public var step: Int?

  /// An excess.
  public init(_ resource: Resource, reference: Int, candidate: Int, step: Int? = nil) {
    self.step = step
    self.resource = resource
    self.reference = reference
    self.candidate = candidate
  }

  /// Where the difference stands, as a path: `did.0.cost.cpu`, or `cost.cpu` where the step is not
  /// known. Without its step, as every path, it is what people write in `compare.allow`.
  public var path: String {
    (step.map { "did.\($0)." } ?? "") + "cost.\(resource.rawValue)"
  }

  /// `84 ms of CPU`, `120 MiB of memory`; two digits, for more would pretend to be repeatable.
  public func words(_ amount: Int) -> String {
    switch resource {
    case .cpu:
      let milliseconds = Self.twoDigits(Double(amount) / 1_000)
      return "\(milliseconds) ms of CPU"
    case .memory: return "\(Self.twoDigits(Double(amount) / 1_048_576)) MiB of memory"
    }
  }

  /// `84 ms of CPU where the reference takes 2.1 ms of CPU`.
  public var words: String {
    "\(words(candidate)) where the reference takes \(words(reference))"
  }

  /// A number that is not negative: two significant digits below 100, none after the point above.
  private static func twoDigits(_ number: Double) -> String {
    if number >= 9.95 { return String(Int(number.rounded())) }
    let places = number < 0.995 ? 100.0 : 10.0
    let text = String((number * places).rounded() / places)
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }
}
