import SpecModel
import SpecterKit

/// Tries an empty cache against the contract of `ObservationCache` and returns what it breaks, one
/// sentence each; empty when it holds. Damage can't be done through the port: each cache's own
/// tests do that.
///
/// A cache may forget, but one that forgets these few small entries at once is of no use.
public func observationCacheContract(_ cache: any ObservationCache) async -> [String] {
  var breaches: [String] = []
  func expect(_ holds: Bool, _ sentence: String) {
    if !holds { breaches.append(sentence) }
  }
  let samples: [[UInt8]] = [[], [0], Array(0...255), [UInt8](repeating: 10, count: 1 << 20)]
  func key(_ place: Int) -> Digest { Digest.of("key \(place)") }

  expect(await cache.bytes(for: key(0)) == nil, "an empty cache gives nothing")
  for (place, bytes) in samples.enumerated() { await cache.keep(bytes, for: key(place)) }
  for (place, bytes) in samples.enumerated() {
    expect(await cache.bytes(for: key(place)) == bytes, "an entry comes back byte for byte")
  }
  expect(await cache.bytes(for: key(samples.count)) == nil, "an unknown key gives nothing")
  await cache.keep([1, 2, 3], for: key(0))
  expect(await cache.bytes(for: key(0)) == [1, 2, 3], "what was kept last wins")
  expect(await cache.bytes(for: key(1)) == samples[1], "the other entries stay")
  return breaches
}
