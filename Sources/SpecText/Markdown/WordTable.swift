/// What single words mean, as bits, looked up by their bytes: a spec has a hundred thousand words,
/// most of them without a meaning, and none of them should become a string to be asked.
struct WordTable: Sendable {
  /// Longest word, in bytes.
  static let longest = 16

  /// The bytes of a word in lower case, eight in each half.
  private struct Key: Hashable {
    var low: UInt64 = 0
    var high: UInt64 = 0

    /// nil for a word that is longer than every word of a table, or empty.
    init?(_ word: UnsafeBufferPointer<UInt8>) {
      guard word.count <= WordTable.longest, !word.isEmpty else { return nil }
      for place in 0..<word.count {
        let byte = word[place]
        let lower = UInt64(byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte)
        if place < 8 { low |= lower << (8 * place) } else { high |= lower << (8 * (place - 8)) }
      }
    }

    var slot: Int {
      Int(truncatingIfNeeded: ((low ^ (high &* 0x9E37_79B9_7F4A_7C15)) &* Self.factor) >> 32)
    }

    /// An odd number without a pattern (the golden ratio's; Knuth 6.4): its products spread.
    private static let factor: UInt64 = 0x9E37_79B9_7F4A_7C15
  }

  private var keys: [Key?]
  private var bits: [UInt32]
  /// By first letter, a bit for each length that a word has.
  private var lengths = [UInt32](repeating: 0, count: 256)

  /// A table of words in lower case, each with the bits of every list that it stands in.
  init(_ lists: [(bits: UInt32, words: [String])]) {
    var size = 16
    while size < 3 * lists.reduce(0, { $0 + $1.words.count }) { size *= 2 }
    keys = Array(repeating: nil, count: size)
    bits = Array(repeating: 0, count: size)
    for list in lists {
      for word in list.words { add(word, list.bits) }
    }
  }

  private mutating func add(_ word: String, _ bits: UInt32) {
    var word = word
    let added: Void? = word.withUTF8 { bytes in
      guard let key = Key(bytes) else { return nil }
      lengths[Int(bytes[0])] |= 1 << UInt32(bytes.count)
      var slot = key.slot & (keys.count - 1)
      while let taken = keys[slot], taken != key { slot = (slot + 1) & (keys.count - 1) }
      keys[slot] = key
      self.bits[slot] |= bits
      return ()
    }
    precondition(added != nil, "a word of a table has 1 to \(Self.longest) bytes")
  }

  /// The bits of a word in any case; 0 for a word that is in no list.
  func bits(of word: UnsafeBufferPointer<UInt8>) -> UInt32 {
    guard let first = word.first, word.count <= Self.longest else { return 0 }
    let initial = first >= 0x41 && first <= 0x5A ? first | 0x20 : first
    guard lengths[Int(initial)] & (1 << UInt32(word.count)) != 0, let key = Key(word) else {
      return 0
    }
    var slot = key.slot & (keys.count - 1)
    while let taken = keys[slot] {
      if taken == key { return bits[slot] }
      slot = (slot + 1) & (keys.count - 1)
    }
    return 0
  }

  /// The bits of a word in any case.
  func bits(of word: String) -> UInt32 {
    var word = word
    return word.withUTF8 { bits(of: $0) }
  }
}
