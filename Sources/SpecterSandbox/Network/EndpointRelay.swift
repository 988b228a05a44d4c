import Glibc
import SpecModel
import SpecterKit
import Subprocess
import SystemPackage

/// The one way out of a workspace: HAProxy, which passes requests on to a model's endpoint.
///
/// It listens on a socket that is bound into the sandbox, where `Forwarder` connects a port of the
/// loopback with it. Under root it runs as `nobody`.
struct EndpointRelay: Sendable {
  /// Where commands in the workspace reach it.
  let address: String
  /// The folder of its socket, to be bound into a sandbox; nil when it listens on a port.
  let socketFolder: String?
  /// The file that its lines go to.
  private let log: String

  /// How long it may take to listen, in steps of 5 ms.
  private static let patience = 1_000

  /// Starts the relay of `endpoint` with its things in `folder`, runs `body`, and ends it; without
  /// an endpoint `body` has no relay.
  ///
  /// With `sealed` it listens on a socket, else on a port of this machine's loopback, which other
  /// users of this machine can reach meanwhile.
  static func with<R: Sendable>(
    _ endpoint: ModelEndpoint?, in folder: String, sealed: Bool,
    _ body: @Sendable (EndpointRelay?) async throws -> R
  ) async throws -> R {
    guard let endpoint else { return try await body(nil) }
    guard let program = SystemView.find("haproxy", also: ["/usr/sbin"]) else {
      throw Failure(
        .sandbox, "haproxy is not installed: nothing can pass requests to the model's endpoint",
        remedy: "Run `make setup`.")
    }
    let user: uid_t? = geteuid() == 0 ? 65_534 : nil
    let sockets = folder + "/socket"
    for path in [folder, sockets] { try Folder.makeFolder(path, user: user, mode: 0o755) }
    let socket = sockets + "/endpoint"
    guard socket.utf8.count < 107 else {
      throw Failure(
        .sandbox, "the path of the relay's socket is too long",
        remedy: "Set TMPDIR to a shorter one.",
        place: socket)
    }
    let port = sealed ? 0 : try freePort()
    let place: RelayConfiguration.Place = sealed ? .socket(socket) : .port(port)
    let configuration = try RelayConfiguration(endpoint, at: place)
    try Folder.makeFile(folder + "/relay.cfg", Array(configuration.text.utf8), user: user)
    let path = try EndpointAddress(endpoint.address).path
    let relay = EndpointRelay(
      address: "http://127.0.0.1:\(sealed ? Forwarder.port : port)\(path)",
      socketFolder: sealed ? sockets : nil, log: folder + "/access.log")
    return try await relay.running(
      program: program, user: user, configuration: configuration, folder: folder, place: place, body
    )
  }

  private func running<R: Sendable>(
    program: String, user: uid_t?, configuration: RelayConfiguration, folder: String,
    place: RelayConfiguration.Place, _ body: @Sendable (EndpointRelay?) async throws -> R
  ) async throws -> R {
    // It ends with Specter, however that ends.
    var arguments = ["--pdeathsig", "KILL", "--no-new-privs"]
    if let user { arguments += ["--reuid", "\(user)", "--regid", "\(user)", "--clear-groups"] }
    arguments += ["--", program, "-db", "-f", folder + "/relay.cfg"]
    var variables: [Environment.Key: String] = [.init(stringLiteral: "PATH"): "/usr/sbin:/usr/bin"]
    for (name, value) in configuration.environment { variables[.init(stringLiteral: name)] = value }
    let file = try FileDescriptor.open(
      FilePath(log), .writeOnly, options: [.create, .append, .closeOnExec],
      permissions: .ownerReadWrite)
    do {
      return try await Subprocess.run(
        .path(FilePath(SystemView.find("setpriv") ?? "/usr/bin/setpriv")),
        arguments: Arguments(arguments), environment: .custom(variables),
        input: .none, output: .fileDescriptor(file, closeAfterSpawningProcess: true),
        error: .combinedWithOutput
      ) { execution in
        do {
          try await listening(place, pid: execution.processIdentifier.value)
          let value = try await body(self)
          try? execution.send(signal: .kill)
          return value
        } catch {
          try? execution.send(signal: .kill)
          throw error
        }
      }.closureResult
    } catch let error as SubprocessError {
      throw Failure(.sandbox, "can't start the relay: \(error)")
    }
  }

  /// Waits until it listens.
  private func listening(_ place: RelayConfiguration.Place, pid: pid_t) async throws {
    for _ in 0..<Self.patience {
      if Self.accepts(place) { return }
      var info = siginfo_t()
      if waitid(P_PID, id_t(pid), &info, WEXITED | WNOWAIT | WNOHANG) == 0,
        info._sifields._sigchld.si_pid == pid
      {
        break
      }
      try await Task.sleep(for: .milliseconds(5))
    }
    let said = lines().last.map { ": \($0)" } ?? ""
    throw Failure(
      .sandbox, "the relay to the model's endpoint did not start\(said)",
      remedy: "Look at the endpoint's address and whether its name can be resolved.")
  }

  /// What it has logged: a line for each request.
  func lines() -> [String] {
    (readSmallFile(log, limit: 4 << 20) ?? "").split(separator: "\n").map(String.init)
  }

  private static func accepts(_ place: RelayConfiguration.Place) -> Bool {
    switch place {
    case .socket(let path):
      var address = sockaddr_un()
      address.sun_family = sa_family_t(AF_UNIX)
      withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: Array(path.utf8)) }
      return connects(AF_UNIX, to: address)
    case .port(let port): return connects(AF_INET, to: loopback(UInt16(port)))
    }
  }

  /// Whether somebody listens at `address`, which is of the C type that `family` has.
  private static func connects<Address>(_ family: Int32, to address: Address) -> Bool {
    let descriptor = socket(family, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    return withUnsafePointer(to: address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<Address>.size)) == 0
      }
    }
  }

  private static func loopback(_ port: UInt16) -> sockaddr_in {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    return address
  }

  /// A port of the loopback that nobody listens on just now.
  private static func freePort() throws -> Int {
    let descriptor = try system("can't find a free port") {
      socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    }
    defer { close(descriptor) }
    var address = loopback(0)
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let found = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, size) == 0 && getsockname(descriptor, $0, &size) == 0
      }
    }
    guard found else { throw systemFailure("can't find a free port") }
    return Int(UInt16(bigEndian: address.sin_port))
  }
}
