import SpecModel
import SpecterKit

/// A conversation with the process that leads it, in a workspace.
struct Exchange: Sendable {
  private var conversation: any Conversation
  private let workspace: any Workspace
  private let process: any ProcessChannel

  /// Carries `conversation` on with `process`.
  init(
    _ conversation: any Conversation, in workspace: any Workspace,
    with process: any ProcessChannel
  ) {
    self.conversation = conversation
    self.workspace = workspace
    self.process = process
  }

  /// Sends the first message.
  func begin() async throws { try await send(conversation.begin()) }

  /// Asks for the end of the turn; false when there is none.
  func interrupt() async throws -> Bool {
    guard let message = conversation.interruption() else { return false }
    try await send(message)
    return true
  }

  /// Takes a line in and does what it asks for; whether the turn goes on.
  mutating func take(_ line: [UInt8], into story: inout AgentStory) async throws -> Bool {
    for step in conversation.take(line, into: &story) {
      switch step {
      case .send(let message): try await send(message)
      case .read(let reading):
        try await send(reading.answer(try await read(reading.path)))
      case .write(let id, let path, let content):
        let done = try await write(content, to: path)
        try await send(ACPConversation.answer(to: id, written: done))
      case .hangUp:
        await process.closeInput()
        return false
      }
    }
    return true
  }

  /// Tells the story what was still held back.
  mutating func finish(_ story: inout AgentStory) { conversation.finish(&story) }

  private func send(_ message: Value) async throws {
    // An agent that no longer reads ends soon, and its end is judged.
    do { try await process.write(message.canonicalBytes + [0x0A]) } catch is ChannelClosed {}
  }

  private func read(_ path: String) async throws -> String? {
    let found = try await workspace.run(Self.command("exec cat -- \"$path\"", path, workspace.root))
    guard found.succeeded, !found.truncated else { return nil }
    return String(validating: found.output, as: UTF8.self)
  }

  private func write(_ content: String, to path: String) async throws -> Bool {
    var command = Self.command(
      "mkdir -p -- \"${path%/*}\" && exec cat > \"$path\"", path, workspace.root)
    command.input = Array(content.utf8)
    return try await workspace.run(command).succeeded
  }

  /// A shell's command on the file that `path` means once links are followed, which must lie below
  /// `root` then too.
  private static func command(_ action: String, _ path: String, _ root: String) -> Command {
    let script = """
      root=$(realpath -- "$2") && path=$(realpath -m -- "$1") || exit 1
      case "$path" in "$root"/*) ;; *) exit 1 ;; esac
      \(action)
      """
    return Command(["sh", "-c", script, "sh", path, root], seconds: 60)
  }
}
