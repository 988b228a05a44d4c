import SpecModel

/// What comparing two public surfaces gave.
public struct StructureReport: Sendable, Hashable {
  /// Every difference, in the order of the ids; `extra` ones last.
  public var findings: [StructureFinding]
  /// A: share of the reference's symbols that are missing or broken, 0 to 1.
  public var share: Double
  /// Operations of the reference that the candidate lacks: what `Comparator.missing` takes.
  public var missing: Set<String>
}

/// Compares the public surfaces of reference and candidate (SCORING.md, A): names, kinds,
/// parameters and their order, defaults, bases, operators and constants' values. Three kinds of
/// findings are listed and are no loss: annotations that differ where both have them, commands that
/// the candidate lacks, and whatever it has beside.
public enum StructureComparison {
  /// The findings and the share of broken symbols; both descriptions already restricted to scope.
  public static func report(
    reference: SurfaceDescription, candidate: SurfaceDescription,
    unsteady: UnsteadyValues = UnsteadyValues()
  ) -> StructureReport {
    let found = findings(reference: reference, candidate: candidate, unsteady: unsteady)
    let broken = Set(found.filter(\.isLoss).map(\.id))
    let missing = Set(found.filter { $0.what == "missing" }.map(\.id))
    let all = max(1, Set(reference.symbols.map(\.id)).count)
    return StructureReport(
      findings: found, share: Double(broken.count) / Double(all), missing: missing)
  }

  /// Every difference, in the order of the ids; what only the candidate has comes last as `extra`.
  public static func findings(
    reference: SurfaceDescription, candidate: SurfaceDescription,
    unsteady: UnsteadyValues = UnsteadyValues()
  ) -> [StructureFinding] {
    let theirs = Dictionary(
      candidate.symbols.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    let ours = Set(reference.symbols.map(\.id))
    var found = byID(reference.symbols).flatMap { symbol -> [StructureFinding] in
      guard let other = theirs[symbol.id] else {
        return [lacks(symbol.id, "missing", symbol.kind.rawValue)]
      }
      return compare(symbol, other, unsteady)
    }
    let lost = Set(reference.commands).subtracting(candidate.commands)
    found += lost.sorted().map { lacks($0, "command", "a command") }
    found += byID(candidate.symbols).filter { !ours.contains($0.id) }
      .map { extra($0.id, $0.kind.rawValue) }
    let added = Set(candidate.commands).subtracting(reference.commands)
    return found + added.sorted().map { extra($0, "a command") }
  }

  private static func byID(_ symbols: [SurfaceDescription.Symbol]) -> [SurfaceDescription.Symbol] {
    symbols.sorted { $0.id.utf8.lexicographicallyPrecedes($1.id.utf8) }
  }

  private static func lacks(_ id: String, _ what: String, _ reference: String) -> StructureFinding {
    StructureFinding(id: id, what: what, reference: reference, candidate: "nothing")
  }

  private static func extra(_ id: String, _ candidate: String) -> StructureFinding {
    StructureFinding(id: id, what: "extra", reference: "nothing", candidate: candidate)
  }

  private static func compare(
    _ one: SurfaceDescription.Symbol, _ other: SurfaceDescription.Symbol,
    _ unsteady: UnsteadyValues
  ) -> [StructureFinding] {
    var found: [StructureFinding] = []
    func note(_ what: String, _ reference: String, _ candidate: String) {
      found.append(
        StructureFinding(id: one.id, what: what, reference: reference, candidate: candidate))
    }
    guard one.kind == other.kind, one.isStatic == other.isStatic else {
      note("kind", kind(one), kind(other))
      return found
    }
    if let left = one.parameters, let right = other.parameters {
      if left.map(Signature.init) != right.map(Signature.init) {
        note("parameters", ParameterText.list(left), ParameterText.list(right))
      } else if zip(left, right).contains(where: {
        $0.defaultValue != $1.defaultValue && !unsteady.hasDefault(of: $0, in: one)
      }) {
        note("defaults", ParameterText.list(left), ParameterText.list(right))
      }
    }
    let bases = publicBases(one)
    if !Set(bases).isSubset(of: publicBases(other)) {
      note("bases", bases.joined(separator: ", "), other.bases.joined(separator: ", "))
    }
    let others = Set(other.operators + other.inherited)
    let lacking = one.operators.filter { !others.contains($0) }
    if !lacking.isEmpty {
      note("operators", lacking.joined(separator: ", "), "nothing")
    }
    if AnnotationText.differ(one, other) {
      note("annotations", AnnotationText.signature(one), AnnotationText.signature(other))
    }
    if one.kind == .constant, let value = one.value, value != other.value,
      !unsteady.names.contains(one.id)
    {
      note("value", value.description, other.value?.description ?? "no data")
    }
    return found
  }

  private static func kind(_ symbol: SurfaceDescription.Symbol) -> String {
    (symbol.isStatic ? "static " : "") + symbol.kind.rawValue
  }

  /// Bases that a caller can name: without private ones and without those that every class has. A
  /// candidate may have more, for what is caught by its base is still caught.
  private static func publicBases(_ symbol: SurfaceDescription.Symbol) -> [String] {
    guard symbol.kind == .class || symbol.kind == .error else { return [] }
    let silent: Set = ["object", "ABC", "Generic", "Protocol"]
    return symbol.bases.map { String($0.split(separator: ".").last ?? "") }
      .filter { !$0.hasPrefix("_") && !silent.contains($0) }
  }
}

/// What a caller sees of a parameter: names do not matter where arguments go by place only.
private struct Signature: Hashable {
  let name: String
  let kind: Parameter.Kind
  let required: Bool

  init(_ parameter: Parameter) {
    let isNamed = parameter.kind == .any || parameter.kind == .keyword
    name = isNamed ? parameter.name : ""
    kind = parameter.kind
    required = parameter.required
  }
}

/// Writes parameters for people: `(word, count=2, *, loose=false)`.
enum ParameterText {
  static func list(_ parameters: [Parameter]) -> String {
    var parts: [String] = []
    var isNamed = false
    for parameter in parameters {
      if parameter.kind == .keyword, !isNamed {
        isNamed = true
        if !parameters.contains(where: { $0.kind == .rest }) { parts.append("*") }
      }
      switch parameter.kind {
      case .rest: parts.append("*" + parameter.name)
      case .keywordRest: parts.append("**" + parameter.name)
      case .any, .positional, .keyword:
        let ending = parameter.required ? "" : "=" + (parameter.defaultValue ?? "…")
        parts.append(parameter.name + ending)
      }
    }
    return "(" + parts.joined(separator: ", ") + ")"
  }
}
