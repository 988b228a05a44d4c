import Foundation
import SpecModel
import SpecText

/// Reads the folder of an original that a spec is held against.
enum ReferenceFolder {
  /// Largest file that is read, in bytes; larger ones are no source that a person wrote.
  static let largestFile = 8 << 20
  /// Most bytes that are read in all.
  static let mostBytes = 512 << 20

  /// The files below `path` in the order of their paths. Links, hidden files, folders of installed
  /// packages and files with a NUL in them are left out.
  static func read(_ path: String) throws(Failure) -> [ReferenceFile] {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue
    else {
      throw Failure(.usage, "there is no folder '\(path)'", remedy: "Name the original's folder")
    }
    var files: [ReferenceFile] = []
    var left = mostBytes
    for name in try paths(below: path) {
      guard let bytes = try contents(path + "/" + name) else { continue }
      left -= bytes.count
      guard left >= 0 else {
        throw Failure(
          .badInput, "the folder holds more than \(mostBytes >> 20) MB",
          remedy: "Name the folder of its source alone", place: path)
      }
      files.append(ReferenceFile(path: name, bytes: bytes))
    }
    guard !files.isEmpty else {
      throw Failure(
        .badInput, "the folder holds no file to compare with",
        remedy: "Name the folder of the original's source", place: path)
    }
    return files
  }

  private static func paths(below root: String) throws(Failure) -> [String] {
    guard let walk = FileManager.default.enumerator(atPath: root) else {
      throw Failure(.badInput, "the folder can't be read", place: root)
    }
    var paths: [String] = []
    while let name = walk.nextObject() as? String {
      let last = name.split(separator: "/").last.map(String.init) ?? ""
      let type = walk.fileAttributes?[.type] as? FileAttributeType
      if type == .typeDirectory {
        if last.hasPrefix(".") || ["node_modules", "__pycache__"].contains(last) {
          walk.skipDescendants()
        }
      } else if type == .typeRegular, !last.hasPrefix(".") {
        paths.append(name)
      }
    }
    return paths.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// The bytes of a text file; nil for one that is too large or no text.
  private static func contents(_ path: String) throws(Failure) -> [UInt8]? {
    let attributes = try? FileManager.default.attributesOfItem(atPath: path)
    if let size = (attributes?[.size] as? NSNumber)?.intValue, size > largestFile { return nil }
    guard let data = FileManager.default.contents(atPath: path) else {
      throw Failure(.badInput, "the file can't be read", place: path)
    }
    let bytes = [UInt8](data)
    return bytes.prefix(8192).contains(0) ? nil : bytes
  }
}
