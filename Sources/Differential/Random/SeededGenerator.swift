import SpecModel

/// A seed, and the named streams that are derived from it. Streams of different labels are
/// independent for all practical purposes, so adding one never changes what another gives.
public struct Seed: Sendable, Hashable {
  /// The number.
  public let value: UInt64

  /// A seed.
  public init(_ value: UInt64) { self.value = value }

  /// The seed of the stream `label`.
  public func derived(_ label: String) -> Seed {
    Seed(StableHash.mix(value &+ 0x9e37_79b9_7f4a_7c15) ^ StableHash.mixed(label.utf8))
  }

  /// A generator at the start of this seed's stream.
  public var generator: SeededGenerator { SeededGenerator(seed: value) }
}

/// xoshiro256** 1.0 (Blackman and Vigna, 2018), its state filled by SplitMix64 as its authors ask.
/// The same seed gives the same numbers on every machine; not for secrets.
public struct SeededGenerator: RandomNumberGenerator, Sendable {
  private var a: UInt64
  private var b: UInt64
  private var c: UInt64
  private var d: UInt64

  /// A generator at the start of the stream of `seed`.
  public init(seed: UInt64) {
    var state = seed
    func fill() -> UInt64 {
      state &+= 0x9e37_79b9_7f4a_7c15
      return StableHash.mix(state)
    }
    a = fill()
    b = fill()
    c = fill()
    d = fill()
  }

  /// The next 64 bits.
  public mutating func next() -> UInt64 {
    let product = b &* 5
    let result = ((product << 7) | (product >> 57)) &* 9
    let shifted = b << 17
    c ^= a
    d ^= b
    b ^= c
    a ^= d
    c ^= shifted
    d = (d << 45) | (d >> 19)
    return result
  }

  /// A number from 0 up to but not including `bound`; 0 where `bound` is below 2. The bias of the
  /// multiplication is below bound ÷ 2⁶⁴.
  public mutating func below(_ bound: Int) -> Int {
    bound < 2 ? 0 : Int(next().multipliedFullWidth(by: UInt64(bound)).high)
  }

  /// A number from 0 up to but not including 1.
  public mutating func unit() -> Double { Double(next() >> 11) * 0x1p-53 }

  /// True with the given probability.
  public mutating func chance(_ probability: Double) -> Bool { unit() < probability }

  /// An item, each as likely; nil from an empty list.
  public mutating func pick<Item>(_ items: [Item]) -> Item? {
    items.isEmpty ? nil : items[below(items.count)]
  }
}
