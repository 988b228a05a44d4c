import SpecModel

/// Writes requests of the driver protocol straight into bytes, without making values of them.
///
/// The order of members is the one a person would write; only answers are canonical.
struct RequestWriter {
  private(set) var bytes: [UInt8] = []

  /// Appends `{"id":ID,"do":[…]}` and the end of the line.
  mutating func append(_ probe: Probe, id: Int) {
    text("{\"id\":")
    number(id)
    text(",\"do\":[")
    var first = true
    for step in probe.steps {
      if !first { bytes.append(UInt8(ascii: ",")) }
      first = false
      append(step)
    }
    text("]}\n")
  }

  private mutating func append(_ step: Step) {
    bytes.append(UInt8(ascii: "{"))
    if let name = step.name { member("let", string: name) }
    switch step.action {
    case .call(let operation, let on, let arguments, let named):
      if let on { member("on", string: on) }
      member("call", string: operation)
      append(arguments: arguments)
      if !named.isEmpty {
        key("kwargs")
        value(.object(named))
      }
    case .get(let attribute, let on):
      if let on { member("on", string: on) }
      member("get", string: attribute)
    case .item(let on, let index):
      member("on", string: on)
      key("item")
      value(index)
    case .iterate(let on, let limit):
      member("on", string: on)
      key("iterate")
      number(limit)
    case .operate(let operation, let on, let arguments):
      member("on", string: on)
      member("op", string: operation)
      append(arguments: arguments)
    }
    bytes.append(UInt8(ascii: "}"))
  }

  private mutating func append(arguments: [Value]) {
    guard !arguments.isEmpty else { return }
    key("args")
    items(arguments)
  }

  private mutating func member(_ name: StaticString, string: String) {
    key(name)
    quoted(string)
  }

  private mutating func key(_ name: StaticString) {
    if bytes.last != UInt8(ascii: "{") { bytes.append(UInt8(ascii: ",")) }
    bytes.append(UInt8(ascii: "\""))
    text(name)
    bytes.append(UInt8(ascii: "\""))
    bytes.append(UInt8(ascii: ":"))
  }

  private mutating func value(_ value: Value) {
    switch value {
    case .null: text("null")
    case .bool(let truth): text(truth ? "true" : "false")
    case .number(let spelling): append(spelling)
    case .string(let text): quoted(text)
    case .array(let values): items(values)
    case .object(let members):
      bytes.append(UInt8(ascii: "{"))
      for (place, member) in members.enumerated() {
        if place > 0 { bytes.append(UInt8(ascii: ",")) }
        quoted(member.key)
        bytes.append(UInt8(ascii: ":"))
        self.value(member.value)
      }
      bytes.append(UInt8(ascii: "}"))
    }
  }

  private mutating func items(_ values: [Value]) {
    bytes.append(UInt8(ascii: "["))
    for (place, item) in values.enumerated() {
      if place > 0 { bytes.append(UInt8(ascii: ",")) }
      value(item)
    }
    bytes.append(UInt8(ascii: "]"))
  }

  private mutating func text(_ text: StaticString) {
    bytes.append(
      contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  private mutating func number(_ number: Int) { append(String(number)) }

  private mutating func append(_ string: String) {
    var string = string
    string.withUTF8 { bytes.append(contentsOf: $0) }
  }

  /// Most strings need no escape and are copied whole; the rest go through the value's own writer.
  private mutating func quoted(_ string: String) {
    var string = string
    let plain = string.withUTF8 { utf8 in
      guard utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x22 && $0 != 0x5C }) else { return false }
      bytes.append(UInt8(ascii: "\""))
      bytes.append(contentsOf: utf8)
      bytes.append(UInt8(ascii: "\""))
      return true
    }
    if !plain { Value.string(string).write(to: &bytes) }
  }
}
