/// The one address outside that a workspace can reach: the endpoint of a model.
///
/// What runs inside speaks plain HTTP with an address on its own loopback; a relay outside passes
/// on the paths that are allowed, and adds the key, so that an agent never holds it.
public struct ModelEndpoint: Sendable, Hashable {
  /// Its address: `http` or `https`, host, port, and the path that goes before the allowed ones.
  public var address: String
  /// Headers that the relay sets on each request, such as `x-api-key`.
  public var headers: [String: Secret]
  /// Paths below the address that are allowed, with what is below them; all others are refused.
  public var paths: [String]

  /// What clients of the three kinds of endpoint ask for.
  public static let usualPaths = [
    "/v1/messages", "/v1/models", "/v1/responses", "/v1/chat/completions", "/responses",
    "/chat/completions", "/models",
  ]

  /// An endpoint.
  public init(
    address: String, headers: [String: Secret] = [:], paths: [String] = Self.usualPaths
  ) {
    self.address = address
    self.headers = headers
    self.paths = paths
  }
}
