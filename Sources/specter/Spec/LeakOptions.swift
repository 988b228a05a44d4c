import ArgumentParser
import SpecModel
import SpecText

/// What a spec is held against so that nothing of a proprietary system leaks into it.
struct LeakOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Say what of the original in this folder is in the spec: source, private names, licences.",
      valueName: "folder"))
  var against: String?
  @Option(
    help: ArgumentHelp(
      "Say where names of this list stand: one a line, name or name: reason, # comments.",
      valueName: "file"))
  var deny: String?

  /// The files of the original; nil where none was given.
  func reference() throws(Failure) -> [ReferenceFile]? {
    guard let against else { return nil }
    return try ReferenceFolder.read(against)
  }

  /// The names that must not occur.
  func denied() throws(Failure) -> [DeniedName] {
    guard let deny else { return [] }
    let (bytes, path) = try SpecFile.read(deny)
    let names = try DenyList.parse(bytes, path: path)
    guard !names.isEmpty else {
      throw Failure(
        .usage, "the deny list names nothing", remedy: "Write a name a line, or leave --deny out",
        place: path)
    }
    return names
  }
}
