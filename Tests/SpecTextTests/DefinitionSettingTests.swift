import SpecModel
import Testing

@testable import SpecText

@Suite struct DefinitionSettingTests {
  /// `key type=default !` with the lines of every statement; `!` required, `?` optional, `+` of an
  /// extension.
  private func settings(_ text: String) -> [String] {
    parsed(text).settings.map { setting in
      var line = setting.key + (setting.isExtension ? "+" : "")
      for said in setting.statements {
        let need = said.isRequired.map { $0 ? "!" : "?" } ?? ""
        line += " \(said.lines.first)-\(said.lines.last) \(said.type)="
        line += (said.defaultValue ?? "") + need
      }
      return line
    }
  }

  private func alarms(_ text: String) -> [String] {
    parsed(text).diagnostics.filter { $0.rule.hasPrefix("definition-") }
      .map { "\($0.rule) \($0.lines.first)" }
  }

  @Test func `bullets below the heading of their group, prose between, wrapped and nested`() {
    let text = """
      # S

      ## Configuration

      ### 1.1 `net` (object)

      Fields:

      For values such as `port` the system decides, and this paragraph is a long one which says
      nothing that matters here.

      - `port` (integer,
        OPTIONAL)
        - Default:
          `8080` (plain).
        - Bound on start. Never twice.
      - `tls` (object)
        - `cert` (path)
          - REQUIRED for TLS.
        - `mode` (string)
          - Default: `strict`
          - `strict`: checks all
      - `hosts` is prose about another thing.

      # stray heading

      ### `ui`

      ##### Fields

      > - `theme` (string): the look. Default: `dark`. Restart needed.
      > - `size`, `width` (integer)
      """
    #expect(
      settings(text) == [
        "net.port 12-16 integer=8080?", "net.tls.cert 18-19 path=!",
        "net.tls.mode 20-22 string=strict",
      ])
    #expect(parsed(text).settings[0].statements[0].text == "(plain). Bound on start. Never twice.")
    let stray = text.replacing(line: "# stray heading", with: "#### stray heading")
    #expect(
      settings(stray).suffix(3) == [
        "ui.theme 31-31 string=dark", "ui.size 32-32 integer=", "ui.width 32-32 integer=",
      ])
    #expect(alarms(text).isEmpty)
  }

  @Test func `the one-line form, with extensions and several statements`() {
    let text = """
      # S
      ## Settings summary
      - `a.b`: string, REQUIRED, picks one
      - `a.c`: list of strings, optional, default `x` (the
        first), more
      - `a.d` (extension): integer; defaults to 3
      - `a.e`: The thing to use. Default is `1`.
      - `a.f` must be set
      ## Extension: things
      Extension config:
      - `a.d` (integer)
      - `a.g` (integer)
      """
    #expect(
      settings(text) == [
        "a.b 3-3 string=!", "a.c 4-5 list of strings=x?", "a.d+ 6-6 integer=3 11-11 integer=",
        "a.e 7-7 =1", "a.g+ 12-12 integer=",
      ])
    let said = parsed(text).settings.map { $0.statements[0].text }
    #expect(said == ["picks one", "(the first), more", "", "The thing to use.", ""])
  }

  @Test func `tables under many headers`() {
    let text = """
      # S
      | Key | Type | Default | Description |
      |---|---|---|---|
      | `a` | int | `1` | first |
      | **Group** | | | |
      | `b`, `c` | `str` | -- | |

      ## Command line
      | Flag | Default | Required? | Env var |
      |:-|-|-|-|
      | `-p`, `--port PORT` | 80 | no | `PORT` |

      ## `net` settings
      > | Name | Description | Type | Default |
      > |-|-|-|-|
      > | port | the \\| port | int | `80` |

      ## Environment variables
      | Variable | Required |
      |-|-|
      | `HOME_DIR` | yes |
      """
    #expect(
      settings(text) == [
        "a 4-4 int=1", "b 6-6 str=", "c 6-6 str=", "--port 11-11 =80?", "net.port 16-16 int=80",
        "HOME_DIR 21-21 =!",
      ])
    #expect(parsed(text).settings[3].statements[0].text == "Env var: `PORT`")
    #expect(alarms(text).isEmpty)
  }

  @Test func `one key of several things is several settings, and of one thing one`() {
    func table(_ title: String) -> String {
      "## \(title)\n| Key | Type | Default |\n|-|-|-|\n| `label` | int | 1 |\n\n"
    }
    #expect(
      parsed(table("Node Attributes") + table("Edge-Level Attributes") + table("Node attributes"))
        .settings.map { "\($0.key) \($0.statements.count)" } == ["node.label 2", "edge.label 1"])
    #expect(
      parsed(table("Node Attributes") + table("All configuration options"))
        .settings.map { "\($0.key) \($0.statements.count)" } == ["label 2"])
  }

  @Test func `what is almost a setting is told, with its line`() {
    let text = """
      # S
      ## Settings
      | Thing | Type | Default |
      |-|-|-|
      | `a` | int | 1 |

      | Key | Type | Default | Colour |
      |-|-|-|-|
      | the first key | int | 1 | red |
      | `b` | int | 2 | blue |

      - Default: `3`
      - Some words
        - Default: 4
      """
    #expect(
      alarms(text) == [
        "definition-unread 3", "definition-column 7", "definition-unread 9",
        "definition-unread 12", "definition-unread 14",
      ])
    #expect(parsed(text).settings.map { $0.statements[0].text } == ["Colour: blue"])
  }

  @Test func `a default right below a heading that names a setting states it`() {
    let text = "# S\n## Config\n### `net.port`\n- Default: `80`, bound at start\n- Not more\n"
    #expect(settings(text) == ["net.port 3-4 =80"])
    #expect(alarms(text).isEmpty)
  }

  @Test func `other tables and lists are no settings and raise no alarm`() {
    let text = """
      # S
      ## `f(x)`
      | Parameter | Type | Default |
      |-|-|-|
      | `x` | int | 1 |

      ## Shapes
      | Shape | Default Behavior |
      |-|-|
      | `box` | none |

      | Key | Type | Set By |
      |-|-|-|
      | `x.y` | int | engine |

      - `x` (string)
      - `y`: some text

      ## Examples of configuration
      | Key | Type | Default |
      |-|-|-|
      | `z` | int | 1 |

      ## Configuration by example
      For example:
      - `port` (integer)
        - Default: 1
      """
    #expect(settings(text).isEmpty)
    #expect(parsed(text).entities.isEmpty)
  }
}

extension String {
  /// The text with one of its lines replaced.
  fileprivate func replacing(line: String, with other: String) -> String {
    split(separator: "\n", omittingEmptySubsequences: false)
      .map { $0 == line ? Substring(other) : $0 }.joined(separator: "\n")
  }
}
