import Glibc
import SpecModel

/// What went wrong in a call of the system, as a failure of the sandbox.
func systemFailure(_ what: String, _ number: Int32 = errno, place: String? = nil) -> Failure {
  let reason = String(cString: strerror(number))
  return Failure(.sandbox, "\(what): \(reason)", place: place)
}

/// Calls until it is not interrupted; throws when it answers -1.
@discardableResult
func system(_ what: String, place: String? = nil, _ call: () -> Int32) throws -> Int32 {
  while true {
    let answer = call()
    if answer >= 0 { return answer }
    if errno != EINTR { throw systemFailure(what, place: place) }
  }
}

/// The whole of a small text file such as those in `/proc`; nil when it can't be read.
func readSmallFile(_ path: String, limit: Int = 1 << 16) -> String? {
  let descriptor = open(path, O_RDONLY | O_CLOEXEC)
  guard descriptor >= 0 else { return nil }
  defer { close(descriptor) }
  return readAll(descriptor, limit: limit).map { String(decoding: $0, as: UTF8.self) }
}

/// The bytes of `descriptor` to its end, at most `limit`; nil on a read error or when there are
/// more.
func readAll(_ descriptor: Int32, limit: Int) -> [UInt8]? {
  var bytes: [UInt8] = []
  var piece = [UInt8](repeating: 0, count: min(limit + 1, 1 << 16))
  while true {
    let count = piece.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
    if count < 0 && errno == EINTR { continue }
    guard count >= 0, bytes.count + count <= limit else { return nil }
    if count == 0 { return bytes }
    bytes += piece[..<count]
  }
}

/// Writes all of `bytes` to `descriptor`; false on an error, whose number is in `errno`.
func writeAll(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
  var start = 0
  while start < bytes.count {
    let count = bytes.withUnsafeBytes {
      write(descriptor, $0.baseAddress?.advanced(by: start), $0.count - start)
    }
    if count < 0 && errno == EINTR { continue }
    guard count > 0 else { return false }
    start += count
  }
  return true
}

/// Writes a control file of `/proc` or `/sys` in one piece; whether it was taken.
func writeControl(_ path: String, _ text: String) -> Bool {
  let descriptor = open(path, O_WRONLY | O_CLOEXEC)
  guard descriptor >= 0 else { return false }
  defer { close(descriptor) }
  return writeAll(Array(text.utf8), to: descriptor)
}

/// The names in an open folder but `.` and `..`; names that are not UTF-8 are left out, since no
/// path can be told of them. `descriptor` stays open.
func folderNames(_ descriptor: Int32) -> [String] {
  rawNames(descriptor).compactMap { name in
    String(validating: name.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}

/// All names in an open folder but `.` and `..`, each with its ending zero. `descriptor` stays
/// open.
func rawNames(_ descriptor: Int32) -> [[CChar]] {
  let copy = openat(descriptor, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
  guard copy >= 0 else { return [] }
  guard let stream = fdopendir(copy) else {
    close(copy)
    return []
  }
  defer { closedir(stream) }
  let dot = CChar(bitPattern: UInt8(ascii: "."))
  var names: [[CChar]] = []
  while let entry = readdir(stream) {
    let name = withUnsafeBytes(of: &entry.pointee.d_name) { raw in
      raw.prefix { $0 != 0 }.map { CChar(bitPattern: $0) } + [0]
    }
    if name != [dot, 0] && name != [dot, dot, 0] { names.append(name) }
  }
  return names
}

/// Looks at `name` in an open folder without following a link; nil when it's gone.
func look(_ folder: Int32, _ name: UnsafePointer<CChar>) -> stat? {
  var status = stat()
  return fstatat(folder, name, &status, AT_SYMLINK_NOFOLLOW) == 0 ? status : nil
}

extension stat {
  /// Whether this is a folder.
  var isFolder: Bool { st_mode & S_IFMT == S_IFDIR }
  /// Whether this is a regular file.
  var isFile: Bool { st_mode & S_IFMT == S_IFREG }
  /// Whether this is a symbolic link.
  var isLink: Bool { st_mode & S_IFMT == S_IFLNK }
}

/// Where a symbolic link leads, as it is written; nil for what is none.
func linkTarget(_ path: String, below folder: Int32 = AT_FDCWD) -> String? {
  var buffer = [UInt8](repeating: 0, count: 4096)
  let count = buffer.withUnsafeMutableBytes { raw in
    raw.withMemoryRebound(to: CChar.self) { text in
      text.baseAddress.map { readlinkat(folder, path, $0, text.count) } ?? -1
    }
  }
  return count > 0 ? String(decoding: buffer[..<count], as: UTF8.self) : nil
}
