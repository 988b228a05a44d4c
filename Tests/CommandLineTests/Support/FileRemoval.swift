import FoundationEssentials

/// Files and folders that a test takes away.
enum FileRemoval {
  static func remove(_ path: String) throws { try FileManager.default.removeItem(atPath: path) }
}
