import SpecModel
import SpecterKit
import Testing

/// Installing into folders that are a dictionary.
@Suite struct SkillInstallationTests {
  private static let text =
    "---\nname: specter-toy\ndescription: Plays. Use when idle.\n---\n\n# Toy\n"
  private static let toy = Skill(parsing: text)
  private static let claude = ".claude/skills/specter-toy/SKILL.md"
  private static let codex = ".agents/skills/specter-toy/SKILL.md"

  private final class Folder {
    var files: [String: String] = [:]
    var others: Set<String> = []
    var written: [String] = []

    func install(_ skill: Skill, force: Bool = false) throws -> [String: String] {
      written = []
      let outcomes = try SkillInstallation(readers: SkillReader.allCases, force: force).run(
        [skill],
        read: { path in
          if self.others.contains(path) { return .other }
          return self.files[path].map { .file(Array($0.utf8)) } ?? .nothing
        },
        write: { path, bytes in
          self.files[path] = String(decoding: bytes, as: UTF8.self)
          self.written.append(path)
        })
      return Dictionary(uniqueKeysWithValues: outcomes.map { ($0.path, $0.action.rawValue) })
    }
  }

  @Test func `what is not there is installed, and once only`() throws {
    let toy = try #require(Self.toy)
    let folder = Folder()
    #expect(try folder.install(toy) == [Self.claude: "installed", Self.codex: "installed"])
    #expect(folder.files.keys.sorted() == [Self.codex, Self.claude])
    #expect(folder.files[Self.claude] == folder.files[Self.codex])
    #expect(try folder.install(toy) == [Self.claude: "unchanged", Self.codex: "unchanged"])
    #expect(folder.written.isEmpty)
  }

  @Test func `an installed skill says the same, with its digest`() throws {
    let toy = try #require(Self.toy)
    let text = SkillCopy.text(of: toy)
    let seal = "metadata:\n  specter-digest: \"\(Digest.of(toy.text))\"\n"
    #expect(text.contains(seal))
    #expect(text.replacing(seal, with: "") == toy.text)
  }

  @Test func `what an older Specter wrote is brought up to date`() throws {
    let toy = try #require(Self.toy)
    let folder = Folder()
    _ = try folder.install(toy)
    let newer = try #require(Skill(parsing: toy.text + "\nMore.\n"))
    #expect(try folder.install(newer) == [Self.claude: "updated", Self.codex: "updated"])
    #expect(folder.files[Self.claude] == SkillCopy.text(of: newer))
  }

  @Test(arguments: [
    "mine", "", text + "\nMine.\n",
    text.replacing("Plays", with: "Works"),
  ])
  func `what a person wrote or changed is kept, or overwritten when they say so`(own: String)
    throws
  {
    let toy = try #require(Self.toy)
    let folder = Folder()
    folder.files[Self.codex] = own
    #expect(try folder.install(toy) == [Self.claude: "installed", Self.codex: "kept"])
    #expect(folder.files[Self.codex] == own)
    #expect(
      try folder.install(toy, force: true)
        == [Self.claude: "unchanged", Self.codex: "overwritten"])
    #expect(folder.files[Self.codex] == SkillCopy.text(of: toy))
  }

  @Test func `an installed skill that a person changed is kept`() throws {
    let toy = try #require(Self.toy)
    let folder = Folder()
    _ = try folder.install(toy)
    for change in ["name: specter-toy": "name: my-toy", "# Toy": "# Toys", "sha256:": "sha256:0"] {
      let own = SkillCopy.text(of: toy).replacing(change.key, with: change.value)
      folder.files[Self.claude] = own
      #expect(try folder.install(toy)[Self.claude] == "kept", "\(change)")
      #expect(folder.files[Self.claude] == own)
    }
  }

  @Test func `the skill itself, by a link to where it is edited, is current`() throws {
    let toy = try #require(Self.toy)
    let folder = Folder()
    folder.files[Self.claude] = toy.text
    #expect(try folder.install(toy)[Self.claude] == "unchanged")
  }

  @Test func `what is no file is kept`() throws {
    let toy = try #require(Self.toy)
    let folder = Folder()
    folder.others = [Self.claude]
    #expect(try folder.install(toy)[Self.claude] == "kept")
    #expect(folder.written == [Self.codex])
  }

  @Test func `a skill that can't be written ends it, and what was written stays`() throws {
    struct Full: Error {}
    var done: [String] = []
    func write(_ path: String, _ bytes: [UInt8]) throws {
      if done.count == 2 { throw Full() }
      done.append(path)
    }
    #expect(throws: Full.self) {
      try SkillInstallation(readers: [.codex]).run(read: { _ in .nothing }, write: write)
    }
    #expect(done.count == 2)
  }
}
