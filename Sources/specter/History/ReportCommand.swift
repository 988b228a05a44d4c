import ArgumentParser
import SpecModel
import SpecterHistory
import SpecterKit
import SpecterReport

/// `specter report`: one run as a self-contained HTML file, as text or as JSON.
struct ReportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report", abstract: "Write a run as one self-contained HTML file, or print it.")

  @Argument(help: "Folder of a spec; without it any run of the project is meant.")
  var specFolder: String?

  @Option(help: "The run; the start of its id will do. By default the newest.")
  var run: String?

  @Option(
    name: .shortAndLong,
    help: "The file to write, - for standard output; by default one in .specter/reports.")
  var output: String?

  @Flag(help: "Print the report as text instead.")
  var text = false

  @Flag(help: "Answer with a specter.report/1 document instead.")
  var json = false

  func validate() throws {
    if text && json || (text || json) && output != nil {
      throw ValidationError("--text, --json and --output exclude each other")
    }
  }

  func run() async throws {
    try await reportingFailures {
      let choice = try await RunChoice(specFolder: specFolder)
      let head = try choice.run(run)
      let request = try await request(choice.store, head.run)
      if json { return Terminal.result(JSONText.line(ReportDocument.value(request))) }
      if text { return ReportText.lines(request).forEach(Terminal.result) }
      let page = HTMLReport.page(request)
      if output == "-" { return Terminal.write(page, to: 1) }
      let path = try output ?? Self.place(in: choice.folders.state, run: head.run)
      try OutputFile.write(Array(page.utf8), to: path, option: "--output")
      Terminal.result(path)
    }
  }

  private static func place(in state: String, run: String) throws(Failure) -> String {
    let folder = "\(state)/reports"
    try OutputFile.makeFolder(folder)
    // A run's id is Specter's own, but the history is a file that others can write.
    let safe = run.map { $0.isLetter || $0.isNumber || $0 == "-" ? $0 : "_" }
    return "\(folder)/\(String(safe)).html"
  }

  /// The events with all that they name; what can't be read is left out, and the page says so.
  private func request(_ store: SQLiteStore, _ run: String) async throws -> ReportRequest {
    let events = try await store.events(run: run)
    let named = ReportRequest.objects(of: events)
    var request = ReportRequest(events: events)
    for digest in named.verdicts {
      guard let bytes = await bytes(digest, store) else { continue }
      do {
        request.measurements[digest] =
          try VerdictDocument(parsing: bytes, place: digest.short).measurement
      } catch { Terminal.error("specter: left out of the report: \(error)") }
    }
    for digest in named.specs {
      if let bytes = await bytes(digest, store) {
        request.specs[digest] = String(decoding: bytes, as: UTF8.self)
      }
    }
    for digest in named.ambiguities {
      guard let bytes = await bytes(digest, store) else { continue }
      do {
        request.ambiguities[digest] = try AmbiguityDocument.decode(Value.reading(bytes))
      } catch { Terminal.error("specter: left out of the report: \(error)") }
    }
    return request
  }

  private func bytes(_ digest: Digest, _ store: SQLiteStore) async -> [UInt8]? {
    do {
      return try await store.object(digest)
    } catch {
      Terminal.error("specter: left out of the report: \(error)")
      return nil
    }
  }
}
