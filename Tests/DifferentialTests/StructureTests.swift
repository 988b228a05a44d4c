import SpecModel
import Testing

@testable import Differential

private typealias Symbol = SurfaceDescription.Symbol

private func findings(_ reference: Symbol, _ candidate: Symbol) -> [String] {
  StructureComparison.findings(
    reference: SurfaceDescription(symbols: [reference]),
    candidate: SurfaceDescription(symbols: [candidate])
  ).map(\.what)
}

private func function(_ types: String..., returns: String = "") -> Symbol {
  let parameters = types.enumerated().map { Parameter(name: "p\($0.offset)", type: $0.element) }
  return Symbol(id: "f", kind: .function, parameters: parameters, returns: returns)
}

// SPEC: R-SCO-07
@Test func `surfaces are compared by name, kind, parameters, defaults, bases and values`() {
  let reference = Samples.surface
  var candidate = reference
  func change(_ id: String, _ edit: (inout SurfaceDescription.Symbol) -> Void) {
    guard let index = candidate.symbols.firstIndex(where: { $0.id == id }) else { return }
    edit(&candidate.symbols[index])
  }
  #expect(
    StructureComparison.report(reference: reference, candidate: candidate)
      == StructureReport(findings: [], share: 0, missing: []))
  change("LIMIT") { $0.value = .int(8) }
  change("ParseError") { $0.bases = ["Exception"] }
  change("Version") { $0.parameters?[1].defaultValue = "1" }
  change("Version.bump") { $0.parameters?[0].name = "which" }
  change("Version.major") { $0.kind = .method }
  candidate.symbols.removeAll { $0.id == "titleize" }
  candidate.symbols.append(.init(id: "another", kind: .function))
  let report = StructureComparison.report(reference: reference, candidate: candidate)
  #expect(
    report.findings.map(\.what)
      == ["value", "bases", "defaults", "parameters", "kind", "missing", "extra"])
  #expect(report.share == 6.0 / 8)
  #expect(report.missing == ["titleize"])
  #expect(report.findings[3].reference == "(part=\"minor\")")
}

// SPEC: R-SCO-07
@Test func `the order of parameters and how arguments reach them are compared`() {
  func taking(_ parameters: Parameter...) -> Symbol {
    Symbol(id: "f", kind: .function, parameters: parameters)
  }
  let (a, b) = (Parameter(name: "a"), Parameter(name: "b"))
  #expect(findings(taking(a, b), taking(b, a)) == ["parameters"])
  #expect(findings(taking(a), taking(a, b)) == ["parameters"])
  let named = Parameter(name: "a", kind: .keyword)
  #expect(findings(taking(a), taking(named)) == ["parameters"])
  let optional = Parameter(name: "a", required: false, defaultValue: "1")
  #expect(findings(taking(a), taking(optional)) == ["parameters"])
}

@Test func `annotations are compared where both have them and are no loss`() {
  let report = StructureComparison.report(
    reference: SurfaceDescription(symbols: [function("str", returns: "int")]),
    candidate: SurfaceDescription(symbols: [function("bytes", returns: "int")]))
  #expect(report.findings.map(\.what) == ["annotations"] && report.share == 0)
  #expect(report.findings[0].reference == "(p0: str) -> int")
  #expect(
    findings(function("str", returns: "int"), function("str", returns: "str")) == ["annotations"])
  #expect(findings(function("str"), function("", returns: "int")).isEmpty)
}

@Test(arguments: [
  ("Optional[str]", "str | None"), ("Union[int, None, str]", "str|int|None"),
  ("List[Dict[str, int]]", "list[dict[str, int]]"), ("'Version'", "Version"),
  ("Optional[Union[int, str]]", "None | str | int"),
  ("Callable[[int], Optional[str]]", "Callable[[int], str | None]"),
])
func `two spellings of one type agree`(one: String, other: String) {
  #expect(findings(function(one), function(other)).isEmpty)
}

@Test(arguments: [
  ("str", "str | None"), ("list[int]", "list[str]"), ("Literal['a']", "Literal['b']"),
  ("Callable[[int], str]", "Callable[[str], str]"), ("Set", "frozenset"),
])
func `two types differ`(one: String, other: String) {
  #expect(findings(function(one), function(other)) == ["annotations"])
}

// SPEC: R-SCO-07
@Test func `an operator that the candidate lacks is a loss wherever it may come from`() {
  let list = Symbol(id: "Bag", kind: .class, operators: ["eq", "len"])
  #expect(findings(list, Symbol(id: "Bag", kind: .class, operators: ["eq"])) == ["operators"])
  let built = Symbol(id: "Bag", kind: .class, operators: ["eq"], inherited: ["len"])
  #expect(findings(list, built).isEmpty && findings(built, list).isEmpty)
}

@Test func `commands are listed and are no loss`() {
  let report = StructureComparison.report(
    reference: SurfaceDescription(symbols: [], commands: ["python -m tool", "tool"]),
    candidate: SurfaceDescription(symbols: [], commands: ["tool", "tool2"]))
  #expect(report.findings.map(\.what) == ["command", "extra"])
  #expect(report.findings.map(\.id) == ["python -m tool", "tool2"])
  #expect(report.share == 0)
}

@Test func `values on which the reference disagrees with itself are not compared`() {
  func surface(_ id: String, _ limit: Int) -> SurfaceDescription {
    SurfaceDescription(symbols: [
      Symbol(id: "ID", kind: .constant, value: .string(id)),
      Symbol(id: "LIMIT", kind: .constant, value: .int(limit)),
      Symbol(
        id: "f", kind: .function,
        parameters: [Parameter(name: "key", required: false, defaultValue: "\"\(id)\"")]),
    ])
  }
  let unsteady = UnsteadyValues(surface("x", 1), surface("y", 1))
  #expect(unsteady.names == ["ID", "f(key)"])
  let report = StructureComparison.report(
    reference: surface("x", 1), candidate: surface("z", 2), unsteady: unsteady)
  #expect(report.findings.map(\.id) == ["LIMIT"])
  #expect(
    StructureComparison.findings(reference: surface("x", 1), candidate: surface("z", 2)).count == 3)
}
