import FoundationEssentials
import SpecModel
import Subprocess
import SystemPackage

/// What the script is asked.
struct ScriptRequest: Codable, Sendable {
  var verb: String
  var cache: String
  var index = ""
  var name = ""
  var version = ""
  var files: [String: String] = [:]
  var digest = ""
  var folder = ""
  var expected = ""
}

/// What the script answers: `error`, or what its verb gives.
struct ScriptReply: Codable, Sendable {
  /// The parts of a `Failure`.
  struct Problem: Codable, Sendable {
    var code: String
    var what: String
    var remedy: String
    var place: String?
  }

  var error: Problem?
  var files: [String: String]?
  var licence: String?
  var root: String?
  var tests: String?
  var modules: [String]?
  var digest: String?
}

extension ScriptRequest {
  /// Runs the script with this request.
  ///
  /// `-I -S -B` keep it from the user's modules, from site packages and from writing bytecode.
  /// Throws the `Failure` that the script tells, or one of code `.environment` when Python can't be
  /// started or the script itself breaks.
  func run(interpreter: String) async throws -> ScriptReply {
    let input = try JSONEncoder().encode(self)
    var options = PlatformOptions()
    options.teardownSequence = [.gracefulShutDown(allowedDurationToNextStep: .milliseconds(200))]
    let result: ExecutionResult<Void, BytesOutput, BytesOutput>
    do {
      result = try await Subprocess.run(
        .path(FilePath(interpreter)), arguments: ["-I", "-S", "-B", "-c", Script.text],
        platformOptions: options, input: .array(Array(input)), output: .bytes(limit: 64 << 20),
        error: .bytes(limit: 1 << 20))
    } catch {
      try Task.checkCancellation()
      throw Failure(
        .environment, "could not run Python: \(error)",
        remedy: "Install python3, or name another interpreter", place: interpreter)
    }
    try Task.checkCancellation()
    // The script's own answer to a signal, which a terminal sends to it as well as to us.
    if result.terminationStatus == .exited(130) { throw CancellationError() }
    guard let reply = try? JSONDecoder().decode(ScriptReply.self, from: Data(result.standardOutput))
    else { throw broken(result.terminationStatus, result.standardError, interpreter) }
    if let problem = reply.error {
      throw Failure(
        Failure.Code(rawValue: problem.code) ?? .environment, problem.what,
        remedy: problem.remedy, place: problem.place)
    }
    return reply
  }

  private func broken(
    _ status: TerminationStatus, _ errors: [UInt8], _ interpreter: String
  ) -> Failure {
    let last = String(decoding: errors, as: UTF8.self).split(separator: "\n").last ?? "no message"
    return Failure(
      .environment, "Python ended without an answer (\(status)): \(last.prefix(300))",
      remedy: "Python 3.9 or later is needed", place: interpreter)
  }
}
