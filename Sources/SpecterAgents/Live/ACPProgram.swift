import SpecModel
import SpecterKit

extension LiveProgram {
  /// Any program that speaks the Agent Client Protocol, by the words of its command.
  ///
  /// It is told the endpoint in the variables that programs of its kind read; where no key is
  /// there, it is started all the same, without any network: it may need none.
  static func acp(
    _ command: [String], _ variable: @escaping ModelAccess.Variables = ModelAccess.host
  ) -> LiveProgram {
    let access = ModelAccess.acp(variable)
    let addresses =
      access.endpoint == nil
      ? []
      : access.environment["OPENAI_API_KEY"] != nil
        ? ["OPENAI_BASE_URL", "OPENAI_API_BASE"] : ["ANTHROPIC_BASE_URL"]
    var program = LiveProgram(
      name: "acp", program: command.first ?? "", events: .acp, bare: .none, access: { access },
      words: { _ in Array(command.dropFirst()) },
      environment: { facts in
        Dictionary(uniqueKeysWithValues: addresses.map { ($0, facts.endpoint) })
      })
    program.script = command.dropFirst().first
    return program
  }
}

extension ModelAccess {
  /// A key from the environment, OpenAI's kind first, then Anthropic's; nobody's login is taken.
  /// Without a key there is no endpoint.
  static func acp(_ variable: @escaping Variables = host) -> ModelAccess {
    let open = openAI(named: "OPENAI_API_KEY") {
      ["OPENAI_API_KEY", "OPENAI_BASE_URL"].contains($0) ? variable($0) : nil
    }
    if open.canLogIn { return open }
    let claude = claude {
      ["ANTHROPIC_API_KEY", "ANTHROPIC_AUTH_TOKEN", "ANTHROPIC_BASE_URL"].contains($0)
        ? variable($0) : nil
    }
    return claude.canLogIn ? claude : .none
  }
}
