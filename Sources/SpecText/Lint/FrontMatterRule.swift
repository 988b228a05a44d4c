import SpecModel

extension LintRule {
  static let frontMatter = LintRule(
    "front-matter", .warning, "Front matter is missing, lacks a key, or can't be read."
  ) { input, rule in
    let spec = input.spec
    guard let front = spec.frontMatter else {
      // Broken front matter has been reported by the parser.
      if spec.diagnostics.contains(where: { $0.rule == "front-matter" }) { return [] }
      return [
        rule.finding(
          "the spec has no front matter", SourceLines(1, 1),
          remedy: "Say spec, reference and surface between --- lines at the top")
      ]
    }
    var found: [Diagnostic] = []
    func miss(_ key: String, _ remedy: String) {
      found.append(rule.finding("the front matter has no \(key)", front.lines, remedy: remedy))
    }
    if front.isForeign {
      return [
        rule.finding(
          "the front matter is another tool's: it has no spec, reference or surface", front.lines,
          remedy: "Add spec: NAME and the rest; other keys may stay")
      ]
    }
    if front.name.isEmpty { miss("spec", "Add spec: NAME") }
    if front.surface.kind == "python", front.surface.module.isEmpty {
      miss("surface.module", "Add surface: { kind: python, module: NAME }")
    }
    // Only a library is measured, so only a library needs what it is measured against.
    if front.reference == nil, front.surface.kind != "command" {
      miss("reference", "Add reference: { from: pypi:NAME==VERSION }")
    }
    return found
  }
}

extension FrontMatter {
  /// Whether it says nothing that Specter knows, and so was written for another tool.
  var isForeign: Bool {
    name.isEmpty && reference == nil && surface == SurfaceScope() && profiles.isEmpty
      && !unknownKeys.isEmpty && FrontMatterReader.forbidden.isDisjoint(with: unknownKeys)
  }
}
