import SpecModel

/// A reader of a run's events that makes something for people or programs. Pure: where its chunks
/// go is the caller's business.
public protocol Reporter: Sendable {
  /// Takes one event and returns what is to be written now.
  mutating func consume(_ event: RecordedEvent) -> [ReportChunk]
}

/// A piece of a report.
public enum ReportChunk: Sendable, Hashable {
  /// A line for standard output: a result.
  case result(String)
  /// A line for standard error that stays.
  case progress(String)
  /// A line on standard error that the next one overwrites on a terminal.
  case live(String)
}
