import Glibc
import SpecModel
import SpecterKit

/// What lies on the host for the attacks to reach: secrets in files, in the environment and behind
/// an open descriptor, and servers that listen.
public struct AttackScene: Sendable {
  /// The secret. Whoever can tell it has reached something.
  public let token: String
  /// What the names in a script stand for.
  let values: [String: String]
  /// A host folder for all, in the temporary folder.
  let folder: String

  /// Lays the scene out, runs `body`, and takes everything away.
  static func with<R: Sendable>(_ body: (AttackScene) async throws -> R) async throws -> R {
    let token = "specter-\(getpid())-\(UInt64.random(in: 0 ... .max))"
    let folder = "/tmp/\(token)"
    guard mkdir(folder, 0o755) == 0, mkdir(folder + "/shared", 0o777) == 0 else {
      throw Failure(.environment, "can't lay out the attacks", place: folder)
    }
    let home = getenv("HOME").map { String(cString: $0) } ?? folder
    let homeFile = "\(home)/.\(token)"
    let descriptors = Descriptors()
    defer {
      descriptors.close()
      unsetenv("SPECTER_ATTACK_SECRET")
      for name in ["secret.txt", "socket", "shared/kept.txt"] { unlink("\(folder)/\(name)") }
      rmdir(folder + "/shared")
      rmdir(folder)
      unlink(homeFile)
    }
    try put(token, at: folder + "/secret.txt")
    try put(token, at: folder + "/shared/kept.txt")
    try put(token, at: homeFile)
    setenv("SPECTER_ATTACK_SECRET", token, 1)
    // Without close-on-exec, as a careless caller would leave it.
    descriptors.add(open(folder + "/secret.txt", O_RDONLY))
    descriptors.add(listen(onPath: folder + "/socket", abstract: false))
    descriptors.add(listen(onPath: token, abstract: true))
    let (server, port) = listenOnLoopback()
    descriptors.add(server)
    return try await body(
      AttackScene(
        token: token,
        values: [
          "TOKEN": token, "SECRET": folder + "/secret.txt", "HOMEFILE": homeFile,
          "FOLDER": folder, "SOCKET": folder + "/socket", "PORT": "\(port)", "PID": "\(getpid())",
        ], folder: folder))
  }

  /// The command that runs a script of an attack.
  func command(_ body: String, seconds: Double? = nil) -> Command {
    var filled = body
    for (name, value) in values { filled = filled.replacing("@\(name)@", with: value) }
    let indented = filled.split(separator: "\n").map { "  " + $0 }.joined(separator: "\n")
    let script = """
      import ctypes, os, select, signal, socket, stat, struct, subprocess, sys, time
      libc = ctypes.CDLL(None, use_errno=True)
      def escaped(what):
        print("ESCAPED", what, flush=True)
        os._exit(0)
      def call(name, *arguments):
        answer = getattr(libc, name)(*arguments)
        if answer == -1: raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
        return answer
      try:
      \(indented)
        print("held", flush=True)
      except OSError as error:
        print("held", error, flush=True)
      """
    return Command(["/usr/bin/python3", "-I", "-c", script], seconds: seconds)
  }

  /// The processes of the host whose command line holds `text`, with their users.
  func processes(holding text: String) -> [(pid: Int, user: Int)] {
    guard let stream = opendir("/proc") else { return [] }
    defer { closedir(stream) }
    var found: [(pid: Int, user: Int)] = []
    while let entry = readdir(stream) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) {
        String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
      }
      guard let pid = Int(name), pid != Int(getpid()), let line = Self.read("/proc/\(pid)/cmdline"),
        line.contains(text)
      else { continue }
      var status = stat()
      if stat("/proc/\(pid)", &status) == 0 { found.append((pid, Int(status.st_uid))) }
    }
    return found
  }

  /// The text of a file on the host; nil when it can't be read.
  static func read(_ path: String) -> String? {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return nil }
    defer { close(file) }
    var bytes = [UInt8](repeating: 0, count: 1 << 16)
    let count = bytes.withUnsafeMutableBytes { Glibc.read(file, $0.baseAddress, $0.count) }
    return count < 0 ? nil : String(decoding: bytes[..<count], as: UTF8.self)
  }

  private static func put(_ text: String, at path: String) throws {
    let file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
    guard file >= 0 else { throw Failure(.environment, "can't lay out the attacks", place: path) }
    write(file, text, text.utf8.count)
    close(file)
  }

  private static func listen(onPath path: String, abstract: Bool) -> Int32 {
    let server = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    let bytes = (abstract ? [0] : []) + Array(path.utf8)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes.prefix($0.count)) }
    let length = socklen_t(MemoryLayout<sa_family_t>.size + bytes.count)
    withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { _ = bind(server, $0, length) }
    }
    Glibc.listen(server, 8)
    chmod(path, 0o777)
    return server
  }

  private static func listenOnLoopback() -> (Int32, Int) {
    let server = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(server, $0, length)
        Glibc.listen(server, 8)
        getsockname(server, $0, &length)
      }
    }
    return (server, Int(UInt16(bigEndian: address.sin_port)))
  }
}

/// Descriptors to close together.
private final class Descriptors {
  private var open: [Int32] = []

  func add(_ descriptor: Int32) { open.append(descriptor) }

  func close() {
    for descriptor in open where descriptor >= 0 { Glibc.close(descriptor) }
    open = []
  }
}
