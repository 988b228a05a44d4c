import SpecModel

/// What shows that somebody has seen the reference: texts that stand beside it and nowhere else.
///
/// The original's own lines would not do: a model may know them by heart. So a file with a text
/// that nobody can guess lies with the copy that extractor and reviser read, and the folder in
/// which the reference is unpacked has its digest for a name. An implementer in whose reply,
/// transcript or access log either stands has been where it must not be.
struct Canary: Sendable, Hashable {
  /// Where the file lies in the copy of the reference.
  static let path = "CANARY.txt"

  /// The text in that file.
  let mark: String
  private let folder: String

  /// The canary of a reference: the same each time.
  init(of reference: Digest) {
    mark = "specter-canary-" + String(Digest.of("specter canary \(reference.hex)").hex.prefix(32))
    folder = reference.hex
  }

  /// The copy of the reference with the canary in it.
  func planted(in source: FileTree) -> FileTree {
    var source = source
    source[Self.path] = Array(
      """
      \(mark)

      This file is no part of the library. Its text must appear in no spec and in no rebuilt
      program: it shows Specter that somebody has read the reference who must not.

      """.utf8)
    return source
  }

  /// Throws a `Failure` of code `.integrity` when what an implementer left or said has a mark that
  /// its brief has not.
  func check(_ run: AgentRun, of brief: Brief) throws {
    let given = brief.files.paths.map { String(decoding: brief.files[$0] ?? [], as: UTF8.self) }
    let marks = [mark, folder].filter { mark in !given.contains { $0.contains(mark) } }
    let told = [("transcript", run.transcript), ("access log", run.access.joined(separator: "\n"))]
    let left = run.reply.paths.map {
      ($0, $0 + "\n" + String(decoding: run.reply[$0] ?? [], as: UTF8.self))
    }
    for (place, text) in told + left where marks.contains(where: { text.contains($0) }) {
      throw Failure(
        .integrity, "the implementer has seen the reference: its canary stands in the \(place)",
        remedy: "Build in a sealed sandbox, or away from the reference, with --restart.")
    }
  }

  /// Why a spec can't be accepted: it carries the canary; nil when it does not.
  func objection(to spec: [UInt8]) -> String? {
    String(decoding: spec, as: UTF8.self).contains(mark)
      ? "the canary of the reference must not be copied into the spec" : nil
  }
}
