import SpecModel

/// What kind of value a parameter takes.
indirect enum TypeShape: Hashable {
  case string, integer, float, truth, null, bytes, decimal, date, time, datetime, timedelta
  case list(TypeShape)
  case tuple([TypeShape])
  case set(TypeShape)
  case map(TypeShape, TypeShape)
  /// An object of this class of the surface.
  case object(String)
  /// Whatever; nothing is known.
  case any
}

/// Reads an annotation such as `Optional[Union[str, int]]` or `list[str] | None` as the shapes that
/// it allows. What it can't read is `.any`.
struct AnnotationReader {
  private let text: [Character]
  private var place = 0
  private let classes: Set<String>

  /// The shapes that `annotation` allows; `classes` are the ids of the surface's classes.
  static func shapes(_ annotation: String, classes: Set<String>) -> [TypeShape] {
    if annotation.isEmpty { return [] }
    var reader = AnnotationReader(annotation, classes)
    let shapes = reader.union()
    var unique: [TypeShape] = []
    for shape in shapes where !unique.contains(shape) { unique.append(shape) }
    return unique
  }

  private init(_ annotation: String, _ classes: Set<String>) {
    text = annotation.filter { !" \"'".contains($0) }.map(\.self)
    self.classes = classes
  }

  private mutating func take(_ character: Character) -> Bool {
    guard place < text.count, text[place] == character else { return false }
    place += 1
    return true
  }

  private mutating func union() -> [TypeShape] {
    var shapes = term()
    while take("|") { shapes += term() }
    return shapes
  }

  private mutating func term() -> [TypeShape] {
    var name = ""
    while place < text.count,
      text[place].isLetter || text[place].isNumber || "_.".contains(text[place])
    {
      name.append(text[place])
      place += 1
    }
    var arguments: [[TypeShape]] = []
    if take("[") {
      repeat {
        if place < text.count, text[place] == "[" { place += 1 }
        arguments.append(union())
        _ = take("]") && place < text.count && text[place] == ","
      } while take(",")
      _ = take("]")
    }
    return Self.shapes(name, arguments, classes)
  }

  private static func shapes(_ name: String, _ arguments: [[TypeShape]], _ classes: Set<String>)
    -> [TypeShape]
  {
    let last = String(name.split(separator: ".").last ?? "")
    func argument(_ index: Int) -> TypeShape {
      arguments.indices.contains(index) ? arguments[index].first ?? .any : .any
    }
    switch last {
    case "str", "AnyStr", "Text", "LiteralString": return [.string]
    case "int", "SupportsInt", "SupportsIndex", "Integral": return [.integer]
    case "float", "Real", "Number", "SupportsFloat": return [.float, .integer]
    case "bool": return [.truth]
    case "None", "NoneType": return [.null]
    case "bytes", "bytearray", "memoryview": return [.bytes]
    case "Decimal": return [.decimal]
    case "date": return [.date]
    case "time": return [.time]
    case "datetime": return [.datetime]
    case "timedelta": return [.timedelta]
    case "Optional": return (arguments.first ?? [.any]) + [.null]
    case "Union", "Annotated", "Final", "ClassVar", "Type":
      return arguments.first.map { first in
        last == "Union" ? arguments.flatMap(\.self) : first
      } ?? [.any]
    case "list", "List", "Sequence", "Iterable", "Collection", "MutableSequence", "Iterator",
      "Reversible", "Container":
      return [.list(argument(0))]
    case "tuple", "Tuple", "NamedTuple":
      return [.tuple(arguments.map { $0.first ?? .any })]
    case "set", "Set", "frozenset", "FrozenSet", "AbstractSet": return [.set(argument(0))]
    case "dict", "Dict", "Mapping", "MutableMapping", "OrderedDict", "defaultdict":
      return [.map(argument(0), argument(1))]
    default:
      if classes.contains(name) { return [.object(name)] }
      return classes.contains(last) ? [.object(last)] : [.any]
    }
  }
}

extension TypeShape {
  /// The shape of a value.
  init(of value: Value) {
    switch InputShape.kind(value) {
    case "string": self = .string
    case "integer": self = .integer
    case "float": self = .float
    case "truth": self = .truth
    case "null": self = .null
    case "bytes": self = .bytes
    case "decimal": self = .decimal
    case "date": self = .date
    case "time": self = .time
    case "datetime": self = .datetime
    case "timedelta": self = .timedelta
    case "list": self = .list(value.arrayValue?.first.map { TypeShape(of: $0) } ?? .any)
    case "tuple":
      self = .tuple((value["$tuple"]?.arrayValue ?? []).map { TypeShape(of: $0) })
    case "set": self = .set(value["$set"]?.arrayValue?.first.map { TypeShape(of: $0) } ?? .any)
    case "map":
      self = .map(.string, value.objectValue?.first.map { TypeShape(of: $0.value) } ?? .any)
    default: self = .any
    }
  }

  /// What a parameter's name tells where nothing else does.
  static func hinted(by name: String) -> [TypeShape] {
    let words = Set(name.lowercased().split(separator: "_").map(String.init))
    func has(_ hints: String...) -> Bool { hints.contains { words.contains($0) } }
    if has("is", "has", "allow", "strict", "force", "flag", "enable") { return [.truth] }
    if has(
      "n", "i", "k", "num", "number", "count", "index", "size", "length", "len", "width", "max",
      "min", "limit", "depth", "indent", "major", "minor", "patch", "year", "month", "day", "hour",
      "start", "stop", "end", "step", "level", "digits", "precision")
    {
      return [.integer]
    }
    if has(
      "s", "string", "str", "text", "word", "name", "term", "prefix", "suffix", "sep", "separator",
      "pattern", "format", "fmt", "line", "path", "url", "key", "title", "version", "char", "token",
      "expr", "expression", "locale", "lang", "table", "class", "encoding")
    {
      return [.string]
    }
    if has("items", "values", "list", "seq", "sequence", "iterable", "words", "lines", "args") {
      return [.list(.any)]
    }
    if has("mapping", "dict", "options", "data", "kwargs") { return [.map(.string, .any)] }
    return []
  }
}
