import SpecModel
import SpecterKit

/// What the relay of an endpoint is told: HAProxy's configuration, and the secrets beside it.
///
/// Secrets stand in the relay's environment, never in a file nor on a command line.
struct RelayConfiguration: Sendable {
  /// Where the relay listens.
  enum Place: Sendable, Hashable {
    /// A socket in the file system.
    case socket(String)
    /// A port of this machine's loopback.
    case port(Int)
  }

  /// The configuration's text.
  let text: String
  /// Variables that it refers to.
  let environment: [String: String]

  /// Seconds to connect, and seconds that a model may be silent.
  private static let (connect, silence) = (15, 3_600)

  /// Everything but the allowed paths is answered with 403, and so is a path that the endpoint
  /// might read as another one. `Host` becomes the endpoint's own.
  init(_ endpoint: ModelEndpoint, at place: Place) throws {
    let address = try EndpointAddress(endpoint.address)
    var environment: [String: String] = [:]
    var headers = ["  http-request set-header Host \(address.authority)"]
    for (number, (name, secret)) in endpoint.headers.sorted(by: { $0.key < $1.key }).enumerated() {
      guard name.utf8.allSatisfy({ $0 == 0x2D || UInt8(ascii: "a")...UInt8(ascii: "z") ~= $0 }),
        !secret.text.isEmpty, secret.text.utf8.allSatisfy({ (0x20...0x7E).contains($0) })
      else {
        throw Failure(
          .usage, "the key for \(address.authority) has characters that no header can have",
          remedy: "Look at the variable that holds it.")
      }
      environment["SPECTER_SECRET_\(number)"] = Self.format(secret.text)
      headers.append("  http-request set-header \(name) \"${SPECTER_SECRET_\(number)}\"")
    }
    // A client's own idea of a key must not go along with the relay's.
    for name in ["authorization", "x-api-key"] where endpoint.headers[name] == nil {
      if !endpoint.headers.isEmpty { headers.append("  http-request del-header \(name)") }
    }
    self.environment = environment
    text = """
      global
        maxconn 256
        log stdout format raw local0
      defaults
        mode http
        log global
        option dontlognull
        log-format "%[date,utime(%Y-%m-%dT%H:%M:%SZ)] %HM %HP %ST %B %ts"
        timeout connect \(Self.connect)s
        timeout client \(Self.silence)s
        timeout server \(Self.silence)s
      frontend inside
        bind \(Self.bind(place))
        acl allowed \(Self.allowed(endpoint.paths, below: address.path))
        acl odd path,lower -m sub .. // \\\\ %2e %2f %5c
        http-request deny deny_status 403 if odd
        http-request deny deny_status 403 unless allowed
        default_backend model
      backend model
      \(headers.joined(separator: "\n"))
        server model \(Self.server(address))

      """
  }

  private static func bind(_ place: Place) -> String {
    switch place {
    case .socket(let path): "unix@\(path) mode 666"
    case .port(let port): "127.0.0.1:\(port)"
    }
  }

  /// A path and what is below it, but nothing that only begins alike.
  private static func allowed(_ paths: [String], below base: String) -> String {
    let whole = paths.map { "\(base)\($0)" }
    return "path \(whole.joined(separator: " "))\n  acl allowed path_beg "
      + whole.map { $0 + "/" }.joined(separator: " ")
  }

  private static func server(_ address: EndpointAddress) -> String {
    let place = "\(address.host):\(address.port)"
    guard address.isEncrypted else { return place }
    return place + " ssl verify required ca-file /etc/ssl/certs/ca-certificates.crt"
      + " sni str(\(address.host)) verifyhost \(address.host) alpn http/1.1"
  }

  /// `%` begins a variable in a header's value.
  private static func format(_ text: String) -> String {
    text.split(separator: "%", omittingEmptySubsequences: false).joined(separator: "%%")
  }
}
