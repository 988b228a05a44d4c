import SpecModel
import SpecterKit

extension SurfaceDescription {
  /// Reads a driver's answer to `{"describe":true}`. What a driver in another language leaves out
  /// is filled in: an operation without a kind is a function, or a method when its id has a point;
  /// one without parameters is one whose parameters are unknown; an error may be only a name.
  /// Throws a `Failure` when the answer holds no list of operations.
  init(describing line: [UInt8]) throws {
    guard let answer = try? Value(parsing: line),
      let operations = answer["operations"]?.arrayValue
    else {
      throw Failure(
        .driver, "the driver's description can't be read: '\(Greeting.excerpt(line))'",
        remedy: "It answers {\"describe\":true} with {\"operations\":[…],\"errors\":[…]}")
    }
    var found: [String: Symbol] = [:]
    for error in answer["errors"]?.arrayValue ?? [] {
      if let symbol = Symbol(error: error) { found[symbol.id] = symbol }
    }
    for operation in operations {
      if let symbol = Symbol(operation: operation) { found[symbol.id] = symbol }
    }
    self.init(
      symbols: found.values.sorted { $0.id.utf8.lexicographicallyPrecedes($1.id.utf8) },
      commands: answer["commands"]?.arrayValue?.compactMap(\.stringValue) ?? [])
  }
}

extension SurfaceDescription.Symbol {
  /// An operation of a description; nil when it has no id.
  fileprivate init?(operation: Value) {
    guard let id = operation["id"]?.stringValue ?? operation.stringValue, !id.isEmpty else {
      return nil
    }
    let kind = operation["kind"]?.stringValue.flatMap(SurfaceDescription.Kind.init(rawValue:))
    self.init(
      id: id,
      kind: kind ?? (id.utf8.contains(UInt8(ascii: ".")) ? .method : .function),
      parameters: Self.parameters(operation["parameters"]),
      returns: operation["returns"]?.stringValue ?? "",
      value: operation["value"],
      bases: Self.names(operation["bases"]),
      summary: operation["summary"]?.stringValue ?? "",
      isStatic: operation["static"]?.boolValue ?? false,
      operators: Self.names(operation["operators"]),
      inherited: Self.names(operation["inherited"]))
    if parameters == nil, kind == .constant || kind == .property || kind == .error {
      parameters = []
    }
  }

  /// An error class of a description: its name, or `{"id":…,"bases":[…]}`; nil for anything else.
  fileprivate init?(error: Value) {
    guard let id = error["id"]?.stringValue ?? error.stringValue, !id.isEmpty else { return nil }
    self.init(
      id: id, kind: .error, bases: Self.names(error["bases"]),
      summary: error["summary"]?.stringValue ?? "")
  }

  private static func names(_ value: Value?) -> [String] {
    value?.arrayValue?.compactMap(\.stringValue) ?? []
  }

  private static func parameters(_ value: Value?) -> [Parameter]? {
    guard let items = value?.arrayValue else { return nil }
    return items.compactMap { item in
      guard let name = item["name"]?.stringValue ?? item.stringValue else { return nil }
      let kind = item["kind"]?.stringValue.flatMap(Parameter.Kind.init(rawValue:)) ?? .any
      let takesMany = kind == .rest || kind == .keywordRest
      return Parameter(
        name: name, type: item["type"]?.stringValue ?? "",
        required: item["required"]?.boolValue ?? (item["default"] == nil && !takesMany),
        defaultValue: item["default"]?.description, kind: kind)
    }
  }
}
