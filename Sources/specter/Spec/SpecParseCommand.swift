import ArgumentParser
import SpecModel
import SpecText

/// `specter spec parse FILE`: what Specter reads in a spec.
struct SpecParseCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "parse", abstract: "Show what is read in a spec: an outline, or all as JSON.")

  @Argument(help: "The spec: a markdown file, or a folder with a SPEC.md.")
  var file: String

  @Flag(help: "Print the whole model as JSON (schema specter.spec/1).")
  var json = false

  func run() async throws {
    try await reportingFailures {
      let (bytes, path) = try SpecFile.read(file)
      let spec = SpecParser.parse(bytes, path: path)
      if json {
        Terminal.result(SpecEncoding.value(of: spec).description)
      } else {
        for line in SpecOutline.lines(of: spec) { Terminal.result(line) }
      }
    }
  }
}
