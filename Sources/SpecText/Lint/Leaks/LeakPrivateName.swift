import SpecModel

extension LintRule {
  static let leakPrivateName = LintRule(
    "leak-private-name", .warning, "A name that the reference keeps to itself stands in the spec.",
    needs: .reference
  ) { input, rule in
    guard let reference = input.reference else { return [] }
    return privateNames(PrivateNames(reference), in: input, of: reference, rule)
  }

  /// Where `names`, those of `reference`, stand in the spec, each once.
  static func privateNames(
    _ names: PrivateNames, in input: LintInput, of reference: [ReferenceFile], _ rule: LintRule
  ) -> [Diagnostic] {
    let names = names.places
    guard !names.isEmpty else { return [] }
    let own = ownNames(input.spec)
    let text = SourceText(input.bytes)
    let first = (input.spec.frontMatter?.lines.last ?? 0) + 1
    var seen: Set<String> = []
    var found: [Diagnostic] = []
    var mentions = CodeNames(text, fromLine: first)
    while let (name, line, isCode) = mentions.next() {
      // In prose `_so_` is emphasis.
      guard let place = names[name], isCode || !name.hasPrefix("_"), !own.contains(name),
        seen.insert(name).inserted
      else { continue }
      found.append(
        rule.finding(
          "'\(name)' is private to \(reference[place.file].path):\(place.line)",
          SourceLines(line, line), remedy: "Say what it does, or give it a name of the spec's own"))
    }
    return found
  }

  /// Names that the spec declares: it may call its own things what it likes.
  private static func ownNames(_ spec: Spec) -> Set<String> {
    var own = Set(spec.operations.flatMap { [$0.id] + $0.parameters.map(\.name) })
    for operation in spec.operations {
      own.formUnion(operation.id.split(separator: ".").map(String.init))
    }
    for setting in spec.settings {
      own.formUnion(setting.key.split(separator: ".").map(String.init))
    }
    for entity in spec.entities { own.formUnion([entity.name] + entity.fields.map(\.name)) }
    own.formUnion(spec.errors.map(\.code))
    return own
  }
}
