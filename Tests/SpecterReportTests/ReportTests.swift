import Foundation
import SpecModel
import SpecterKit
import Testing

@testable import SpecterReport

/// Whether no character of `lines` could steer a terminal.
private func isHarmless(_ text: String) -> Bool {
  text.unicodeScalars.allSatisfy { $0 == "\n" || Escaping.isVisible($0) }
}

@Suite struct `The console` {
  @Test func `shows a measurement`() throws {
    let text = ConsoleReporter().lines(Samples.whole).joined(separator: "\n") + "\n"
    #expect(isHarmless(text))
    try expectSnapshot(text, "console.txt")
  }

  @Test func `is quiet when all is well`() throws {
    let text = ConsoleReporter().lines(Samples.clean).joined(separator: "\n") + "\n"
    try expectSnapshot(text, "console-clean.txt")
  }

  // SPEC: R-CLI-07
  @Test(arguments: [40, 60, 80, 200]) func `keeps to its width`(_ width: Int) {
    var measurement = Samples.whole
    measurement.unprobed = (0..<40).map { "operation_\($0)" } + [String(repeating: "x", count: 300)]
    measurement.notes = [String(repeating: "word ", count: 100)]
    for line in ConsoleReporter(width: width).lines(measurement) {
      #expect(line.count <= width, "\(line)")
    }
  }

  @Test func `counts the causes that it does not show`() {
    var measurement = Samples.whole
    measurement.causes = (0..<14).map { number in
      var cause = Samples.plural
      cause.id = "C-\(number)"
      return cause
    }
    let lines = ConsoleReporter().lines(measurement)
    #expect(lines.count { $0.hasPrefix("P1  C-") } == 10)
    #expect(lines.contains("and 4 causes more; --json lists all"))
  }

  @Test func `an example that the reference breaks is told`() {
    var measurement = Samples.clean
    measurement.brokenExamples = ["SPEC.md:7: the reference answers 1\u{1B}"]
    let lines = ConsoleReporter(width: 200).lines(measurement)
    #expect(lines.contains("example       wrong: SPEC.md:7: the reference answers 1\\x1b"))
    let document = DiffDocument.value(of: measurement)
    #expect(document["brokenExamples"]?.arrayValue?.count == 1)
  }

  @Test func `colours only when asked`() {
    let plain = ConsoleReporter(color: false).lines(Samples.whole).joined()
    #expect(!plain.contains("\u{1B}"))
    #expect(ConsoleReporter(color: true).lines(Samples.whole).joined().contains("\u{1B}[31m"))
  }

  @Test func `each finding of a refusal has a line of its own, harmless for a terminal`() throws {
    let findings = "SPEC.md:192: no \u{1B}[31mid\nSPEC.md:194: a leak\r\nSPEC.md:200: \u{85}x"
    for (result, word) in [
      (StepResult.refused(reason: findings), "refused:"),
      (.rolledBack(to: .of("x"), reason: findings), "rolled back to \(Digest.of("x").short):"),
    ] {
      let step = RunStep(.revise, round: 2)
      let steps: [RunEvent] = [
        .stepBegan(step), .stepEnded(step, result, StepCost(seconds: 1)),
      ]
      let events =
        [Samples.events[0]]
        + steps.enumerated().map {
          RecordedEvent(
            run: "20250102-a1b2", sequence: $0.offset + 2, time: 1_735_787_050, event: $0.element)
        }
      var run = ConsoleRun(isTerminal: false)
      let told = events.flatMap { run.consume($0) }.compactMap { chunk -> String? in
        if case .progress(let text) = chunk { text } else { nil }
      }
      let own = Array(told.drop { !$0.contains(word) })
      #expect(own.count == 4, "\(told)")
      #expect(own.first?.hasPrefix("round 2  revise  \(word)") == true)
      #expect(
        own.dropFirst()
          == [
            "  SPEC.md:192: no \\x1b[31mid", "  SPEC.md:194: a leak",
            "  SPEC.md:200: \\x85x",
          ])
      let log = LogText.steps(events)
      func bare(_ lines: ArraySlice<String>) -> [Substring] { lines.map { $0.drop { $0 == " " } } }
      let listed = log.drop { !$0.contains(word) }.dropFirst().prefix(3)
      #expect(bare(listed) == bare(told.suffix(3)), "\(log)")
      #expect((told + log).allSatisfy { !$0.contains("\\n") && !$0.contains("\n") })
    }
  }

  @Test func `follows a run in plain lines`() throws {
    var run = ConsoleRun(isTerminal: false)
    run.learn(Samples.whole, .of("one"))
    let chunks = Samples.events.flatMap { run.consume($0) }
    let text = chunks.map { chunk in
      switch chunk {
      case .result(let line): "out| \(line)"
      case .progress(let line): "err| \(line)"
      case .live(let line): "live| \(line)"
      }
    }.joined(separator: "\n")
    #expect(!text.contains("live|"))
    try expectSnapshot(text + "\n", "console-run.txt")
  }

  @Test func `has a live line on a terminal that fits it and moves with time`() {
    var run = ConsoleRun(isTerminal: true, width: 30)
    let events = Samples.events
    _ = run.consume(events[0])
    #expect(run.consume(events[1]) == [.live("fetch  0 s  (run 3 s)")])
    #expect(run.tick(events[0].time + 65) == [.live("fetch  1 min 02 s  (run 1 mi…")])
    _ = run.consume(events[2])
    #expect(run.tick(events[2].time).isEmpty)
  }
}

@Suite struct `JSON lines` {
  // SPEC: R-CLI-04
  @Test func `are one valid document an event`() throws {
    var run = JSONLinesRun()
    for (place, event) in Samples.events.enumerated() {
      let chunks = run.consume(event)
      guard chunks.count == 1, case .result(let line) = chunks[0] else {
        Issue.record("an event is one result line")
        continue
      }
      let value = try Value(parsing: line)
      #expect(value["schema"] == .string("specter.event/1"))
      #expect(value["sequence"] == .int(place + 1))
      #expect(!line.contains("\n"))
    }
  }
}

@Suite struct `The log` {
  @Test func `lists runs and the steps of one`() throws {
    let events = Samples.events
    guard case .began(let plan) = events[0].event else { return }
    let heads = [
      RunHead(run: "b", plan: plan, began: 1_735_787_045, stop: nil),
      RunHead(run: "20250102-a1b2", plan: plan, began: 0, stop: .budgetSpent),
    ]
    let text = LogText.runs(heads) + [""] + LogText.steps(events)
    try expectSnapshot(text.joined(separator: "\n") + "\n", "log.txt")
    #expect(LogText.document(heads)["schema"] == .string("specter.log/1"))
  }
}

@Suite struct `The JUnit file` {
  private let outcome = CheckOutcome(
    name: "inflection", measurement: Samples.whole, recorded: nil,
    stale: ["The driver is another one."], broken: ["Two probes diverge anew.\u{0}\u{1B}"],
    anew: ["C-3f2a91", "C-0badff"])

  @Test func `shows a check that fails`() throws {
    try expectSnapshot(JUnit.document(outcome), "junit.xml")
  }

  @Test func `is well-formed whatever the subjects said`() throws {
    let text = JUnit.document(outcome)
    #expect(isHarmless(text))
    let read = Process()
    read.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    read.arguments = [
      "python3", "-c",
      "import sys,xml.dom.minidom as m; d=m.parse(sys.stdin.buffer);"
        + "print(len(d.getElementsByTagName('testcase')), len(d.getElementsByTagName('failure')))",
    ]
    let (input, output) = (Pipe(), Pipe())
    read.standardInput = input
    read.standardOutput = output
    try read.run()
    input.fileHandleForWriting.write(Data(text.utf8))
    try input.fileHandleForWriting.close()
    let said = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    #expect(said == "6 3\n")
  }

  @Test func `passes a check that holds, known causes included`() {
    let holds = CheckOutcome(name: "x", measurement: Samples.whole, recorded: nil)
    #expect(JUnit.document(holds).contains("failures=\"0\""))
    #expect(CheckDocument.value(of: holds)["holds"] == .bool(true))
    #expect(CheckDocument.value(of: outcome)["stale"] == .bool(true))
    #expect(CheckDocument.value(of: outcome)["why"]?.arrayValue?.count == 2)
  }
}

@Suite struct `The HTML report` {
  private let page = HTMLReport.page(
    ReportRequest(
      events: Samples.events, measurements: Samples.measurements, specs: Samples.specs))

  @Test func `looks as it did`() throws {
    let body = page.split(separator: "</style>").last.map(String.init) ?? ""
    try expectSnapshot(body, "report.html")
    if let path = ProcessInfo.processInfo.environment["SPECTER_SAMPLE_REPORT"] {
      try Data(page.utf8).write(to: URL(fileURLWithPath: path))
    }
  }

  @Test func `holds nothing that runs or is fetched`() {
    for forbidden in [
      "<script", "<img", "<iframe", "<link", "<object", "http://", "https://", "url(", "@import",
      " src=", " href=", " onload", "javascript:",
    ] {
      // Text of subjects may say so; markup may not.
      let found = page.replacing("&lt;script&gt;", with: "").replacing(
        "&lt;img src=x&gt;", with: ""
      )
      .contains(forbidden)
      #expect(!found, "\(forbidden)")
    }
    #expect(page.contains("default-src 'none'; style-src 'unsafe-inline'"))
    #expect(isHarmless(page))
  }

  @Test func `is a page even of nothing`() {
    #expect(HTMLReport.page(ReportRequest(events: [])).contains("No run"))
    let bare = HTMLReport.page(ReportRequest(events: Array(Samples.events.prefix(12))))
    #expect(bare.contains("not in the local state"))
  }

  @Test func `names the objects that it needs`() {
    let named = ReportRequest.objects(of: Samples.events)
    #expect(named.verdicts == Set(Samples.measurements.keys))
    #expect(named.specs == Set(Samples.specs.keys))
    #expect(named.ambiguities.isEmpty)
  }

  @Test func `closes every element that it opens`() {
    var open: [Substring] = []
    let void: Set<Substring> = ["meta", "!doctype"]
    for piece in page.split(separator: "<").dropFirst() {
      let tag = piece.prefix { $0 != ">" }
      let name = tag.prefix { $0 != " " && $0 != "/" || tag.first == "/" && $0 != " " }
      if tag.hasSuffix("/") || void.contains(name) || tag.isEmpty { continue }
      if name.hasPrefix("/") {
        #expect(open.popLast() == name.dropFirst())
      } else {
        open.append(name)
      }
    }
    #expect(open.isEmpty)
  }
}
