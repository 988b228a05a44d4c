import Glibc
import SpecModel
import SpecterKit

/// A cache of observations in a folder: one file an entry, `ab/cdef…` by its key.
///
/// A file begins with the digest of the rest of it, so that a damaged one is seen, and is written
/// under another name and renamed, so that it is there whole or not at all. When the files outgrow
/// the limit those that were used longest ago are removed. Several processes may use one folder.
public actor ObservationFolder: ObservationCache {
  /// Most bytes that the folder's files have together, unless another limit is given. A library of
  /// a few thousand lines with its candidate takes about 30 MB, and each further candidate 10.
  public static let usualLimit = 256 << 20

  private let path: String
  private let limit: Int
  /// Bytes of all entries, once they were counted.
  private var size: Int?

  /// A cache below `path`, which is made when there is something to keep. `limit` is in bytes.
  public init(path: String, limit: Int = ObservationFolder.usualLimit) {
    self.path = path
    self.limit = limit
  }

  /// The entry of a key; nil where it is missing or damaged.
  public func bytes(for key: Digest) -> [UInt8]? {
    let file = place(key).file
    guard let whole = (try? readFile(file)) ?? nil else { return nil }
    let body = Array(whole.dropFirst(Self.head))
    guard whole.prefix(Self.head).elementsEqual("\(Digest.of(body).hex)\n".utf8) else {
      unlink(file)
      return nil
    }
    utimes(file, nil)
    return body
  }

  /// Keeps an entry. Where that fails, on a full disk for example, nothing is kept: the next
  /// measurement makes it again.
  public func keep(_ bytes: [UInt8], for key: Digest) {
    let (folder, file) = place(key)
    let whole = Array("\(Digest.of(bytes).hex)\n".utf8) + bytes
    guard whole.count <= limit, (try? makeFolders(folder)) != nil,
      (try? writeWhole(whole, to: file, in: folder, durable: false)) != nil
    else { return }
    let grown = size.map { $0 + whole.count } ?? entries().reduce(0) { $0 + $1.bytes }
    size = grown > limit ? shrunk() : grown
  }

  /// Bytes of the digest and the end of its line.
  private static let head = 65

  private func place(_ key: Digest) -> (folder: String, file: String) {
    let folder = "\(path)/\(key.hex.prefix(2))"
    return (folder, "\(folder)/\(key.hex.dropFirst(2))")
  }

  private struct Entry {
    var file: String
    var bytes: Int
    var used: Double
  }

  /// All files, whatever their name: what a process left half written goes with the oldest.
  private func entries() -> [Entry] {
    fileNames(path).flatMap { part in
      fileNames("\(path)/\(part)").compactMap { name in
        let file = "\(path)/\(part)/\(name)"
        var status = stat()
        guard lstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
        let used = Double(status.st_mtim.tv_sec) + Double(status.st_mtim.tv_nsec) / 1e9
        return Entry(file: file, bytes: Int(status.st_size), used: used)
      }
    }
  }

  /// Removes what was used longest ago, until a quarter of the limit is free again: what is left of
  /// the files, in bytes.
  private func shrunk() -> Int {
    let all = entries().sorted { ($0.used, $0.file) < ($1.used, $1.file) }
    var left = all.reduce(0) { $0 + $1.bytes }
    for entry in all where left > limit / 4 * 3 {
      if unlink(entry.file) == 0 { left -= entry.bytes }
    }
    return left
  }
}
