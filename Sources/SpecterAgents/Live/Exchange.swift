import SpecModel
import SpecterKit

/// A conversation of either protocol with the process that leads it, in a workspace.
struct Exchange: Sendable {
  /// Which protocol is spoken.
  enum Conversation: Sendable {
    /// The Agent Client Protocol.
    case acp(ACPConversation)
    /// That of `codex app-server`.
    case codex(CodexServerConversation)
  }

  private var conversation: Conversation
  private let workspace: any Workspace
  private let process: any ProcessChannel

  /// Carries `conversation` on with `process`.
  init(
    _ conversation: Conversation, in workspace: any Workspace, with process: any ProcessChannel
  ) {
    self.conversation = conversation
    self.workspace = workspace
    self.process = process
  }

  /// Sends the first message.
  func begin() async throws {
    switch conversation {
    case .acp(let conversation): try await send(conversation.begin())
    case .codex(let conversation): try await send(conversation.begin())
    }
  }

  /// Takes a line in and does what it asks for; whether the turn goes on.
  mutating func take(_ line: [UInt8], into story: inout AgentStory) async throws -> Bool {
    switch conversation {
    case .acp(var led):
      let steps = led.take(line, into: &story)
      conversation = .acp(led)
      return try await act(steps, led)
    case .codex(var led):
      let steps = led.take(line, into: &story)
      conversation = .codex(led)
      for step in steps {
        guard case .send(let message) = step else {
          await process.closeInput()
          return false
        }
        try await send(message)
      }
      return true
    }
  }

  private func act(_ steps: [ACPConversation.Step], _ conversation: ACPConversation) async throws
    -> Bool
  {
    for step in steps {
      switch step {
      case .send(let message): try await send(message)
      case .read(let reading):
        let text = try await read(reading.path)
        try await send(conversation.answer(to: reading, text: text))
      case .write(let id, let path, let content):
        let done = try await write(content, to: path)
        try await send(conversation.answer(to: id, written: done))
      case .hangUp:
        await process.closeInput()
        return false
      }
    }
    return true
  }

  /// Tells the story what was still held back.
  mutating func finish(_ story: inout AgentStory) {
    guard case .acp(var led) = conversation else { return }
    led.finish(&story)
    conversation = .acp(led)
  }

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
