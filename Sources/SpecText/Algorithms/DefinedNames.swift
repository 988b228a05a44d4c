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

  /// Whether the spec defines a function or type of this name; a method by its own name alone, as
  /// what holds it may be called anything.
  func defines(_ name: String) -> Bool {
    if functions.contains(name) || types.contains(name) { return true }
    let last = Self.last(name)
    return lasts.contains(last) || types.contains(last)
  }

  /// The calls of a routine, each once; those of a language's own functions are left out.
  ///
  /// - Parameter known: whether the spec defines each name that is called.
  static func calls(
    of routine: PseudocodeReader.Routine, firstLine: Int, known: [String: Bool]
  ) -> [Algorithm.Call] {
    var seen: Set<String> = []
    var calls: [Algorithm.Call] = []
    for call in routine.calls {
      let name = called(call.name)
      guard !seen.contains(name) else { continue }
      // What is handed in need not be defined.
      let isDefined = known[name] == true || routine.parameters.contains(name)
      let isMethod = call.name.utf8.contains(0x2E)
      guard isDefined || !PseudocodeWords.isBuiltIn(last(name), isMethod: isMethod) else {
        continue
      }
      seen.insert(name)
      calls.append(
        Algorithm.Call(name: name, isDefined: isDefined, line: firstLine + call.line))
    }
    return calls
  }

  /// The name of a call; that of a method of something without a name begins with a dot.
  static func called(_ name: String) -> String {
    name.utf8.first == 0x2E ? String(name.dropFirst()) : name
  }
}
