import Subprocess

/// Runs a Python script outside any sandbox and gives its exit status.
func python(_ script: String, _ words: [String]) async throws -> Int {
  let ended = try await Subprocess.run(
    .path("/usr/bin/python3"), arguments: Arguments(["-c", script] + words), output: .discarded)
  if case .exited(let status) = ended.terminationStatus { return Int(status) }
  return -1
}
