import ArgumentParser
import SpecModel
import SpecterKit
import SpecterReference

/// `specter init`: pins a reference and writes the front matter of a new spec.
struct InitCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init",
    abstract: "Pin a reference and begin its spec.",
    discussion: """
      Fetches and verifies every file of the reference, runs none of them, and writes \
      FOLDER/SPEC.md with front matter only: where the reference is, the digest of each file, and \
      the module that is compared. A spec that is there already is never overwritten.
      """)

  @Argument(help: "Folder of the new spec, for example specs/inflection.")
  var folder: String

  @Option(
    help: "The reference: pypi:NAME==VERSION, or path:DIR relative to the spec's folder.")
  var from: String

  @Option(help: "The module to compare; needed only where the reference has several.")
  var module: String?

  @Option(help: "The reference's licence, an SPDX expression; read from the package by default.")
  var licence: String?

  @Flag(help: "Answer in JSON.")
  var json = false

  func run() async throws {
    try await reportingFailures {
      try SpecSkeleton.refuseExisting(in: folder)
      let cache = ReferenceCache(base: folder)
      var pin = try await cache.resolve(from)
      if let licence { pin.licence = licence }
      let reference = try await cache.fetch(pin)
      let module = try chosen(from: reference)
      let path = try SpecSkeleton(name: name(module), pin: pin, module: module).write(to: folder)
      report(path, reference, module)
    }
  }

  private func chosen(from reference: Reference) throws -> String {
    if let module {
      try ReferenceCheck.module(module, in: reference)
      return module
    }
    if let only = reference.modules.first, reference.modules.count == 1 { return only }
    throw Failure(
      .usage, "\(from) has several modules: \(reference.modules.joined(separator: ", "))",
      remedy: "Say which one with --module")
  }

  /// The library's name: the package's own, or that of the module in a folder.
  private func name(_ module: String) -> String {
    guard from.hasPrefix("pypi:") else { return module }
    return String(from.dropFirst(5).prefix { $0 != "=" })
  }

  private func report(_ path: String, _ reference: Reference, _ module: String) {
    let pin = reference.pin
    let names = pin.files.keys.sorted()
    if json {
      let files = names.map { name in
        Value.Member(name, .string(pin.files[name]?.description ?? ""))
      }
      let answer = Value.members([
        "schema": .string("specter.init/1"), "spec": .string(path), "from": .string(pin.from),
        "module": .string(module), "licence": .string(pin.licence),
        "tests": .bool(reference.tests != nil), "files": .object(files),
      ])
      return Terminal.result(answer.description)
    }
    Terminal.result("\(path): pinned \(pin.from), module \(module)")
    for name in names { Terminal.result("  \(name)  \(pin.files[name]?.description ?? "")") }
    Terminal.result("  licence: \(pin.licence.isEmpty ? "unknown" : pin.licence)")
    Terminal.result("  tests of its own: \(reference.tests == nil ? "none" : "yes")")
  }
}
