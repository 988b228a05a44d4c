import SpecModel
import Testing

@testable import SpecText

@Suite struct DefinitionStateTests {
  private func states(_ text: String) -> [String] {
    parsed(text).states.map {
      "\($0.machine)/\($0.name) \($0.lines.first)-\($0.lines.last) \($0.text)"
    }
  }

  private func transitions(_ text: String) -> [String] {
    parsed(text).transitions.map {
      "\($0.lines.first) \($0.from)>\($0.to) \($0.event)[\($0.condition)]"
    }
  }

  private func alarms(_ text: String) -> [Int] {
    parsed(text).diagnostics.filter { $0.rule == "definition-unread" }.map(\.lines.first)
  }

  @Test func `states as lists and tables`() {
    let text = """
      # S
      ## Job states
      1. `Idle`
         - Nothing runs.

      2. `In Progress` (busy)

      ## Life of a run
      It goes through these phases:
      ```text
      A -> B
      ```
      1. **Load:** Read the
         file.
      2. **Run:** Do it.

      ## Door
      > The door has these states:
      > - `Open`
      > - `Shut` — nobody enters

      ## Lamp states
      | State | Meaning |
      |-|-|
      | `On` | it shines |
      """
    #expect(
      states(text) == [
        "Job states/Idle 3-4 Nothing runs.", "Job states/In Progress 6-6 busy",
        "Life of a run/Load 13-14 Read the file.", "Life of a run/Run 15-15 Do it.",
        "Door/Open 19-19 ", "Door/Shut 20-20 nobody enters", "Lamp states/On 25-25 it shines",
      ])
    #expect(alarms(text).isEmpty)
  }

  @Test func `lists that only stand near the word are none`() {
    let text = """
      # S
      ## State recovery
      1. `load()` the file
      2. `save()` it

      ## Order of phases
      1. `priority` ascending
      2. `age` descending

      Notes on the state:
      - `a` grows
      """
    #expect(states(text).isEmpty)
    #expect(alarms(text).isEmpty)
    #expect(alarms("# S\n## States\n1. `A`\n2. `B`\n3. The last one\n") == [5])
  }

  @Test func `transitions in tables`() {
    let text = """
      # S
      ## Moves
      | From | Event | Guard | To |
      |-|-|-|-|
      | `A`, `B` | go | `n > 0` | C |
      | any | stop | | `A` |
      | when it is not quite done yet | stop | | `A` |

      ## Turnstile machine
      | Current state | Next state |
      |-|-|
      | Locked | Open |

      ## Renamed
      | From | To |
      |-|-|
      | `old_name` | `new_name` |

      | From | Event | Guard |
      |-|-|-|
      | `A` | go | x |
      """
    #expect(
      transitions(text) == [
        "5 A>C go[n > 0]", "5 B>C go[n > 0]", "6 >A stop[]", "12 Locked>Open []",
      ])
    #expect(parsed(text).states.map(\.name) == ["A", "B", "C", "Locked", "Open"])
    #expect(alarms(text) == [7, 19])
    let named = text + "\n## Door states\n1. `A`\n2. `B`\n"
    #expect(parsed(named).states.map(\.name) == ["A", "B"])
  }

  @Test func `mermaid state diagrams`() {
    let text = """
      # S
      ## Machine
      ```mermaid
      %% a comment
      stateDiagram-v2
        direction LR
        [*] --> Idle
        Idle --> Busy : start [slots > 0] / log
        state "Waiting for input" as Waiting
        Busy --> Waiting:::hot
        Busy : works hard
        state Deep {
          Busy --> [*]
        }
        state fork <<fork>>
        note right of Idle
          Idle --> Nowhere
        end note
        what is this
      ```
      ```mermaid
      flowchart LR
        A --> B
      ```
      """
    #expect(
      transitions(text) == [
        "7 [*]>Idle []", "8 Idle>Busy start / log[slots > 0]", "10 Busy>Waiting []",
        "13 Busy>[*] []",
      ])
    #expect(
      parsed(text).states.map { "\($0.name) \($0.lines.first) \($0.text)" } == [
        "Idle 7 ", "Busy 8 ", "Waiting 9 Waiting for input", "Deep 12 ",
      ])
    #expect(alarms(text) == [19])
  }

  @Test func `long and repeated definitions are read in bounded time`() {
    let count = 10_000
    let pieces = [
      "# S\n## Config\n- `a` (" + String(repeating: "x, ", count: count) + ")\n",
      "# S\n## Config\n- " + String(repeating: "`a`, ", count: count) + "\n",
      "# S\n## Config\n- `a` (int)\n" + String(repeating: "  - `b` (int)\n", count: count),
      "# S\n## States\n1. `A`\n" + String(repeating: "   - words\n", count: count),
      "# S\n## Config\n- `a`: int\n  - Default: " + String(repeating: "`a`, ", count: count),
      "# S\n## Entities\n" + String(repeating: "### E\n- `a` (int)\n\n", count: count),
      "# S\n```\nA:\n" + String(repeating: "  a : B -- c\n", count: count) + "```\n",
      "# S\n```mermaid\nstateDiagram\n" + String(repeating: "A --> B\n", count: count) + "```\n",
    ]
    for piece in pieces {
      let time = ContinuousClock().measure { _ = parsed(piece) }
      // A debug build on a busy machine needs a second or so; a square takes many.
      #expect(time < .seconds(10), "\(piece.prefix(40))")
    }
  }
}
