/// Inside a sandbox: connects a port of its own loopback with the relay's socket.
enum Forwarder {
  /// The port inside.
  static let port = 8_080
  /// Where the socket's folder is seen.
  static let folder = "/run/endpoint"

  /// Shell words that start the forwarder and wait, at most two seconds, until it listens. It ends
  /// with the sandbox.
  static let script = """
    socat TCP-LISTEN:\(port),bind=127.0.0.1,fork,reuseaddr UNIX-CONNECT:\(folder)/endpoint \
    </dev/null >/dev/null 2>&1 & \
    i=0; while [ $i -lt 200 ] && ! grep -q ':\(hexadecimal) .* 0A ' /proc/net/tcp; \
    do sleep 0.01; i=$((i+1)); done; 
    """

  /// The port as `/proc/net/tcp` writes it.
  private static let hexadecimal = String(port, radix: 16, uppercase: true)
}
