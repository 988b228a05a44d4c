import SpecModel

/// One turn by a protocol in which agent and Specter ask each other: what the agent sent goes in,
/// what is to be done about it comes out. It touches neither processes nor files.
protocol Conversation: Sendable {
  /// The first message.
  func begin() -> Value

  /// Takes a line of the agent's in.
  mutating func take(_ line: [UInt8], into story: inout AgentStory) -> [ConversationStep]

  /// The message that asks the agent to end its turn at once; nil while it has begun none.
  func interruption() -> Value?

  /// Tells the story what was still held back.
  mutating func finish(_ story: inout AgentStory)
}

extension Conversation {
  /// Ends the turn.
  func end(_ story: inout AgentStory) -> [ConversationStep] {
    story.isComplete = true
    return [.hangUp]
  }
}

/// What a conversation wants done.
enum ConversationStep: Sendable, Hashable {
  /// Send a message.
  case send(Value)
  /// Read a file of the workspace, and answer with `ACPReading.answer(_:)`.
  case read(ACPReading)
  /// Write a file of the workspace, and answer with `ACPConversation.answer(to:written:)`.
  case write(id: Value, path: String, content: String)
  /// The turn is over.
  case hangUp
}
