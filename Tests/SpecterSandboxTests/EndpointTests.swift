import FoundationEssentials
import Glibc
import SpecModel
import SpecterKit
import Testing

@testable import SpecterSandbox

/// The one way out of a workspace, tried against a server of the test's own on loopback.
@Suite(.serialized) struct EndpointTests {
  /// A server that answers each request with its method, path and headers.
  private static let server = """
    import http.server, sys
    class Echo(http.server.BaseHTTPRequestHandler):
        def log_message(self, *a): pass
        def answer(self):
            length = int(self.headers.get("content-length") or 0)
            body = self.rfile.read(length)
            text = f"{self.command} {self.path}\\n{self.headers}".encode() + body
            self.send_response(200)
            self.send_header("content-length", str(len(text)))
            self.end_headers()
            self.wfile.write(text)
        do_GET = do_POST = answer
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Echo)
    print(server.server_address[1], flush=True)
    server.serve_forever()
    """

  private static let ask = """
    import sys, urllib.request
    request = urllib.request.Request(sys.argv[1], headers={"x-api-key": "the agent's own"})
    try:
        with urllib.request.urlopen(request, timeout=10) as answer: print(answer.read().decode())
    except Exception as error: print("error", error)
    """

  private func withServer(_ body: @Sendable (Int) async throws -> Void) async throws {
    try await BareSandbox().withWorkspace(WorkspaceRequest(limits: Limits(seconds: nil))) { host in
      try await host.withProcess(Command(["python3", "-c", Self.server])) { process in
        let line = String(decoding: try await process.read() ?? [], as: UTF8.self)
        try await body(try #require(Int(line.filter(\.isNumber))))
      }
    }
  }

  private func endpoint(_ port: Int, path: String = "") -> ModelEndpoint {
    ModelEndpoint(
      address: "http://127.0.0.1:\(port)\(path)", headers: ["x-api-key": Secret("k%1 \"2\"")],
      paths: ["/v1/messages"])
  }

  private func expectOneWay(_ sandbox: some Sandbox) async throws {
    try await withServer { port in
      let request = WorkspaceRequest(endpoint: endpoint(port, path: "/base"))
      try await sandbox.withWorkspace(request) { workspace in
        let base = try #require(workspace.endpoint)
        func ask(_ path: String) async throws -> String {
          try await workspace.run(Command(["python3", "-c", Self.ask, base + path])).outputText
        }
        let answer = try await ask("/v1/messages?beta=true")
        #expect(answer.hasPrefix("GET /base/v1/messages?beta=true"))
        #expect(answer.contains("x-api-key: k%1 \"2\"") && !answer.contains("the agent's own"))
        #expect(answer.contains("host: 127.0.0.1:\(port)") || answer.contains("Host: 127.0.0.1:"))
        #expect(try await ask("/v1/messages/count_tokens").hasPrefix("GET /base"))
        for path in [
          "/v1/files", "/v1/messagesfoo", "/v1/messages/../files", "/v1/messages/%2e%2e/files",
          "//v1/messages", "",
        ] {
          #expect(try await ask(path).contains("403"), "\(path)")
        }
        let lines = await workspace.accessLog()
        #expect(lines.count == 8)
        #expect(lines.first?.contains("GET /base/v1/messages 200") == true)
        #expect(!lines.joined().contains("k%1"))
      }
    }
  }

  @Test func `a sealed workspace reaches the allowed paths of its endpoint and no other`()
    async throws
  {
    try await expectOneWay(try BubblewrapSandbox())
  }

  @Test func `without isolation the endpoint is reached by the same way`() async throws {
    try await expectOneWay(BareSandbox())
  }

  @Test func `nothing but the endpoint is reachable`() async throws {
    try await withServer { port in
      let request = WorkspaceRequest(endpoint: endpoint(port))
      try await BubblewrapSandbox().withWorkspace(request) { workspace in
        let direct = try await workspace.run(
          Command(["python3", "-c", Self.ask, "http://127.0.0.1:\(port)/v1/messages"]))
        #expect(direct.outputText.contains("refused"))
        // The key is the relay's alone.
        let seen = try await workspace.run(
          Command(["sh", "-c", "env; cat /proc/*/environ /proc/*/cmdline; ls -la /run/endpoint"]))
        #expect(!seen.outputText.contains("k%1") && seen.outputText.contains("endpoint"))
      }
    }
  }

  @Test func `the relay ends with its workspace`() async throws {
    try await withServer { port in
      let request = WorkspaceRequest(endpoint: endpoint(port))
      let before = relays()
      try await BubblewrapSandbox().withWorkspace(request) { _ in
        #expect(relays().count == before.count + 1)
      }
      #expect(relays() == before)
    }
  }

  private func relays() -> [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []).filter {
      guard Int($0) != nil, let line = readSmallFile("/proc/\($0)/cmdline") else { return false }
      return line.contains("haproxy") && line.contains("relay.cfg")
    }.sorted()
  }

  @Test(arguments: [
    "ftp://host", "host", "http://", "https://user:pass@host", "http://host:0", "http://host:x",
    "http://host/a b", "http://host/?q", "http://ho st",
  ])
  func `what is no address is refused`(text: String) {
    #expect(throws: Failure.self) { try EndpointAddress(text) }
  }

  @Test func `addresses are read`() throws {
    let plain = try EndpointAddress("https://api.example.com")
    #expect(plain.isEncrypted && plain.port == 443 && plain.authority == "api.example.com")
    let other = try EndpointAddress("HTTP://[::1]:81/a/b/")
    #expect(!other.isEncrypted && other.host == "[::1]" && other.port == 81 && other.path == "/a/b")
    #expect(other.authority == "[::1]:81")
  }

  @Test func `an encrypted endpoint is verified by name`() throws {
    let text = try RelayConfiguration(
      ModelEndpoint(address: "https://api.example.com"), at: .port(1)
    ).text
    #expect(text.contains("ssl verify required"))
    #expect(text.contains("verifyhost api.example.com"))
  }

  @Test func `a relay that can't resolve its endpoint says so`() async throws {
    let request = WorkspaceRequest(
      endpoint: ModelEndpoint(address: "https://no-such-host.invalid"))
    let failure = try await #require(throws: Failure.self) {
      try await BubblewrapSandbox().withWorkspace(request) { _ in }
    }
    #expect(failure.description.contains("relay"))
  }
}
