import SpecModel
import Testing

@testable import SpecText

@Suite struct DefinitionEntityTests {
  private func entities(_ text: String) -> [String] {
    parsed(text).entities.map { entity in
      let fields = entity.fields.map { field -> String in
        var line = field.name
        if let isRequired = field.isRequired { line += isRequired ? "!" : "?" }
        line += " " + field.type
        if let value = field.defaultValue { line += "=" + value }
        return line
      }
      let place = "\(entity.name) \(entity.lines.first)-\(entity.lines.last): "
      return place + fields.joined(separator: ", ")
    }
  }

  @Test func `fields as bullets, below headings and captions`() {
    let text = """
      # S
      ## 4 Domain model
      ### Order (placed by a customer)
      Fields:
      - `id` (string)
        - REQUIRED.
        - Parts:
          - `id` (string)
      - `lines`
      - `note` (string, OPTIONAL, default `none`)
      ### Customer
      Parsed payload:
      - `name` (string)
      - `Some Words` (string)
      ## Elsewhere
      `Parcel` fields:
      - `weight`: integer, required. In grams.
      """
    #expect(
      entities(text) == [
        "Order 3-10: id! string, lines , note? string=none", "Customer 11-13: name string",
        "Parcel 17-17: weight! integer",
      ])
  }

  @Test func `fields in tables and record fences`() {
    let text = """
      # S
      ## Order
      | Field | Type | Required | Description |
      |-|-|-|-|
      | `id` | string | yes | key |
      | `n` | int | No | count |
      ## Types
      ```
      RECORD Parcel:
          weight : Integer      -- in grams (default: 5)
          owner  : Customer     -- who (optional)

          FUNCTION weigh(scale) -> Integer:
              inner : Integer
      Kind:
          BIG    -- no field
      ```
      ```typescript
      interface Customer {
        name: string;
        age?: number; // in years
      }
      ```
      ```yaml
      Config:
        a: b
      ```
      """
    #expect(
      entities(text) == [
        "Order 2-6: id! string, n? int", "Parcel 9-11: weight Integer=5, owner? Customer",
        "Customer 19-21: name string, age? number",
      ])
  }

  @Test func `error codes as bullets and in tables`() {
    let text = """
      # S
      Error classes:
      - `not_found` (no such file)
      - `too_big`
        - The file is over the limit.
      - `not a code`

      It gives these errors:
      - `not_found`

      ## Exits
      | Code | When | Exit |
      |-|-|-|
      | `not_found` | never | 2 |
      | `bad_flag` | a flag is unknown | 64 |

      ## Exit codes
      | Exit code | Meaning |
      |-|-|
      | 0 | fine |
      | 3 | worse |

      ## Countries
      | Code | Meaning |
      |-|-|
      | `DE` | Germany |

      Error modes seen in the field:
      - `timeout`
      """
    let errors = parsed(text).errors
    #expect(
      errors.map { "\($0.code) \($0.exit ?? 0) \($0.places.map(\.first)) \($0.when)" } == [
        "not_found 2 [3, 9, 14] no such file", "too_big 0 [4] The file is over the limit.",
        "bad_flag 64 [15] a flag is unknown", "3 3 [21] worse",
      ])
    #expect(errors[1].places == [SourceLines(4, 5)])
    #expect(errors[2].section == "1 Exits")
  }
}
