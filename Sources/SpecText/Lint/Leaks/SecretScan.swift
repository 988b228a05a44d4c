/// Looks for secrets in bytes, in one pass.
///
/// A byte that can't begin a pattern costs one look into a table; a value behind `=` or `:` is
/// looked at once. Time is linear in the number of bytes.
struct SecretScan {
  /// Something that looks like a secret.
  struct Secret: Hashable {
    /// What it is: `a GitHub token`.
    var name: String
    /// Where it stands.
    var range: Range<Int>
    /// Whether it says of itself that it is an example.
    var isExample: Bool
  }

  private let bytes: [UInt8]
  private var found: [Secret] = []
  /// Bytes below have been told.
  private var floor = 0

  /// The secrets in `bytes`, in order. The first `start` bytes are not looked at.
  static func secrets(in bytes: [UInt8], from start: Int = 0) -> [Secret] {
    var scan = SecretScan(bytes: bytes)
    scan.run(from: start)
    return scan.found
  }

  private init(bytes: [UInt8]) { self.bytes = bytes }

  private static let beginnings: [[SecretPattern]] = {
    var table = [[SecretPattern]](repeating: [], count: 256)
    for pattern in SecretPattern.all { table[Int(pattern.prefix[0])].append(pattern) }
    return table
  }()

  /// Whether a pattern begins with these two bytes, the first times 256 plus the second.
  private static let pairs: [Bool] = {
    var pairs = [Bool](repeating: false, count: 1 << 16)
    for pattern in SecretPattern.all {
      pairs[Int(pattern.prefix[0]) << 8 | Int(pattern.prefix[1])] = true
    }
    return pairs
  }()

  /// What a byte can begin: 0 nothing, 1 a provider's key, 2 a web token, 3 a key block, 4 a value.
  private static let roles: [UInt8] = {
    var roles = [UInt8](repeating: 0, count: 256)
    for (byte, patterns) in beginnings.enumerated() where !patterns.isEmpty { roles[byte] = 1 }
    roles[0x65] = 2
    roles[0x2D] = 3
    roles[0x3D] = 4
    roles[0x3A] = 4
    return roles
  }()

  private mutating func run(from start: Int) {
    let roles = Self.roles
    let pairs = Self.pairs
    bytes.withUnsafeBufferPointer { buffer in
      var place = start
      while place < buffer.count {
        let role = roles[Int(buffer[place])]
        if role != 0, place >= floor {
          // A key begins where no word goes on.
          let isInWord = place > 0 && TokenHash.isNameByte(buffer[place - 1])
          switch role {
          case 1 where !isInWord:
            if place + 1 < buffer.count, pairs[Int(buffer[place]) << 8 | Int(buffer[place + 1])] {
              providerKey(place, buffer)
            }
          case 2 where !isInWord: webToken(place, buffer)
          case 3: keyBlock(place, buffer)
          case 4: assignment(place, buffer)
          default: break
          }
        }
        place += 1
      }
    }
  }

  private mutating func tell(_ name: String, _ range: Range<Int>) {
    found.append(
      Secret(name: name, range: range, isExample: GenericSecret.saysExample(bytes[range])))
    floor = range.upperBound
  }

  private mutating func providerKey(_ place: Int, _ buffer: UnsafeBufferPointer<UInt8>) {
    for pattern in Self.beginnings[Int(buffer[place])] where begins(pattern.prefix, place, buffer) {
      var end = place + pattern.prefix.count
      let limit = min(buffer.count, end + pattern.count.upperBound + 1)
      let start = end
      while end < limit, pattern.holds(buffer[end]) { end += 1 }
      guard pattern.count.contains(end - start),
        end >= buffer.count || !TokenHash.isNameByte(buffer[end]),
        Entropy.bits(bytes[place..<end]) >= pattern.leastEntropy
      else { continue }
      tell(pattern.name, place..<end)
      return
    }
  }

  /// A JSON Web Token (RFC 7519): three parts in base64url with dots between, the first two
  /// objects, so both begin with `ey`.
  private mutating func webToken(_ place: Int, _ buffer: UnsafeBufferPointer<UInt8>) {
    guard begins([0x65, 0x79], place, buffer) else { return }
    var ends: [Int] = []
    var end = place
    let limit = min(buffer.count, place + 10_000)
    while end < limit {
      if buffer[end] == 0x2E {
        guard ends.count < 2 else { break }
        ends.append(end)
      } else if !TokenHash.isNameByte(buffer[end]) && buffer[end] != 0x2D || buffer[end] >= 0x80 {
        break
      }
      end += 1
    }
    guard ends.count == 2, ends[0] - place >= 19, ends[1] - ends[0] >= 19, end - ends[1] > 10,
      begins([0x65, 0x79], ends[0] + 1, buffer)
    else {
      floor = max(floor, min(end, ends.first ?? place))
      return
    }
    tell("a JSON Web Token", place..<end)
  }

  /// A PEM block (RFC 7468) of a private key with at least 64 bytes in it; its header alone is no
  /// secret.
  private mutating func keyBlock(_ place: Int, _ buffer: UnsafeBufferPointer<UInt8>) {
    guard begins(Self.blockStart, place, buffer) else { return }
    var end = place + Self.blockStart.count
    let limit = min(buffer.count, end + 100)
    while end < limit, buffer[end] != 0x2D, buffer[end] != 0x0A { end += 1 }
    let label = String(decoding: buffer[place..<end], as: UTF8.self)
    guard label.hasSuffix("PRIVATE KEY") || label.hasSuffix("PRIVATE KEY BLOCK"),
      begins(Self.dashes, end, buffer)
    else { return }
    end += Self.dashes.count
    var content = 0
    while end < buffer.count, !begins(Self.dashes, end, buffer) {
      let byte = buffer[end]
      if TokenHash.isLetter(byte) || TokenHash.isDigit(byte) || byte == 0x2B || byte == 0x2F {
        content += 1
      } else if !Self.mayStandInBlock.contains(byte) {
        break
      }
      end += 1
    }
    if content >= 64 { tell("a private key", place..<end) }
    floor = max(floor, end)
  }

  private static let dashes = Array("-----".utf8)
  private static let blockStart = Array("-----BEGIN ".utf8)
  /// Line ends, layout, padding, headers of old blocks (`Proc-Type: 4,ENCRYPTED`), quote marks.
  private static let mayStandInBlock = Set(" \t\r\n=-:,>\"\\_.".utf8)

  private mutating func assignment(_ place: Int, _ buffer: UnsafeBufferPointer<UInt8>) {
    if let range = AddressSecret.password(behind: place, in: buffer) {
      return tell("a password in an address", range)
    }
    guard let range = GenericSecret.value(behind: place, in: buffer, floor: floor) else { return }
    tell("a password, key or token", range)
  }

  private func begins(
    _ mark: [UInt8], _ place: Int, _ buffer: UnsafeBufferPointer<UInt8>
  ) -> Bool {
    guard place + mark.count <= buffer.count else { return false }
    for (offset, byte) in mark.enumerated() where buffer[place + offset] != byte { return false }
    return true
  }
}
