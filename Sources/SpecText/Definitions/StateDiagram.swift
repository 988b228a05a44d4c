import SpecModel

/// Reads a `mermaid` fence that holds a state diagram, line by line:
///
/// ```
/// stateDiagram-v2
///   [*] --> Idle
///   Idle --> Busy : start [slots > 0]
///   state "Waiting for input" as Waiting
/// ```
enum StateDiagram {
  private static let ignored: Set<String> = [
    "direction", "classDef", "class", "style", "hide", "scale", "accTitle:", "accDescr:", "click",
    "---", "--", "title", "title:", "config:", "}", "skinparam",
  ]

  /// Whether a code block is a `mermaid` fence.
  static func isMermaid(_ leaf: MarkdownDocument.Leaf) -> Bool {
    guard MarkdownDocument.isFenced(leaf.node) else { return false }
    let language = MarkdownDocument.language(leaf.node)
    return language.count == 7 && language.hold("mermaid")
  }

  /// Reads a `mermaid` fence; one with another diagram gives nothing.
  static func read(
    _ leaf: MarkdownDocument.Leaf, machine: String, into collector: inout StateCollector
  ) {
    let fence = MarkdownDocument.fence(leaf.node)
    var isOpen = false
    var isNote = false
    var line = leaf.lines.first
    for source in fence.text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false) {
      line += 1
      var bytes = Array(source)[...]
      bytes.trim()
      let text = String(decoding: bytes, as: UTF8.self)
      if text.isEmpty || text.hasPrefix("%%") { continue }
      if !isOpen {
        isOpen = text.hasPrefix("stateDiagram")
        // Front matter and directives may stand above; any other diagram is none of ours.
        if !isOpen, !text.hasPrefix("---"), !text.contains(":") { return }
        continue
      }
      if isNote {
        isNote = text != "end note"
        continue
      }
      if text.hasPrefix("note ") {
        isNote = !text.contains(":")
        continue
      }
      read(text, machine, SourceLines(line, line), &collector)
    }
  }

  private static func read(
    _ text: String, _ machine: String, _ lines: SourceLines, _ collector: inout StateCollector
  ) {
    if let first = text.split(separator: " ").first, ignored.contains(String(first)) { return }
    let text = withoutClass(text)
    if let arrow = cut(text, at: "-->") {
      let target = cut(arrow.after, at: ":") ?? (arrow.after, "")
      let from = id(arrow.before)
      let to = id(target.before)
      guard !from.isEmpty, !to.isEmpty else { return unread(lines, &collector) }
      let (event, condition) = guarded(target.after)
      collector.add(
        Transition(
          from: from, to: to, event: event, condition: condition, machine: machine, lines: lines))
      for name in [from, to] where name != "[*]" {
        collector.addIfNew(State(name: name, machine: machine, lines: lines))
      }
      return
    }
    if text.hasPrefix("state ") {
      declare(String(text.dropFirst(6)).trimmed, machine, lines, &collector)
      return
    }
    let parts = cut(text, at: ":") ?? (text, "")
    let name = id(parts.before)
    guard !name.isEmpty else { return unread(lines, &collector) }
    collector.addIfNew(State(name: name, machine: machine, text: parts.after, lines: lines))
  }

  /// `"Waiting for input" as Waiting`, `Active {`, `fork <<fork>>`.
  private static func declare(
    _ text: String, _ machine: String, _ lines: SourceLines, _ collector: inout StateCollector
  ) {
    // Forks, joins and choices are no states that anything stays in.
    if text.contains("<<") { return }
    let head = text.hasSuffix("{") ? String(text.dropLast()).trimmed : text
    var name = head
    var said = ""
    if head.hasPrefix("\""), let alias = cut(head, at: "\" as ") {
      said = String(alias.before.dropFirst())
      name = alias.after
    }
    name = id(name)
    guard !name.isEmpty else { return unread(lines, &collector) }
    collector.addIfNew(State(name: name, machine: machine, text: said, lines: lines))
  }

  private static func unread(_ lines: SourceLines, _ collector: inout StateCollector) {
    collector.unread(
      "the line of a state diagram is not read", remedy: "Write Idle --> Busy : event [guard]",
      lines)
  }

  /// `Busy --> Waiting:::hot : go` → `Busy --> Waiting : go`; a class only says how it is drawn.
  private static func withoutClass(_ text: String) -> String {
    guard let found = cut(text, at: ":::") else { return text }
    return found.before + " " + found.after.drop { $0 != " " }
  }

  /// A state's name; empty when it is no single word.
  private static func id(_ text: String) -> String {
    let name = text.trimmed
    return name.utf8.contains(0x20) || name.utf8.contains(UInt8(ascii: "\"")) ? "" : name
  }

  /// `start [slots > 0] / log` → event `start`, condition `slots > 0`.
  private static func guarded(_ label: String) -> (event: String, condition: String) {
    guard let open = cut(label, at: "["), let close = cut(open.after, at: "]") else {
      return (label, "")
    }
    return ("\(open.before) \(close.after)".trimmed, close.before)
  }

  /// The text before and after the first `mark`, without spaces around them.
  private static func cut(_ text: String, at mark: String) -> (before: String, after: String)? {
    let bytes = Array(text.utf8)
    let wanted = Array(mark.utf8)
    guard bytes.count >= wanted.count else { return nil }
    for start in 0...(bytes.count - wanted.count)
    where bytes[start..<(start + wanted.count)].elementsEqual(wanted) {
      return (
        String(decoding: bytes[..<start], as: UTF8.self).trimmed,
        String(decoding: bytes[(start + wanted.count)...], as: UTF8.self).trimmed
      )
    }
    return nil
  }
}
