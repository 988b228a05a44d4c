import SpecModel
import Testing

@testable import SpecterDrivers

struct AnswerReaderTests {
  private func read(_ line: String, id: Int, trusted: Bool = true, limit: Int = 100)
    -> Observation?
  {
    Array(line.utf8).withUnsafeBytes {
      AnswerReader(limit: limit, trusted: trusted).answer($0, id: id)?.observation
    }
  }

  private func cost(_ line: String, trusted: Bool) -> ProbeCost? {
    Array(line.utf8).withUnsafeBytes {
      AnswerReader(limit: 100, trusted: trusted).answer($0, id: 4)?.cost
    }
  }

  // SPEC: R-DRV-16
  @Test(arguments: [true, false])
  func `what a probe took is told beside its observation, not in it`(trusted: Bool) {
    let line = #"{"id":4,"cost":{"cpu":84000,"memory":1024,"cpuStep":1},"did":[{"return":1}]}"#
    #expect(read(line, id: 4, trusted: trusted) == answered(#"{"did":[{"return":1}]}"#))
    #expect(cost(line, trusted: trusted) == ProbeCost(cpu: 84_000, memory: 1_024, cpuStep: 1))
    let last = #"{"id":4,"did":[{"return":1}],"cost":{"cpu":7}}"#
    #expect(read(last, id: 4, trusted: false) == answered(#"{"did":[{"return":1}]}"#))
    #expect(cost(last, trusted: false) == ProbeCost(cpu: 7))
    #expect(cost(#"{"id":4,"did":[]}"#, trusted: trusted) == nil)
  }

  @Test(arguments: [
    "{}", "3", #"{"cpu":-1}"#, #"{"cpu":1.5}"#, #"{"memory":3}"#, "[]", #"{"cpu":{}}"#,
  ])
  func `a cost that makes no sense is none`(told: String) {
    let line = #"{"id":4,"cost":\#(told),"did":[]}"#
    for trusted in [true, false] {
      #expect(cost(line, trusted: trusted) == nil)
      #expect(read(line, id: 4, trusted: trusted) == answered(#"{"did":[]}"#))
    }
  }

  @Test func `the cost does not count for the limit of an answer`() {
    let body = #""did":["\#(String(repeating: "x", count: 78))"]}"#
    let line = #"{"id":1,"# + body
    #expect(line.utf8.count <= 100 && read(line, id: 1)?.answer != nil)
    for trusted in [true, false] {
      let told = #"{"id":1,"cost":{"cpu":1234,"memory":5},"# + body
      #expect(read(told, id: 1, trusted: trusted) == read(line, id: 1))
    }
  }

  private func answered(_ text: String) -> Observation { .answered(Array(text.utf8)) }

  @Test func `the id is taken off a canonical answer`() {
    let line = "{\"id\":12,\"did\":[{\"return\":\"é\"}],\"out\":\"x\"}"
    #expect(read(line, id: 12) == answered("{\"did\":[{\"return\":\"é\"}],\"out\":\"x\"}"))
  }

  // SPEC: R-DRV-10
  @Test func `an answer with another spelling becomes canonical`() {
    let line = " { \"did\" : [ {\"raise\":{\"type\":\"E\",\"bases\":[]}} ], \"id\": 3 } "
    let expected = answered("{\"did\":[{\"raise\":{\"bases\":[],\"type\":\"E\"}}]}")
    #expect(read(line, id: 3) == expected)
    #expect(read(line, id: 3, trusted: false) == expected)
  }

  // SPEC: R-DRV-10
  @Test func `a driver of someone else's is never trusted to be canonical`() {
    let line = "{\"id\":0,\"did\":[{\"raise\":{\"type\":\"E\",\"bases\":[]}}]}"
    #expect(
      read(line, id: 0, trusted: false)
        == answered("{\"did\":[{\"raise\":{\"bases\":[],\"type\":\"E\"}}]}"))
  }

  // SPEC: R-DRV-05
  @Test(arguments: [
    "", "garbage", "{\"id\":8,\"did\":[]}", "{\"id\":", "{\"id\":7", "{\"id\":7,", "{\"id\":7}",
    "{\"id\":7,\"did\":[]", "{\"id\":7,\"did\":3}", "{\"id\":70,\"did\":[]}", "null", "[7]",
    "{\"did\":[]}", "{\"id\":\"7\",\"did\":[]}", "{\"error\":\"no\",\"id\":7}",
  ])
  func `what answers another probe, or none, is no observation`(line: String) {
    #expect(read(line, id: 7) == nil)
  }

  // SPEC: R-DRV-07
  @Test func `an answer over the limit is oversized`() {
    let line = "{\"id\":1,\"did\":[\"" + String(repeating: "x", count: 100) + "\"]}"
    #expect(read(line, id: 1) == .oversized)
  }
}

struct LineSplitterTests {
  @Test(arguments: 1...12)
  func `lines are the same however the bytes are cut`(size: Int) {
    let bytes = Array("one\n\ntwo three\nfour".utf8)
    var splitter = LineSplitter()
    var lines: [String] = []
    for start in stride(from: 0, to: bytes.count, by: size) {
      splitter.split(Array(bytes[start..<min(start + size, bytes.count)])) {
        lines.append(String(decoding: $0, as: UTF8.self))
        return true
      }
    }
    #expect(lines == ["one", "", "two three"])
    #expect(splitter.partial == Array("four".utf8))
  }
}
