import SpecModel
import SpecterKit

/// Content-addressed files: `objects/ab/cdef…`. A file's name is the digest of its bytes, so it is
/// written once, shared by all runs, and verified whenever it is read.
struct ObjectFolder: Sendable {
  /// The `objects` folder.
  let path: String

  private func place(_ digest: Digest) -> (folder: String, file: String) {
    let folder = "\(path)/\(digest.hex.prefix(2))"
    return (folder, "\(folder)/\(digest.hex.dropFirst(2))")
  }

  /// Keeps bytes under their digest. A damaged file of that name is replaced.
  func put(_ bytes: [UInt8]) throws(Failure) -> Digest {
    let digest = Digest.of(bytes)
    let (folder, file) = place(digest)
    if let kept = try? readFile(file), kept == bytes { return digest }
    try makeFolders(folder)
    try writeWhole(bytes, to: file, in: folder)
    return digest
  }

  /// The bytes of a digest, verified.
  func object(_ digest: Digest) throws(Failure) -> [UInt8] {
    let file = place(digest).file
    guard let bytes = try readFile(file) else {
      throw Failure(
        .storage, "object \(digest.short) is missing from the local state",
        remedy: "Start a new run, which makes it again", place: file)
    }
    guard Digest.of(bytes) == digest else {
      throw Failure(
        .storage, "object \(digest.short) is damaged: its bytes have another digest",
        remedy: "Delete the file and start a new run, which makes it again", place: file)
    }
    return bytes
  }
}
