import ArgumentParser
import SpecModel
import SpecText

/// `specter spec show FILE [ID]`: what a spec holds, or one thing and what refers to it.
struct SpecShowCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Show a spec's sections, or one thing in it with everything that refers to it.",
    discussion: """
      ID is the id of a requirement, an example or a matrix case, the name of an operation, \
      setting, entity, error, state or algorithm, or a section such as §8.4.
      """)

  @Argument(help: "The spec: a markdown file, or a folder with a SPEC.md.")
  var file: String

  @Argument(help: "What to show; without it, the sections with counts of what they hold.")
  var id: String?

  @Flag(help: "Print JSON (schema specter.show/1).")
  var json = false

  func run() async throws {
    try await reportingFailures {
      let (bytes, path) = try SpecFile.read(file)
      let spec = SpecParser.parse(bytes, path: path)
      guard let id else {
        showSections(of: spec)
        return
      }
      let index = SpecIndex(spec, bytes: bytes)
      var found = index.find(id)
      // A section sign is hard to type.
      if found.isEmpty, id.first?.isNumber == true { found = index.find("§" + id) }
      guard !found.isEmpty else {
        let near = index.suggestions(for: id)
        throw Failure(
          .usage, "nothing in the spec is called '\(SpecOutline.visible(id))'",
          remedy: near.isEmpty
            ? "`specter spec parse \(path)` lists what there is"
            : "Did you mean \(near.map { "'\($0)'" }.joined(separator: " or "))?",
          place: path)
      }
      if json {
        Terminal.result(SpecShowText.value(of: found, in: index, path: path).description)
      } else {
        for line in SpecShowText.lines(of: found, in: index, path: path) {
          Terminal.result(line)
        }
      }
    }
  }

  private func showSections(of spec: Spec) {
    guard json else {
      for line in SpecOutline.sectionLines(of: spec) { Terminal.result(line) }
      return
    }
    let counts = SectionCounts(spec).ofSections
    let sections = zip(spec.sections, counts).map { section, counts in
      Value.members([
        "number": .string(section.number), "title": .string(section.title),
        "level": .int(section.level),
        "lines": .array([.int(section.lines.first), .int(section.lines.last)]),
        "counts": .object(counts.map { .init($0.noun, .int($0.count)) }),
      ])
    }
    Terminal.result(
      Value.members([
        "schema": .string("specter.show/1"), "path": .string(spec.path),
        "sections": .array(sections),
      ]).description)
  }
}
