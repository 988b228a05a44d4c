import SpecModel
import Yams

/// Turns the YAML of front matter into its model. What is wrong is reported, and the strictest
/// meaning taken in its place.
struct FrontMatterReader {
  private(set) var diagnostics: [Diagnostic] = []
  private let lines: SourceLines
  private var version: Node?
  /// Keys that a spec may never set, because it may come from a stranger.
  static let forbidden: Set<String> = ["agents", "agent", "commands", "isolation", "limits"]

  init(lines: SourceLines) { self.lines = lines }

  mutating func frontMatter(_ node: Node) -> FrontMatter? {
    guard let mapping = node.mapping else {
      fail("the front matter is no mapping of keys to values", node)
      return nil
    }
    var result = FrontMatter(name: "", lines: lines)
    for (key, value) in mapping {
      guard let name = key.string else {
        fail("a key is no text", key)
        continue
      }
      switch name {
      case "spec": result.name = text(value, name)
      case "version":
        result.version = text(value, name)
        version = value
      case "reference": result.reference = reference(value)
      case "surface": result.surface = surface(value)
      case "compare": result.compare = compare(value)
      case "profiles": result.profiles = texts(value, name)
      case let name where Self.forbidden.contains(name):
        result.unknownKeys.append(name)
        fail("a spec can't set '\(name)'", key, "Say it in your own specter.yaml")
      default:
        result.unknownKeys.append(name)
        warn("unknown key '\(name)'", key)
      }
    }
    // Another tool's keys are not misspelt ones of ours; the linter says so once.
    if result.isForeign {
      diagnostics.removeAll { $0.message.hasPrefix("unknown key '") }
    } else if let version, version.scalar != nil, !SemanticVersion.isOne(result.version) {
      warn(
        "the version '\(result.version)' is no semantic version", version,
        "Write three numbers, as 1.0.0")
    }
    return result
  }

  private mutating func reference(_ node: Node) -> ReferencePin? {
    guard let mapping = mapping(node, "reference") else { return nil }
    var pin = ReferencePin(from: "")
    for (key, value) in mapping {
      switch key.string {
      case "from"?: pin.from = text(value, "reference.from")
      case "licence"?, "license"?: pin.licence = text(value, "reference.licence")
      case "files"?:
        for (file, digest) in self.mapping(value, "reference.files") ?? [:] {
          guard let file = file.string, let digest = digest.string.flatMap({ Digest($0) }) else {
            fail("'\(file.string ?? "")' has no digest sha256:… of 64 digits", digest)
            continue
          }
          pin.files[file] = digest
        }
      default: unknown(key, under: "reference")
      }
    }
    if pin.from.isEmpty { fail("reference says not where it is from", node, "Add from:") }
    return pin
  }

  private mutating func surface(_ node: Node) -> SurfaceScope {
    var scope = SurfaceScope()
    for (key, value) in mapping(node, "surface") ?? [:] {
      switch key.string {
      case "kind"?: scope.kind = text(value, "surface.kind")
      case "module"?: scope.module = text(value, "surface.module")
      case "include"?: scope.include = texts(value, "surface.include")
      case "exclude"?: scope.exclude = texts(value, "surface.exclude")
      default: unknown(key, under: "surface")
      }
    }
    return scope
  }

  private mutating func compare(_ node: Node) -> CompareRules {
    var rules = CompareRules()
    for (key, value) in mapping(node, "compare") ?? [:] {
      switch key.string {
      case "floats"?: rules.floatTolerance = tolerance(value)
      case "errors"?:
        if let errors = value.string.flatMap(CompareRules.Errors.init(rawValue:)) {
          rules.errors = errors
        } else {
          fail("compare.errors is neither 'type' nor 'type+message'", value)
        }
      case "order"?: rules.unordered = texts(value, "compare.order")
      case "allow"?: rules.allow = allowances(value)
      default: unknown(key, under: "compare")
      }
    }
    return rules
  }

  private mutating func tolerance(_ node: Node) -> Double? {
    if node.string == "exact" { return nil }
    let number: Node? = node.mapping == nil ? node : node.mapping?["relative"]
    // A number may be written without the dot that YAML asks for: 1e-9.
    if let value = number?.scalar.flatMap({ Double($0.string) }), value > 0, value < 1 {
      return value
    }
    fail("compare.floats is neither 'exact' nor { relative: a number between 0 and 1 }", node)
    return nil
  }

  private mutating func allowances(_ node: Node) -> [CompareRules.Allowance] {
    guard let items = node.sequence else {
      fail("compare.allow is no list", node)
      return []
    }
    return items.compactMap { item in
      guard let operation = item["operation"]?.string, let path = item["path"]?.string,
        let reason = item["reason"]?.string, !reason.isEmpty
      else {
        fail("an allowed difference needs operation, path and reason", item)
        return nil
      }
      return CompareRules.Allowance(operation: operation, path: path, reason: reason)
    }
  }

  // MARK: - Values

  private mutating func mapping(_ node: Node, _ name: String) -> Node.Mapping? {
    if let mapping = node.mapping { return mapping }
    fail("\(name) is no mapping", node)
    return nil
  }

  /// Text as written: `1.10` stays `1.10`.
  private mutating func text(_ node: Node, _ name: String) -> String {
    if let scalar = node.scalar { return scalar.string }
    fail("\(name) is no text", node)
    return ""
  }

  private mutating func texts(_ node: Node, _ name: String) -> [String] {
    if let items = node.sequence { return items.map { text($0, name) } }
    fail("\(name) is no list", node)
    return []
  }

  // MARK: - Findings

  /// The line in the file: the YAML starts on its second line.
  private func place(_ node: Node) -> SourceLines {
    let line = min(max(2, (node.mark?.line ?? 1) + 1), lines.last)
    return SourceLines(line, line)
  }

  private mutating func fail(_ message: String, _ node: Node, _ remedy: String = "") {
    diagnostics.append(FrontMatterParser.error(message, place(node), remedy))
  }

  private mutating func warn(
    _ message: String, _ node: Node, _ remedy: String = "Check its spelling, or leave it out"
  ) {
    diagnostics.append(
      Diagnostic(
        rule: "front-matter", severity: .warning, message: message, remedy: remedy,
        lines: place(node)))
  }

  private mutating func unknown(_ key: Node, under name: String) {
    warn("unknown key '\(key.string ?? "")' under \(name)", key)
  }
}
