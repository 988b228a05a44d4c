import SpecModel
import SpecterKit

/// The environment of a command: nothing is inherited.
enum CleanEnvironment {
  /// PATH, HOME, LANG, TZ, TMPDIR, and what the command asks for, which goes before.
  static func of(_ command: Command, home: String, temporary: String) throws -> [String: String] {
    guard !command.arguments.isEmpty else {
      throw Failure(.usage, "no command to run", remedy: "Give a program after `--`.")
    }
    for text in command.arguments + command.environment.flatMap({ [$0, $1] })
    where text.utf8.contains(0) {
      throw Failure(.usage, "a command's words can't hold a NUL byte")
    }
    for name in command.environment.keys where name.isEmpty || name.contains("=") {
      throw Failure(.usage, "\(name.debugDescription) can't name an environment variable")
    }
    let standard = [
      "PATH": "/usr/bin:/bin", "HOME": home, "LANG": "C.UTF-8", "TZ": "UTC", "TMPDIR": temporary,
    ]
    return standard.merging(command.environment) { $1 }
  }
}
