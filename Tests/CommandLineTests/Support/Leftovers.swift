import FoundationEssentials
import Glibc

extension Bench {
  /// Command lines of processes that name this bench's module or folder, Specter's own too.
  var processes: [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []).compactMap { name in
      guard Int(name) != nil,
        let bytes = FileManager.default.contents(atPath: "/proc/\(name)/cmdline")
      else { return nil }
      let line = String(decoding: bytes.map { $0 == 0 ? 0x20 : $0 }, as: UTF8.self)
      return line.contains(module) || line.contains(root) ? "\(name) \(line.prefix(200))" : nil
    }
  }

  /// Processes that are still there after `seconds`: the kernel needs a moment to end a sandbox.
  func leftovers(after seconds: Double = 3) async -> [String] {
    let deadline = ContinuousClock.now + .seconds(seconds)
    while !processes.isEmpty, ContinuousClock.now < deadline {
      try? await Task.sleep(for: .milliseconds(5))
    }
    return processes
  }

  /// What lies in the folder for temporary files beside the empty folder that holds workspaces.
  var temporary: [String] {
    let base = "\(root)/tmp"
    let names = (try? FileManager.default.contentsOfDirectory(atPath: base)) ?? []
    return names.flatMap { name -> [String] in
      guard name.hasPrefix("specter-sandbox-") else { return [name] }
      return (try? FileManager.default.contentsOfDirectory(atPath: "\(base)/\(name)")) ?? []
    }
  }

  /// Of `temporary`, what its maker had claimed. A process that is killed in the moment between
  /// making a workspace's folder and claiming it, or while removing it, leaves a bare folder that
  /// is swept away only a minute later.
  var claimed: [String] {
    let base = "\(root)/tmp/specter-sandbox-\(geteuid())"
    return temporary.filter { access("\(base)/\($0)/owner", F_OK) == 0 }
  }
}
