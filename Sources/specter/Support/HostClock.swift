import SpecterKit

#if canImport(Glibc)
  import Glibc
#endif

extension Clock {
  /// The host's clock.
  static let host = Clock(
    time: { seconds(CLOCK_REALTIME) }, monotonic: { seconds(CLOCK_MONOTONIC) })

  private static func seconds(_ clock: clockid_t) -> Double {
    var time = timespec()
    clock_gettime(clock, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}
