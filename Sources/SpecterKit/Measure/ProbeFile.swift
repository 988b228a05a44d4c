import SpecModel

/// Probe files: one probe a line, with the reference's observation where it was recorded.
public enum ProbeFile {
  /// A probe as a file keeps it.
  public struct Line: Sendable, Hashable {
    /// The probe.
    public var probe: Probe
    /// What the reference did with it; nil in a file that holds probes alone.
    public var reference: Observation?
    /// Whether the candidate diverged on it when it was recorded.
    public var diverged: Bool

    /// A line.
    public init(probe: Probe, reference: Observation? = nil, diverged: Bool = false) {
      self.probe = probe
      self.reference = reference
      self.diverged = diverged
    }
  }

  /// A file of probes alone.
  public static func bytes(of probes: [Probe]) -> [UInt8] {
    bytes(of: probes.map { Line(probe: $0) })
  }

  /// A file of lines.
  public static func bytes(of lines: [Line]) -> [UInt8] {
    var bytes: [UInt8] = []
    for line in lines {
      var members = line.probe.value.objectValue ?? []
      if let reference = line.reference { members.append(.init("reference", reference.value)) }
      if line.diverged { members.append(.init("diverged", .bool(true))) }
      Value.object(members).write(to: &bytes, keepingOrder: true)
      bytes.append(UInt8(ascii: "\n"))
    }
    return bytes
  }

  /// The probes of a file.
  public static func probes(in bytes: [UInt8], path: String = "probes.jsonl") throws -> [Probe] {
    try lines(in: bytes, path: path).map(\.probe)
  }

  /// The lines of a file; a line that is none is a failure naming its place.
  public static func lines(in bytes: [UInt8], path: String) throws -> [Line] {
    var lines: [Line] = []
    let texts = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    for (index, text) in texts.enumerated() where !text.isEmpty {
      guard let value = try? Value(parsing: text), let probe = Probe(value) else {
        throw Failure(
          .badInput, "the line is no probe",
          remedy: "A line is {\"do\":[…],\"target\":…,\"origin\":…,\"pool\":…}",
          place: "\(path):\(index + 1)")
      }
      lines.append(
        Line(
          probe: probe, reference: value["reference"].map(Observation.init),
          diverged: value["diverged"]?.boolValue ?? false))
    }
    return lines
  }
}
