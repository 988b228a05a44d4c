import Foundation
import SpecModel
import Testing

@testable import SpecText

/// Where the libraries of the measurement are; nil where none are.
private let folder = ProcessInfo.processInfo.environment["SPECTER_LEAK_LIBRARIES"]

/// The measurement behind k and w in `docs/lint/leaks.md`; `scripts/leaks` runs it.
///
/// It needs libraries, each unpacked into a folder of its own below `SPECTER_LEAK_LIBRARIES`.
@Suite struct LeakMeasurement {
  private struct Library {
    var name: String
    var files: [ReferenceFile]
    var streams: SourceStreams
    var description: SpecStreams?
  }

  private struct Plant {
    var count: Int
    var text: TokenStream
  }

  private static let grams: [SourceCopies.Kind: [Int]] = [
    .prose: [5, 6, 7, 8, 10, 12], .code: [6, 8, 10, 12, 16], .shape: [12, 16, 20, 24, 32],
  ]
  private static let windows = [1, 2, 4, 8]
  private static let counts = [1, 2, 3, 5, 10]

  @Test(.enabled(if: folder != nil, "set SPECTER_LEAK_LIBRARIES; scripts/leaks does"))
  func `detection of planted copies against false alarms`() throws {
    let libraries = try Self.libraries()
    let specs = try Self.specs()
    #expect(libraries.count > 5)
    for kind in SourceCopies.Kind.allCases {
      let plants = libraries.map { library in Self.plants(library, kind) }
      print("\n\(kind) · \(plants.flatMap { $0 }.count) planted copies")
      print("| k | w | 1 line | 2 | 3 | 5 | 10 | false alarms in specs | in descriptions |")
      print("|---|---|---|---|---|---|---|---|---|")
      for gram in Self.grams[kind] ?? [] {
        for window in Self.windows {
          Self.row(Winnowing(gram: gram, window: window), kind, libraries, plants, specs)
        }
      }
    }
  }

  @Test(.enabled(if: folder != nil, "set SPECTER_LEAK_LIBRARIES; scripts/leaks does"))
  func `the specs against their own references and against others`() throws {
    let libraries = try Self.libraries()
    print("\nfindings · spec × reference")
    print("| spec | against its own | source, others | private names, others |")
    print("|---|---|---|---|")
    let specs = try Self.specInputs()
    var tallies = [Tally](repeating: Tally(), count: specs.count)
    for library in libraries {
      let copies = SourceCopies(library.files)
      let names = PrivateNames(library.files)
      for (place, spec) in specs.enumerated() {
        let source = copies.copies(in: spec.input).count
        let found = LintRule.privateNames(
          names, in: spec.input, of: library.files, .leakPrivateName)
        if library.name == spec.name {
          tallies[place].own = source + found.count
        } else {
          tallies[place].source += source
          tallies[place].names += found.map { "\(library.name): \($0.message)" }
        }
      }
    }
    for (spec, tally) in zip(specs, tallies) {
      let own = tally.own.map { "\($0)" } ?? "–"
      #expect(tally.own ?? 0 == 0, "\(spec.name)")
      print("| \(spec.name) | \(own) | \(tally.source) | \(tally.names.count) |")
    }
    for name in tallies.flatMap(\.names) { print("· \(name)") }
  }

  private struct Tally {
    var own: Int?
    var source = 0
    var names: [String] = []
  }

  private static func row(
    _ winnowing: Winnowing, _ kind: SourceCopies.Kind, _ libraries: [Library],
    _ plants: [[Plant]], _ specs: [(name: String, streams: SpecStreams)]
  ) {
    var found = [Int: Int]()
    var planted = [Int: Int]()
    var alarms = (specs: 0, descriptions: 0)
    for (library, plants) in zip(libraries, plants) {
      let index = SourceIndex(library.streams[kind], winnowing)
      func runs(_ stream: TokenStream) -> Int {
        index.runs(in: stream).filter { kind.tells(stream.hashes[$0.tokens]) }.count
      }
      for plant in plants {
        planted[plant.count, default: 0] += 1
        if runs(plant.text) > 0 { found[plant.count, default: 0] += 1 }
      }
      for spec in specs where library.name != spec.name {
        alarms.specs += runs(spec.streams[kind])
      }
      for other in libraries where other.name != library.name {
        if let description = other.description { alarms.descriptions += runs(description[kind]) }
      }
    }
    let rates = counts.map { count in
      let share = Double(found[count] ?? 0) / Double(max(1, planted[count] ?? 0))
      return "\(Int((share * 100).rounded())) %"
    }
    print(
      "| \(winnowing.gram) | \(winnowing.window) | \(rates.joined(separator: " | ")) "
        + "| \(alarms.specs) | \(alarms.descriptions) |")
  }

  /// Runs of n lines of the library that hold tokens of the kind, in fences or as a paragraph.
  private static func plants(_ library: Library, _ kind: SourceCopies.Kind) -> [Plant] {
    var plants: [Plant] = []
    for (place, file) in library.files.enumerated()
    where file.path.hasSuffix(".py") {
      let text = SourceText(file.bytes)
      let stream = library.streams[kind][place]
      let lines = Set((0..<stream.count).filter { !stream.isBreak($0) }.map { stream.lines[$0] })
        .sorted().map(Int.init)
      for count in counts where lines.count >= count {
        // A few places of every file, the same in every run.
        for start in stride(from: 0, through: lines.count - count, by: max(11, lines.count / 3)) {
          // What stands between them is copied too, as a person would.
          let last = lines[start + count - 1]
          guard last - lines[start] < 2 * count + 3 else { continue }
          let picked = (lines[start]...last).map { String(decoding: text.line($0), as: UTF8.self) }
          plants.append(Plant(count: count, text: planted(picked, kind)))
        }
      }
    }
    return plants
  }

  private static func planted(_ lines: [String], _ kind: SourceCopies.Kind) -> TokenStream {
    let text: String
    switch kind {
    case .prose:
      text = lines.map { $0.trimmingCharacters(in: CharacterSet(charactersIn: " #\"'\t")) }
        .joined(separator: "\n")
    case .code:
      // Laid out in another way: one space more between words, tabs at the start.
      text =
        "```python\n"
        + lines.map { "\t" + $0.replacingOccurrences(of: " ", with: "  ") }
        .joined(separator: "\n") + "\n```"
    case .shape:
      text = "```python\n" + lines.map(renamed).joined(separator: "\n") + "\n```"
    }
    return streams(Array("# X\n\n\(text)\n".utf8))[kind]
  }

  /// The line with every name that is no keyword changed.
  private static func renamed(_ line: String) -> String {
    var result = ""
    var word = ""
    for character in line + "\n" {
      if character.isLetter || character.isNumber || character == "_" {
        word.append(character)
      } else {
        let isName = word.first.map { !$0.isNumber } ?? false
        let isKeyword = TokenHash.keywords.contains(TokenHash.of(word.utf8))
        let mark = word.hasPrefix("_") ? "_" : ""
        result += isName && !isKeyword && word.count > 2 ? mark + "x" + word.reversed() : word
        if character != "\n" { result.append(character) }
        word = ""
      }
    }
    return result
  }
}

extension LeakMeasurement {
  private static func streams(_ bytes: [UInt8]) -> SpecStreams {
    SpecStreams(LintInput(bytes, path: "SPEC.md"), language: .python)
  }

  private static func libraries() throws -> [Library] {
    guard let folder else { return [] }
    let manager = FileManager.default
    return try manager.contentsOfDirectory(atPath: folder).sorted().map { name in
      let root = URL(fileURLWithPath: folder).appendingPathComponent(name)
      let paths = (manager.enumerator(atPath: root.path)?.compactMap { $0 as? String } ?? [])
      let files = try paths.sorted().filter {
        $0.hasSuffix(".py") || $0.hasSuffix("/METADATA")
          || LicenceText.isLicence($0) && !$0.hasSuffix("licenses")
      }
      .map { path in
        ReferenceFile(
          path: path, bytes: [UInt8](try Data(contentsOf: root.appendingPathComponent(path))))
      }
      let description = files.first { $0.path.hasSuffix("/METADATA") }
      return Library(
        name: name, files: files, streams: SourceStreams(files),
        description: description.map { streams(body($0.bytes)) })
    }
  }

  /// What stands below the headers of a METADATA file.
  private static func body(_ bytes: [UInt8]) -> [UInt8] {
    let text = String(decoding: bytes, as: UTF8.self)
    guard let range = text.range(of: "\n\n") else { return [] }
    return Array(text[range.upperBound...].utf8)
  }

  private static func specs() throws -> [(name: String, streams: SpecStreams)] {
    try specInputs().map { ($0.name, SpecStreams($0.input, language: .python)) }
  }

  private static func specInputs() throws -> [(name: String, input: LintInput)] {
    let own = try ["inflection", "semver"].map { ($0, try LibrarySpecs.input($0)) }
    guard RealSpecs.folder != nil else { return own }
    return own + (try RealSpecs.names.map { ($0, LintInput(try RealSpecs.bytes($0), path: $0)) })
  }
}

/// The specs that the project ships.
enum LibrarySpecs {
  static func input(_ name: String, reference: [ReferenceFile]? = nil) throws -> LintInput {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let url = root.appendingPathComponent("specs/\(name)/SPEC.md")
    return LintInput(
      [UInt8](try Data(contentsOf: url)), path: "specs/\(name)/SPEC.md", reference: reference)
  }
}
