import SpecModel
import SpecterKit

/// Limits that the kernel holds one process and its children to.
struct ResourceLimits: Sendable {
  /// Longest file in bytes.
  var fileSize: Int
  /// Open files.
  var openFiles = 4096
  /// Memory of each process in bytes, where no control group bounds all of them; nil: no limit.
  var addressSpace: Int?
  /// Processes of the user, where no control group counts them; nil: no limit.
  var processes: Int?

  /// The limits of a workspace. Without a control group the kernel bounds memory for each process
  /// only; `Watch` looks at all together.
  init(_ limits: Limits, grouped: Bool) {
    fileSize = limits.disk
    addressSpace = grouped ? nil : limits.memory
    processes = grouped ? nil : limits.processes
  }

  /// The words by which a shell takes them on. One fails only where a lower limit holds already.
  var script: String {
    var words = ["-c 0", "-f \(max(1, fileSize / 512))", "-n \(openFiles)"]
    if let addressSpace { words.append("-v \(max(1, addressSpace / 1024))") }
    var lines = words.map { "ulimit \($0) 2>/dev/null" }
    // Shells differ in the letter.
    if let processes {
      lines.append("ulimit -u \(processes) 2>/dev/null || ulimit -p \(processes) 2>/dev/null")
    }
    return lines.joined(separator: "; ")
  }
}
