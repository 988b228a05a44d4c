import CLibMD
import SpecModel

extension Digest {
  /// The SHA-256 digest of `bytes`, computed by libmd.
  public static func of(_ bytes: [UInt8]) -> Digest {
    var context = SHA256_CTX()
    SHA256Init(&context)
    bytes.withUnsafeBufferPointer { SHA256Update(&context, $0.baseAddress, $0.count) }
    var raw = [UInt8](repeating: 0, count: 32)
    SHA256Final(&raw, &context)
    let digits = Array("0123456789abcdef".utf8)
    let hex = raw.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
    guard let digest = Digest(String(decoding: hex, as: UTF8.self)) else {
      preconditionFailure("a SHA-256 digest has 64 hexadecimal digits")
    }
    return digest
  }

  /// The digest of a text's UTF-8.
  public static func of(_ text: String) -> Digest { of(Array(text.utf8)) }

  /// The digest of a tree: of one line `HEX  PATH` a file, in the order of the paths.
  public static func of(_ tree: FileTree) -> Digest {
    of(tree.paths.map { "\(of(tree[$0] ?? []).hex)  \($0)\n" }.joined())
  }
}
