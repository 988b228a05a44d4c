import SpecModel
import Testing

@testable import SpecText

/// Keys are put together here, so that no scanner finds one in this file.
@Suite struct LeakSecretTests {
  private func secrets(_ text: String) -> [String] {
    SecretScan.secrets(in: Array(text.utf8)).map(\.name)
  }

  private static let mixed = "q8Zr2LxT0vNw5KpYb3Hd7JsFa9GmCe4Ui1Ro6WtXy"
  private static let hexadecimal =
    "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"

  static let keys: [(String, String)] = [
    ("an AWS access key", "AKIA" + "Q3EGRZ5XHTN7WBLD"),
    ("a GitHub token", "ghp" + "_" + mixed.prefix(36)),
    ("a GitLab token", "glpat" + "-" + mixed.prefix(20)),
    ("a Slack token", "xoxb" + "-123456789012-1234567890123-" + mixed.prefix(24)),
    ("a Stripe key", "sk" + "_live_" + mixed.prefix(24)),
    ("a Google key", "AIza" + mixed.prefix(35)),
    ("an npm token", "npm" + "_" + mixed.prefix(36)),
    ("a DigitalOcean token", "dop" + "_v1_" + hexadecimal),
    (
      "a JSON Web Token",
      "eyJ" + "hbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9." + "eyJ" + "zdWIiOiIxMjM0NTY3ODkwIn0."
        + mixed.prefix(40)
    ),
    ("a private key", "-----BEGIN RSA " + "PRIVATE KEY-----\n" + mixed + "\n" + mixed),
  ]

  @Test(arguments: keys)
  func `keys of providers are found`(_ name: String, _ key: String) {
    #expect(secrets("x `\(key)` y") == [name])
    #expect(secrets("- \(key)\n") == [name])
  }

  @Test func `every published beginning is matched by its own pattern`() {
    for pattern in SecretPattern.all {
      let alphabet = (UInt8(0x30)...0x7A).filter(pattern.holds)
      let body = (0..<pattern.count.lowerBound).map { alphabet[($0 * 7) % alphabet.count] }
      let key = String(decoding: pattern.prefix + body, as: UTF8.self)
      #expect(!secrets(key).isEmpty, "\(pattern.name): \(key)")
    }
  }

  @Test func `values given to passwords and tokens are found by their entropy`() {
    #expect(secrets("password = \"\(Self.mixed.prefix(16))\"") == ["a password, key or token"])
    #expect(secrets("api_key: \(Self.mixed.prefix(20))\n") == ["a password, key or token"])
    #expect(secrets("{\"clientSecret\": \"\(Self.mixed.prefix(20))\"}").count == 1)
  }

  @Test(arguments: [
    "password = \"aaaaaaaaaaaaaaaa11\"", "token: string (optional)", "password: `$DB_PASSWORD_1`",
    "secret = \"your-secret-key-2024-here\"", "token_count: 1234567890123456",
    "access: 2024-11-20T10:00:00.123456", "auth: 123e4567-e89b-12d3-a456-426614174000",
    "public_key_token = \"q8Zr2LxT0vNw5KpY\"", "ghp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
    "-----BEGIN RSA PRIVATE KEY-----\n...\n-----END RSA PRIVATE KEY-----",
    "authorization: Bearer <token>",
    "sha256:f38b2b640938a4f35ade69ac3d053042959b62a0f1076a5bbaa1b9526605a8a2",
    "token_url = https://example.org/oauth2/v2/token",
  ])
  func `placeholders, digests and identities are none`(_ text: String) {
    #expect(secrets(text) == [])
  }

  @Test(arguments: [
    "postgres", "https", "redis", "mongodb+srv", "amqp", "jdbc:mysql",
  ])
  func `a password in an address of any scheme is found`(_ scheme: String) {
    let password = "Xk29" + "fQpL0z"
    #expect(
      secrets("Use `\(scheme)://admin:\(password)@db.corp.example/x`.\n") == [
        "a password in an address"
      ])
    #expect(secrets("url = \(scheme)://:\(password)@10.0.0.1:5432\n").count == 1)
  }

  @Test(arguments: [
    "postgres://user:password@localhost/x", "https://user:$PASS12345@host/", "a://b:<pass1word>@c",
    "https://example.org:8080/a@b", "redis://:********1@h", "postgres://app:{secret_1}@db/x",
    "https://host/path:8080a1b2c3@x", "ssh://git@github.com:22/Xk29fQpL0z", "a://u:myPassword1@h",
    "mailto://a:xxxxxxxx1@h", "https://user@host:abcdefg1/",
  ])
  func `placeholders and addresses without a password are none`(_ text: String) {
    #expect(secrets(text) == [])
  }

  @Test(arguments: ["Bearer", "bearer", "Basic", "token"])
  func `a credential of HTTP is found`(_ scheme: String) {
    for name in ["Authorization", "authorization", "Proxy-Authorization", "X-Auth"] {
      #expect(
        secrets("curl -H '\(name): \(scheme) \(Self.mixed)'\n") == ["a password, key or token"])
      #expect(secrets("\(name): \(scheme) \(Self.mixed)\(Self.mixed)\(Self.mixed)\n").count == 1)
      #expect(secrets("\(name): \(scheme) <token>, \(scheme) YOUR_TOKEN_HERE\n") == [])
    }
  }

  @Test func `a vendor's example is a note`() {
    let text = "Key: `AKIA" + "IOSFODNN7EXAMPLE`\n"
    let found = Linter.lint(LintInput(Array(text.utf8), path: "SPEC.md"))
      .filter { $0.rule == "leak-secret" }
    #expect(found.map(\.severity) == [.note])
  }

  @Test func `no secret stands in real specs`() throws {
    for name in RealSpecs.names where RealSpecs.folder != nil {
      #expect(SecretScan.secrets(in: try RealSpecs.bytes(name)) == [], "\(name)")
    }
    for name in ["inflection", "semver"] {
      #expect(SecretScan.secrets(in: try LibrarySpecs.input(name).bytes) == [], "\(name)")
    }
  }

  @Test(arguments: ["a=", "eyJ.", "-----BEGIN ", "'\\'", "token:", "password==", "AKIA", "Acme "])
  func `repeated beginnings take no more than linear time`(_ piece: String) {
    let text = String(repeating: piece, count: 200_000 / piece.utf8.count)
    let clock = ContinuousClock()
    let time = clock.measure {
      _ = SecretScan.secrets(in: Array(text.utf8))
      _ = DeniedNameSearch([DeniedName(name: "Acme Core")]).hits(in: Array(text.utf8))
      let files = [ReferenceFile(path: "a.py", bytes: Array(text.utf8))]
      _ = SourceCopies(files).copies(in: LintInput(Array(text.utf8), path: "S", reference: files))
      _ = PrivateNames(files)
    }
    #expect(time < .seconds(30), "\(time)")
  }

  @Test func `entropy is in bits a byte`() {
    #expect(Entropy.bits(Array("aaaa".utf8)[...]) == 0)
    #expect(Entropy.bits(Array("abab".utf8)[...]) == 1)
    #expect(Entropy.bits(Array("abcd".utf8)[...]) == 2)
    #expect(Entropy.bits([]) == 0)
  }
}
