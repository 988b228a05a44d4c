import SpecModel

/// The prompts of the roles: a skill with the facts of the brief below it, or the user's own in
/// their place.
public enum Prompt {
  /// What a prompt's blanks are filled with: `{{name}}` and so on.
  public struct Blanks: Sendable, Hashable {
    /// `{{name}}`: the library.
    public var name: String
    /// `{{module}}`: the module that is built and imported.
    public var module: String
    /// `{{layout}}`: the files that a build consists of, in words.
    public var layout: String
    /// `{{scope}}`: which operations count, in words.
    public var scope: String
    /// `{{size}}`: how long the spec may be, in words.
    public var size: String
    /// `{{findings}}`: why the last attempt was refused, with its heading; empty at first.
    public var findings: String

    /// What front matter says.
    ///
    /// `bareBytes` is the size of the reference's bare code, by which economy is measured (nil
    /// where it is not known); `findings` are the linter's or other reasons to do the work again.
    public init(_ frontMatter: FrontMatter, bareBytes: Int? = nil, findings: String = "") {
      let surface = frontMatter.surface
      name = frontMatter.name
      module = surface.module.isEmpty ? frontMatter.name : surface.module
      layout =
        surface.kind == "python"
        ? "`\(module).py` or the package `\(module)/`" : "the program `\(module)`"
      scope = Self.words(for: surface)
      size =
        bareBytes.map {
          "at most \($0 / 2) bytes, front matter included: half of the original's bare code"
        }
        ?? "at most half of the original's code without comments and docstrings"
      self.findings =
        findings.isEmpty
        ? ""
        : "\n## The last attempt was refused\n\n`SPEC.md` holds it. "
          + "Mend what was wrong with it and leave the rest:\n\n\(findings)\n"
    }

    private static func words(for scope: SurfaceScope) -> String {
      func list(_ ids: [String]) -> String { ids.map { "`\($0)`" }.joined(separator: ", ") }
      let inside =
        scope.include.isEmpty ? "every public name of `\(scope.module)`" : list(scope.include)
      return scope.exclude.isEmpty ? inside : "\(inside), without \(list(scope.exclude))"
    }

    fileprivate subscript(blank: Substring) -> String? {
      switch blank {
      case "name": name
      case "module": module
      case "layout": layout
      case "scope": scope
      case "size": size
      case "findings": findings
      default: nil
      }
    }

    fileprivate static let all = "name, module, layout, scope, size, findings"
  }

  /// Where a user's own prompt for a role lies in the spec's folder: `prompts/ROLE.md`.
  public static func path(_ role: Role) -> String { "prompts/\(role.rawValue).md" }

  /// The prompt of a role as Specter brings it, blanks and all: the text of the role's skill, and
  /// below it what this brief is about (`SpecterKit/Prompts/ROLE.md`).
  public static func standard(_ role: Role) -> String {
    lesson(of: role) + (EmbeddedFiles.below("SpecterKit/Prompts").text("\(role.rawValue).md") ?? "")
  }

  /// What the role's skill teaches. That of the reviser has a chapter for those who shorten a spec
  /// that holds: a distiller is given it alone, and a reviser the rest.
  static func lesson(of role: Role) -> String {
    func body(_ skill: String) -> Substring { Skill.named(skill)?.body[...] ?? "" }
    let revise = body("revise")
    let cutting = revise.firstRange(of: "# Shorten a spec that holds\n")?.lowerBound
    return switch role {
    case .extractor: String(body("extract"))
    case .implementer: String(body("implement"))
    case .reviser: String(revise[..<(cutting ?? revise.endIndex)])
    case .distiller: String(revise[(cutting ?? revise.endIndex)...])
    }
  }

  /// The prompt of a role with its blanks filled in.
  ///
  /// `overrides` are files of the spec's folder; `prompts/ROLE.md` among them stands in place of
  /// the standard prompt. Throws `Failure` of code `.badInput`, with file and line, for a blank
  /// that does not exist, and for a user's prompt that is empty.
  public static func text(
    _ role: Role, filling blanks: Blanks, overrides: FileTree = FileTree()
  ) throws -> String {
    let own = overrides.text(path(role))
    if let own, own.allSatisfy(\.isWhitespace) {
      throw Failure(
        .badInput, "the prompt is empty", remedy: "Write it, or remove the file.",
        place: path(role))
    }
    return try fill(own ?? standard(role), with: blanks, place: path(role))
  }

  private static func fill(_ prompt: String, with blanks: Blanks, place: String) throws -> String {
    var text = ""
    for (number, line) in prompt.split(separator: "\n", omittingEmptySubsequences: false)
      .enumerated()
    {
      if number > 0 { text += "\n" }
      var rest = line[...]
      while let (before, blank, after) = cut(rest) {
        guard let filling = blanks[blank] else {
          throw Failure(
            .badInput, "there is no blank '{{\(blank)}}'", remedy: "Blanks are \(Blanks.all).",
            place: "\(place):\(number + 1)")
        }
        text += before + filling
        rest = after
      }
      text += rest
    }
    return text
  }

  /// The first `{{word}}` of a line, with what stands before and after it.
  private static func cut(_ line: Substring) -> (Substring, Substring, Substring)? {
    var start = line.startIndex
    while let open = line[start...].firstIndex(of: "{") {
      let rest = line[open...]
      if rest.hasPrefix("{{") {
        let word = rest.dropFirst(2).prefix { $0.isASCII && ($0.isLetter || $0 == "_") }
        if !word.isEmpty, line[word.endIndex...].hasPrefix("}}") {
          return (line[..<open], word, line[word.endIndex...].dropFirst(2))
        }
      }
      start = line.index(after: open)
    }
    return nil
  }
}
