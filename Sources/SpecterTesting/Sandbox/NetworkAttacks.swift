extension SandboxAttack {
  /// Reaching anything over a socket.
  static let networkAttacks: [SandboxAttack] = [
    SandboxAttack(
      "connect to the host's loopback",
      script: """
        socket.create_connection(("127.0.0.1", @PORT@), 3)
        escaped("127.0.0.1:@PORT@")
        """),
    SandboxAttack(
      "have a way to the outside",
      script: """
        for family, address in ((socket.AF_INET, "192.0.2.1"), (socket.AF_INET6, "2001:db8::1")):
          try:
            # Connecting a datagram socket sends nothing; it only asks for a route.
            socket.socket(family, socket.SOCK_DGRAM).connect((address, 9))
            escaped(address)
          except OSError: pass
        """),
    SandboxAttack(
      "resolve a name", script: "escaped(str(socket.getaddrinfo('pypi.org', 443)[0][4]))"),
    SandboxAttack(
      "see the host's interfaces",
      script: """
        names = [name for _, name in socket.if_nameindex() if name != "lo"]
        if names: escaped(" ".join(names))
        """),
    SandboxAttack(
      "connect to a Unix socket by its path",
      script: """
        link = socket.socket(socket.AF_UNIX)
        link.connect("@SOCKET@")
        escaped("@SOCKET@")
        """),
    SandboxAttack(
      "connect to an abstract Unix socket",
      script: """
        link = socket.socket(socket.AF_UNIX)
        link.connect("\\0@TOKEN@")
        escaped("abstract")
        """),
    SandboxAttack(
      "find any Unix socket",
      script: """
        for top in ("/run", "/var", "/tmp", "/dev"):
          for folder, folders, files in os.walk(top):
            for name in files:
              if stat.S_ISSOCK(os.lstat(folder + "/" + name).st_mode): escaped(folder + "/" + name)
        """),
    SandboxAttack(
      "open a raw socket",
      script: """
        socket.socket(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_ICMP)
        escaped("raw")
        """),
    SandboxAttack(
      "open a packet socket",
      script: """
        socket.socket(socket.AF_PACKET, socket.SOCK_RAW, 0x0300)
        escaped("packet")
        """),
  ]
}
