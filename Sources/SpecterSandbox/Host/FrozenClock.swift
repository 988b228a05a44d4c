import Glibc

/// A clock that stands still, for programs whose results depend on the time.
///
/// It is libfaketime's doing, which is loaded into the program; the monotonic clock runs on, so
/// that sleeping and waiting with a limit work.
public enum FrozenClock {
  /// The time that it shows, in UTC.
  public static let time = "2011-02-03 10:21:36"

  /// What to add to a command's environment; nil where libfaketime is not installed.
  public static func environment() -> [String: String]? {
    guard let library = library() else { return nil }
    return [
      "LD_PRELOAD": library, "FAKETIME": time, "FAKETIME_DONT_FAKE_MONOTONIC": "1",
      "FAKETIME_NO_CACHE": "0", "TZ": "UTC",
    ]
  }

  private static func library() -> String? {
    var places = ["/usr/lib/faketime", "/usr/lib64/faketime"]
    let folder = open("/usr/lib", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    if folder >= 0 {
      defer { close(folder) }
      places += folderNames(folder).filter { $0.hasSuffix("-linux-gnu") }.sorted().map {
        "/usr/lib/\($0)/faketime"
      }
    }
    return places.map { $0 + "/libfaketime.so.1" }.first { access($0, R_OK) == 0 }
  }
}
