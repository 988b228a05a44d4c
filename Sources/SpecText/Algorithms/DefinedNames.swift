import SpecModel

/// What the calls of algorithms may refer to.
struct DefinedNames {
  private var functions: Set<String> = []
  /// Last parts of the names of functions: `fetch` of `tracker.fetch`.
  private var lasts: Set<String> = []
  private var types: Set<String> = []

  /// The part behind the last dot.
  static func last(_ name: String) -> String {
    let bytes = name.utf8
    guard let dot = bytes.lastIndex(of: UInt8(ascii: ".")) else { return name }
    return String(name[bytes.index(after: dot)...])
  }

  /// Adds what a fence defines.
  mutating func add(_ reader: PseudocodeReader) {
    for routine in reader.routines where !routine.name.isEmpty { add(routine.name) }
    for name in reader.declared { add(name) }
    types.formUnion(reader.types)
  }

  /// Adds a function.
  mutating func add(_ name: String) {
    functions.insert(name)
    lasts.insert(Self.last(name))
  }

  /// Adds a type; calls of it make a value.
  mutating func add(type name: String) { types.insert(name) }

  /// Whether a call inside `routine` is defined by the spec; a method by its own name alone, as
  /// what holds it may be called anything.
  func defines(_ name: String, in routine: PseudocodeReader.Routine) -> Bool {
    if functions.contains(name) || types.contains(name) { return true }
    let last = Self.last(name)
    if lasts.contains(last) || types.contains(last) { return true }
    // What is handed in need not be defined.
    return routine.parameters.contains(name)
  }

  /// The calls of a routine, each once; those of a language's own functions are left out.
  func calls(of routine: PseudocodeReader.Routine, firstLine: Int) -> [Algorithm.Call] {
    var seen: Set<String> = []
    var calls: [Algorithm.Call] = []
    for call in routine.calls {
      let isMethod = call.name.utf8.contains(0x2E)
      let name = call.name.hasPrefix(".") ? String(call.name.dropFirst()) : call.name
      let isDefined = defines(name, in: routine)
      guard isDefined || !PseudocodeWords.isBuiltIn(Self.last(name), isMethod: isMethod),
        seen.insert(name).inserted
      else { continue }
      calls.append(
        Algorithm.Call(name: name, isDefined: isDefined, line: firstLine + call.line))
    }
    return calls
  }
}
