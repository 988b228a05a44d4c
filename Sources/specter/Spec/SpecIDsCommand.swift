import ArgumentParser
import Foundation
import SpecModel
import SpecText

/// `specter spec ids FILE`: the ids of requirements, and permanent ones for those that have none.
struct SpecIDsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ids", abstract: "List the ids of requirements, or make derived ones permanent.",
    discussion: """
      Without --write nothing is written: each requirement is listed with its id, and one whose id \
      is derived with the id that it would get. With --write those ids go into the file and \
      nothing else changes; a second run changes nothing. New ids count on from the highest \
      number of their prefix. Gaps stay: what is gone keeps its id, if the ledger knows it.
      """)

  @Argument(help: "The spec: a markdown file, or a folder with a SPEC.md.")
  var file: String

  @Flag(help: "Write the ids into the file.")
  var write = false

  @Option(help: "What stands before the number; default: as the spec's own ids, or R.")
  var prefix: String?

  @Flag(help: "Put a word of the section's title into new ids: R-RETRY-001.")
  var nameSections = false

  @Option(
    help: """
      A file with every id that ever was, one a line: none of them is given again, and --write \
      adds the new ones. Default: the spec's path with .ids at its end, where there is one.
      """)
  var ledger: String?

  @Flag(help: "Print the list as JSON (schema specter.spec-ids/1).")
  var json = false

  func run() async throws {
    try await reportingFailures {
      if let prefix, !IDScheme.isUsable(prefix: prefix) {
        throw Failure(
          .usage, "'\(prefix)' can't begin an id",
          remedy: "Take upper-case letters and digits, such as R or FR-NET")
      }
      let (bytes, path) = try SpecFile.read(file)
      let (ledgerPath, ledgerBytes) = try readLedger(of: path)
      let scheme = IDScheme(
        prefix: prefix, namesSection: nameSections, retired: IDLedger.ids(in: ledgerBytes))
      let plan = SpecIDs.plan(bytes, path: path, scheme: scheme)
      if write { try write(plan, (path, bytes), (ledgerPath, ledgerBytes)) }
      Terminal.write(json ? document(plan, path) : text(plan, path), to: STDOUT_FILENO)
    }
  }

  /// Where the ledger is, nil for nowhere, and what it holds.
  private func readLedger(of path: String) throws(Failure) -> (String?, [UInt8]) {
    let place = ledger ?? path + ".ids"
    func target(_ path: String) -> String {
      URL(fileURLWithPath: path).resolvingSymlinksInPath().path
    }
    guard target(place) != target(path) else {
      throw Failure(
        .usage, "the spec can't be its own ledger", remedy: "Name another file with --ledger",
        place: place)
    }
    guard FileManager.default.fileExists(atPath: place) else {
      return (ledger, [])
    }
    do {
      return (place, try SpecFile.bytes(of: place))
    } catch {
      throw Failure(
        .badInput, "the ledger can't be read", remedy: "Mend it, or give another --ledger",
        place: place)
    }
  }

  /// Writes what changed of the ledger and the spec: both or neither. The ledger goes first: an id
  /// in it that no requirement got is a gap, one that it never learnt of would be given twice.
  private func write(
    _ plan: IDPlan, _ spec: (path: String, bytes: [UInt8]),
    _ ledger: (path: String?, bytes: [UInt8])
  ) throws(Failure) {
    var prepared: [OutputFile] = []
    do {
      if let path = ledger.path {
        let ids = plan.entries.compactMap { entry in
          entry.given ?? (entry.requirement.idIsDerived ? nil : entry.requirement.id)
        }
        let new = IDLedger.adding(ids, to: ledger.bytes)
        if new != ledger.bytes {
          prepared.append(try OutputFile(preparing: new, for: path, option: "--ledger"))
        }
      }
      if plan.bytes != spec.bytes {
        prepared.append(try OutputFile(preparing: plan.bytes, for: spec.path))
      }
      for file in prepared { try file.commit() }
    } catch {
      for file in prepared { file.discard() }
      throw error
    }
  }

  private func text(_ plan: IDPlan, _ path: String) -> String {
    var lines: [String] = []
    for entry in plan.entries {
      // After writing, what was done and what was not is told; the rest is a count.
      if write, entry.given == nil, entry.obstacle == nil { continue }
      let id = entry.requirement.id
      let change =
        entry.given.map { "\(id) (derived) → \($0)" }
        ?? (entry.requirement.idIsDerived ? "\(id) (derived)" : id)
      lines.append(
        "\(path):\(entry.requirement.lines.first): \(change) "
          + entry.requirement.strength.rawValue + " "
          + SpecOutline.shortened(entry.requirement.text)
      )
      if let obstacle = entry.obstacle { lines.append("  can't get an id: \(obstacle)") }
    }
    let given = plan.entries.count { $0.given != nil }
    let own = plan.entries.count { !$0.requirement.idIsDerived }
    let left = plan.entries.count { $0.obstacle != nil }
    lines.append(
      "\(path): \(SpecOutline.count(plan.entries.count, "requirement")); \(own) with ids, \(given) "
        + (write ? "were given one" : "would be given one") + ", \(left) can't be")
    return lines.map { SpecOutline.visible($0) + "\n" }.joined()
  }

  private func document(_ plan: IDPlan, _ path: String) -> String {
    let entries = plan.entries.map { entry in
      Value.members([
        "id": .string(entry.requirement.id), "derived": .bool(entry.requirement.idIsDerived),
        "given": entry.given.map(Value.string) ?? .null,
        "obstacle": entry.obstacle.map(Value.string) ?? .null,
        "strength": .string(entry.requirement.strength.rawValue),
        "text": .string(entry.requirement.text),
        "lines": .array([
          .int(entry.requirement.lines.first), .int(entry.requirement.lines.last),
        ]),
      ])
    }
    return Value.members([
      "schema": .string("specter.spec-ids/1"), "path": .string(path), "written": .bool(write),
      "requirements": .array(entries),
    ]).description + "\n"
  }
}
