import Glibc
import SpecModel

/// One lock a spec folder, `.specter/locks/NAME.lock`: it keeps two loops on one spec apart.
///
/// The kernel holds it (`flock`) and releases it when the process ends in whatever way, so a killed
/// run leaves no stale lock; the file itself stays and says only who held it last. Programs that
/// are started while it is held don't inherit it.
public struct RunLock: Sendable {
  /// The lock's file.
  public let path: String
  private let folder: String
  private let name: String

  /// The lock of the spec `name` in the `.specter` folder `folder`. Of the name, letters, digits,
  /// `.`, `_` and `-` are kept and the rest becomes `_`.
  public init(folder: String, name: String) {
    let safe = name.unicodeScalars.map { scalar in
      switch scalar {
      case "a"..."z", "A"..."Z", "0"..."9", ".", "_", "-": Character(scalar)
      default: Character("_")
      }
    }
    self.folder = "\(folder)/locks"
    self.name = name
    path = "\(folder)/locks/\(String(safe)).lock"
  }

  /// Runs `body` while holding the lock. Throws a `Failure` of code `.storage` at once when another
  /// run holds it; the message names that process.
  public func withLock<R>(_ body: () async throws -> R) async throws -> R {
    let descriptor = try acquire()
    defer { close(descriptor) }
    return try await body()
  }

  private func acquire() throws(Failure) -> Int32 {
    try makeFolders(folder)
    let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o644)
    guard descriptor >= 0 else { throw systemFailure("the lock can't be opened", path) }
    var status: Int32
    repeat { status = flock(descriptor, LOCK_EX | LOCK_NB) } while status != 0 && errno == EINTR
    guard status == 0 else {
      let reason = errno
      let holder = holder(descriptor)
      close(descriptor)
      errno = reason
      guard reason == EWOULDBLOCK else { throw systemFailure("the lock can't be taken", path) }
      throw Failure(
        .storage, "another run works on '\(name)' (process \(holder))",
        remedy: "Wait for it to end, or stop it", place: path)
    }
    let owner = Array("\(getpid())\n".utf8)
    // The number only helps the next one's message: a full disk must not stop this run.
    _ = ftruncate(descriptor, 0)
    _ = pwrite(descriptor, owner, owner.count, 0)
    return descriptor
  }

  private func holder(_ descriptor: Int32) -> String {
    var buffer = [UInt8](repeating: 0, count: 20)
    let count = pread(descriptor, &buffer, buffer.count, 0)
    let digits = buffer.prefix(max(0, count)).prefix { (0x30...0x39).contains($0) }
    return digits.isEmpty ? "unknown" : String(decoding: digits, as: UTF8.self)
  }
}
