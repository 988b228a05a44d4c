import Glibc
import SpecModel

/// Makes a folder and those above it; one that exists is fine.
func makeFolders(_ path: String) throws(Failure) {
  if mkdir(path, 0o777) == 0 || isFolder(path) { return }
  if errno == ENOENT, let slash = path.lastIndex(of: "/"), slash != path.startIndex {
    try makeFolders(String(path[..<slash]))
    if mkdir(path, 0o777) == 0 || isFolder(path) { return }
  }
  throw systemFailure("the folder can't be made", path)
}

/// Whether `path` is a folder; `errno` is kept.
private func isFolder(_ path: String) -> Bool {
  let kept = errno
  defer { errno = kept }
  var status = stat()
  return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
}

/// Whether `path` is a regular file, through links.
func isRegularFile(_ path: String) -> Bool {
  var status = stat()
  return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
}

/// The bytes of a file; nil where there is none.
func readFile(_ path: String) throws(Failure) -> [UInt8]? {
  let descriptor = open(path, O_RDONLY | O_CLOEXEC)
  if descriptor < 0 {
    if errno == ENOENT { return nil }
    throw systemFailure("the file can't be read", path)
  }
  defer { close(descriptor) }
  var status = stat()
  let size = fstat(descriptor, &status) == 0 ? max(0, Int(status.st_size)) : 0
  var bytes: [UInt8] = []
  bytes.reserveCapacity(size)
  var buffer = [UInt8](repeating: 0, count: 1 << 16)
  while true {
    let count = read(descriptor, &buffer, buffer.count)
    if count == 0 { return bytes }
    if count < 0 {
      if errno == EINTR { continue }
      throw systemFailure("the file can't be read", path)
    }
    bytes.append(contentsOf: buffer[..<count])
  }
}

/// Writes a file so that it is there whole or not at all: a temporary file in the same folder,
/// synchronised, then renamed, then the folder synchronised. What is not `durable` is not
/// synchronised: it may be gone, or damaged, after the machine lost power.
func writeWhole(_ bytes: [UInt8], to path: String, in folder: String, durable: Bool = true)
  throws(Failure)
{
  let temporary = "\(folder)/.new-\(getpid())-\(UInt64.random(in: .min ... .max))"
  let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
  guard descriptor >= 0 else { throw systemFailure("the file can't be written", path) }
  let kept = writeAll(bytes, descriptor) && (!durable || fsync(descriptor) == 0)
  let reason = errno
  close(descriptor)
  errno = reason
  guard kept, rename(temporary, path) == 0 else {
    let failure = systemFailure("the file can't be written", path)
    unlink(temporary)
    throw failure
  }
  guard durable else { return }
  let parent = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
  guard parent >= 0 else { return }
  // Some file systems can't synchronise a folder; the rename is then as durable as they make it.
  _ = fsync(parent)
  close(parent)
}

/// The names in a folder, without `.` and `..`, in no order; none where it can't be read.
func fileNames(_ path: String) -> [String] {
  guard let folder = opendir(path) else { return [] }
  defer { closedir(folder) }
  var names: [String] = []
  while let entry = readdir(folder) {
    let name = withUnsafePointer(to: entry.pointee.d_name) { tuple in
      tuple.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
    }
    if name != "." && name != ".." { names.append(name) }
  }
  return names
}

private func writeAll(_ bytes: [UInt8], _ descriptor: Int32) -> Bool {
  var done = 0
  while done < bytes.count {
    let count = bytes.withUnsafeBytes { raw in
      write(descriptor, raw.baseAddress.map { $0 + done }, raw.count - done)
    }
    if count < 0 && errno == EINTR { continue }
    guard count > 0 else { return false }
    done += count
  }
  return true
}

/// What `errno` says, as a failure with a remedy.
func systemFailure(_ what: String, _ path: String) -> Failure {
  let reason = errno
  let said = String(cString: strerror(reason))
  let remedy =
    switch reason {
    case ENOSPC, EDQUOT: "Free some space and run the same command again"
    case EACCES, EPERM, EROFS: "Check who owns the folder and whether it is read-only"
    case ENOTDIR, EEXIST: "A file stands where a folder is needed: move it away"
    default: ""
    }
  return Failure(.storage, "\(what): \(said)", remedy: remedy, place: path)
}
