import SpecModel
import Testing

@testable import SpecterDrivers

struct RequestWriterTests {
  private func probe(_ steps: [Step]) -> Probe {
    Probe(steps: steps, target: "x", origin: .generated, pool: .dev)
  }

  private let every: [Step] = [
    Step(
      name: "p",
      .call(
        "Parser", on: nil, arguments: [.string("a\"b\\c\n\u{1}é"), .float(1), .null, .bool(false)],
        named: [.init("case sensitive", .array([.int(1), .tagged("$tuple", .array([]))]))])),
    Step(.call("parse", on: "p", arguments: [.reference("p"), .bool(true)], named: [])),
    Step(.call("now", on: nil, arguments: [], named: [])),
    Step(.get("VERSION", on: nil)),
    Step(name: "f", .get("fixed", on: "p")),
    Step(.item(on: "f", index: .int(-1))),
    Step(.iterate(on: "f", limit: 10)),
    Step(.operate("eq", on: "f", arguments: [.string("")])),
    Step(.operate("len", on: "f", arguments: [])),
  ]

  @Test func `what is written is what the step's value says`() throws {
    var writer = RequestWriter()
    writer.append(probe(every), id: 41)
    #expect(writer.bytes.last == UInt8(ascii: "\n"))
    let request = try Value(parsing: writer.bytes)
    #expect(request["id"] == .int(41))
    #expect(request["do"] == probe(every).stepsValue)
  }

  @Test func `each probe is one line, with its id in front`() {
    var writer = RequestWriter()
    for id in 0..<3 { writer.append(probe([every[2]]), id: id) }
    #expect(
      String(decoding: writer.bytes, as: UTF8.self)
        == (0..<3).map { "{\"id\":\($0),\"do\":[{\"call\":\"now\"}]}\n" }.joined())
  }

  @Test func `a probe without steps is written too`() throws {
    var writer = RequestWriter()
    writer.append(probe([]), id: 0)
    #expect(String(decoding: writer.bytes, as: UTF8.self) == "{\"id\":0,\"do\":[]}\n")
  }
}
