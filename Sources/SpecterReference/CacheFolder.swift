import FoundationEssentials
import Glibc

/// Where references are kept and come from when nobody says otherwise.
public enum CacheFolder {
  /// The cache of this process: `choose` with its environment and user.
  public static var standard: String {
    choose(environment: ProcessInfo.processInfo.environment, isRoot: geteuid() == 0)
  }

  /// The index of this process: `SPECTER_INDEX_URL`, else `PIP_INDEX_URL`, else pypi.org.
  static var index: String {
    let environment = ProcessInfo.processInfo.environment
    return ["SPECTER_INDEX_URL", "PIP_INDEX_URL"].lazy
      .compactMap { environment[$0] }.first { !$0.isEmpty } ?? "https://pypi.org/simple"
  }

  /// `SPECTER_CACHE`; else `/var/cache/specter` for root; else `$XDG_CACHE_HOME/specter`; else
  /// `~/.cache/specter`.
  ///
  /// Root's home is closed to all others, and what root runs in the sandbox runs as another user:
  /// references below root's home could not be bound there.
  public static func choose(environment: [String: String], isRoot: Bool) -> String {
    func value(_ name: String) -> String? {
      environment[name].flatMap { $0.hasPrefix("/") ? $0 : nil }
    }
    if let chosen = environment["SPECTER_CACHE"], !chosen.isEmpty { return chosen }
    if isRoot { return "/var/cache/specter" }
    if let caches = value("XDG_CACHE_HOME") { return caches + "/specter" }
    if let home = value("HOME") { return home + "/.cache/specter" }
    return "/tmp/specter-cache-\(geteuid())"
  }
}
