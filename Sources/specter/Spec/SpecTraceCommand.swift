import ArgumentParser
import Foundation
import SpecModel
import SpecText
import SpecterReport

/// `specter spec trace SPEC [SOURCES…]`: which requirement is held by what.
struct SpecTraceCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "trace",
    abstract: "Show which example, case, probe or test holds each requirement.",
    discussion: """
      Sources and tests name requirements with a tag, in a comment or wherever it suits: \
      SPEC: and ids with commas between them. Exits 1 when nothing checks a MUST or MUST NOT, \
      or a tag names no requirement.
      """)

  @Argument(help: "The spec: a markdown file, or a folder with a SPEC.md.")
  var file: String

  @Argument(help: "Files and folders to search for tags; hidden ones are left out.")
  var sources: [String] = []

  @Option(help: "A verdict.json: its probes count for the operations that they called.")
  var verdict: String?

  @Flag(help: "Print the matrix as JSON (schema specter.trace/1).")
  var json = false

  @Option(help: "Write the matrix as a page to this file too.")
  var html: String?

  func run() async throws {
    var holds = true
    try await reportingFailures {
      let (bytes, path) = try SpecFile.read(file)
      var files: [TaggedFile] = []
      for source in sources {
        // The spec explains its tags and holds none.
        for found in try SourceFiles.below(source) where found.path != path {
          files.append(TaggedFile(path: found.path, bytes: found.bytes))
        }
      }
      let matrix = Tracer.trace(
        SpecParser.parse(bytes, path: path), files: files, probed: try scores())
      holds =
        matrix.unknown.isEmpty
        && !matrix.uncovered.contains { $0.requirement.strength >= .mustNot }
      if let html {
        try OutputFile.write(Array(TracePage.page(matrix).utf8), to: html, option: "--html")
      }
      if json {
        Terminal.result(TraceDocument.value(of: matrix).description)
      } else {
        for line in TraceTable.lines(of: matrix) { Terminal.result(line) }
      }
    }
    if !holds { throw Exit.found }
  }

  private func scores() throws(Failure) -> [OperationScore] {
    guard let verdict else { return [] }
    guard let data = FileManager.default.contents(atPath: verdict) else {
      throw Failure(.usage, "there is no file '\(verdict)'", remedy: "Name a verdict.json")
    }
    return try VerdictDocument(parsing: [UInt8](data), place: verdict).measurement.operations
  }
}
