import SpecModel
import Yams

extension Baseline {
  /// Longest baseline that is read, in bytes.
  static let limit = 1 << 24

  /// Reads a baseline. Throws a `Failure` of code `.badInput` that names the line: a baseline that
  /// is only half understood would hide what it should not.
  public init(reading bytes: [UInt8], path: String) throws(Failure) {
    entries = []
    func fail(_ what: String, _ line: Int, _ remedy: String) -> Failure {
      Failure(.badInput, what, remedy: remedy, place: "\(path):\(line)")
    }
    let mend = "Mend it, or make it anew with --write-baseline"
    guard bytes.count <= Self.limit, !FrontMatterParser.isTooDeep(bytes[...]) else {
      throw fail("the baseline is too long or nested too deep", 1, mend)
    }
    let root: Node?
    do {
      root = try Yams.compose(yaml: String(decoding: bytes, as: UTF8.self))
    } catch let fault as YamlError {
      let (line, problem) = FrontMatterParser.place(of: fault)
      throw fail("the baseline is no YAML: \(problem)", max(1, line), mend)
    } catch {
      throw fail("the baseline is no YAML", 1, mend)
    }
    guard let mapping = root?.mapping, mapping["schema"]?.string == Self.schema,
      let accepted = mapping["accepted"]
    else {
      throw fail("the file is no baseline", 1, "It begins with schema: \(Self.schema)")
    }
    // `accepted:` with nothing below it is a baseline that accepts nothing.
    if accepted.null != nil { return }
    guard let items = accepted.sequence else {
      throw fail("accepted is no list", accepted.mark?.line ?? 1, mend)
    }
    for item in items { entries.append(try Self.entry(item, path: path)) }
  }

  /// The first line of every baseline says this.
  static let schema = "specter.baseline/1"

  private static func entry(_ node: Node, path: String) throws(Failure) -> Entry {
    let line = node.mark?.line ?? 1
    func fail(_ what: String, _ remedy: String) -> Failure {
      Failure(.badInput, what, remedy: remedy, place: "\(path):\(line)")
    }
    guard let mapping = node.mapping else {
      throw fail("an entry is no mapping of keys to values", "See docs/lint/README.md")
    }
    var texts: [String: String] = [:]
    for (key, value) in mapping {
      guard let key = key.string, keys.contains(key) else {
        throw fail(
          "an entry has the unknown key '\(key.string ?? "")'",
          "Use \(keys.joined(separator: ", "))")
      }
      guard let text = value.string else {
        throw fail("'\(key)' is no text", "Write it in one line")
      }
      texts[key] = text
    }
    for key in ["rule", "file", "place", "fingerprint"] where texts[key] == nil {
      throw fail("an entry has no \(key)", "Copy it from specter spec lint --format json")
    }
    var expires: CalendarDay?
    if let text = texts["expires"], !text.isEmpty {
      expires = CalendarDay(text)
      if expires == nil { throw fail("'\(text)' is no day", "Write it as 2027-01-31") }
    }
    return Entry(
      rule: texts["rule"] ?? "", file: texts["file"] ?? "", place: texts["place"] ?? "",
      finding: texts["finding"] ?? "", fingerprint: texts["fingerprint"] ?? "",
      reason: texts["reason"] ?? "", expires: expires, line: line)
  }

  /// The keys of an entry, in the order in which they are written.
  static let keys = ["rule", "file", "place", "finding", "fingerprint", "reason", "expires"]
}
