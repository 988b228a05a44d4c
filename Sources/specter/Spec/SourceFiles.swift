import Foundation
import SpecModel

/// Text files that a user names, alone or by their folder.
enum SourceFiles {
  /// Largest file that is read, in bytes: what is larger was not written by hand.
  private static let limit = 4 << 20

  /// The file `path`, or every text file below the folder, in the order of their paths. Hidden
  /// files and folders, `node_modules`, what is not text, and what is larger than 4 MB are left
  /// out. Throws where there is nothing of that name.
  static func below(_ path: String) throws(Failure) -> [(path: String, bytes: [UInt8])] {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      throw Failure(.usage, "there is no file '\(path)'", remedy: "Name a file or a folder")
    }
    guard isFolder.boolValue else {
      return text(at: path).map { [(path, $0)] } ?? []
    }
    let base = path.hasSuffix("/") ? String(path.dropLast()) : path
    guard let walk = FileManager.default.enumerator(atPath: base) else { return [] }
    var names: [String] = []
    while let name = walk.nextObject() as? String {
      let last = name.split(separator: "/").last ?? ""
      if last.hasPrefix(".") || last == "node_modules" {
        walk.skipDescendants()
      } else {
        names.append(name)
      }
    }
    return names.sorted().compactMap { name in
      text(at: "\(base)/\(name)").map { ("\(base)/\(name)", $0) }
    }
  }

  private static func text(at path: String) -> [UInt8]? {
    let about = try? FileManager.default.attributesOfItem(atPath: path)
    guard about?[.type] as? FileAttributeType == .typeRegular,
      (about?[.size] as? Int ?? 0) <= limit, let data = FileManager.default.contents(atPath: path),
      !data.prefix(8192).contains(0)
    else { return nil }
    return [UInt8](data)
  }
}
