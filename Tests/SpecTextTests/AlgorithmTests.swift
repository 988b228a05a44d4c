import SpecModel
import Testing

@testable import SpecText

@Suite struct AlgorithmTests {
  private func algorithms(_ text: String) -> [String] {
    parsed(text).algorithms.map { algorithm in
      let calls = algorithm.calls.map { ($0.isDefined ? "" : "?") + $0.name + ":\($0.line)" }
      return "\(algorithm.name)(\(algorithm.parameters.joined(separator: ","))) "
        + "\(algorithm.lines.first)-\(algorithm.lines.last) \(calls.joined(separator: " "))"
    }
  }

  @Test func `routines are read with their parameters and calls`() {
    #expect(
      algorithms(
        """
        ## Tick

        ```text
        function start(delay_ms=0):
          warm_up()   # comment(x)
          on_tick(state)

        on_tick(state):
          if (done(state)) { "string(x)" }
          for (key, value) in items(state):
            state.running.remove(key)
            tracker.fetch([key])
          return set(x for x in state)
        ```

        - `done(state)` means that nothing is left.
        - Calls `warm_up()` here.
        """) == [
          "start(delay_ms) 4-6 ?warm_up:5 on_tick:6",
          "on_tick(state) 8-13 done:9 ?tracker.fetch:12",
        ])
  }

  @Test func `types hold routines, fields hold functions and constructors make values`() {
    #expect(
      algorithms(
        """
        ```
        INTERFACE Handler:
            FUNCTION execute(node, context) -> Outcome

        Registry:
            handlers : Map<String, Handler>
            callback : Function(Node) -> String

            FUNCTION resolve(node, pick) -> Handler:
                -- a comment(x)
                IF NOT pick(node):
                    RETURN new Outcome(status=FAIL)
                callback(node)
                Missing(node)
                RETURN handler.execute(
                    node, get_context())

        Outcome:
            status : Status
        ```
        """)
        == [
          "Registry.resolve(node,pick) 9-16 pick:11 Outcome:12 callback:13 ?Missing:14 "
            + "handler.execute:15 ?get_context:16"
        ])
  }

  @Test func `a fence that its language calls pseudocode needs no header`() {
    #expect(
      algorithms("## Sum\n\n```pseudocode\ntotal = add_up(numbers)\n```\n") == [
        "Sum() 4-4 ?add_up:4"
      ])
    #expect(
      algorithms("## Test\n\n```\ngraph = parse(x)\nASSERT count(graph) == 5\n```\n") == [
        "Test() 4-5 ?parse:4"
      ])
  }

  @Test(arguments: [
    "```\ndigraph G {\n  a -> b [label=\"f(x)\"]\n}\n```",
    "```\nGraph ::= 'digraph' Name\n      | Edge ( ',' Edge )*\n```",
    "```\nlogs/\n    a.json   -- what run(x) wrote\n```",
    "```text\ntools() -> list<Tool>\nrun(name) -> Result\n```",
    "```text\nIf it fails (see below), it stops.\nReturn to the start (again).\n```",
    "```python\ndef f(x):\n  g(x)\n```",
    "```\nOutcome:\n    status : Status   -- how it ended\n```",
    "    indented(x):\n      call(x)",
  ])
  func `other fences are no algorithms`(_ text: String) { #expect(algorithms(text).isEmpty) }

  @Test(arguments: [
    ("### `work(x)`\n", true), ("| F | What |\n|---|---|\n| `work(x)` | does it |\n", true),
    ("1. `work(x)`\n", true), ("Then `work(x)` returns nothing.\n", true),
    ("### Use of `work`\n", true), ("- `work`: a mode\n", false),
    ("It is done with `work(x)`.\n", false), ("Text.\n", false),
    ("```text\nwork(x) -> y\n```\n", true),
  ])
  func `a call is defined by what the text describes`(_ text: String, _ isDefined: Bool) {
    let spec = parsed("```text\nrun(x):\n  thing.work(x)\n```\n\n" + text)
    #expect(spec.algorithms.first?.calls.map(\.isDefined) == [isDefined])
  }

  @Test func `pseudocode with brackets in excess is read in bounded time`() {
    let lines = String(repeating: "f(a, g(", count: 20_000)
    #expect(parsed("```text\nrun(x):\n  \(lines)\n```\n").algorithms.first?.calls.count == 2)
    let headers = String(repeating: "f(a,\n", count: 20_000)
    #expect(parsed("```text\n\(headers)\n```\n").algorithms.isEmpty)
  }
}
