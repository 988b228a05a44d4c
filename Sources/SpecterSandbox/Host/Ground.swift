import Glibc
import SpecModel
import SpecterKit

/// The ground of one workspace on the host: a slot with its folders, a bound on its disk, and a
/// control group. Taken down whatever happens.
struct Ground: Sendable {
  /// The place.
  let slot: Slot
  /// The control group; nil where none can be made.
  let group: ControlGroup?
  /// What watches its disk and memory where nothing bounds them.
  let watch: Watch
  /// Whether it has devices of its own.
  let hasDevices: Bool
  /// Whether a file system was mounted for it.
  private let mounted: Bool

  /// Files and folders that a workspace may have.
  private static let inodes = 65_536
  /// Bytes for the folders around the workspace.
  private static let overhead = 4 << 20

  /// Makes the ground, runs `body` on it, and takes it down. With `keepingUser` everything is ours
  /// and runs as us, also under root.
  static func with<R: Sendable>(
    _ request: WorkspaceRequest, keepingUser: Bool = false,
    _ body: @Sendable (Ground) async throws -> R
  ) async throws -> R {
    let ground = try make(request, keepingUser: keepingUser)
    do {
      try ground.fill(request)
      let result = try await body(ground)
      ground.takeDown()
      return result
    } catch {
      ground.takeDown()
      throw error
    }
  }

  private static func make(_ request: WorkspaceRequest, keepingUser: Bool) throws -> Ground {
    let slot = try Slot.reserve(
      in: Slot.standardBase(bare: keepingUser), keepingUser: keepingUser)
    let room = request.limits.disk + request.files.byteCount + overhead
    guard mkdir(slot.root, 0o755) == 0 else {
      rmdir(slot.folder)
      throw systemFailure("can't make a workspace", place: slot.root)
    }
    let options = "size=\(room),nr_inodes=\(inodes + 2 * request.files.files.count),mode=755"
    let flags = UInt(MS_NOSUID)
    let mounted =
      geteuid() == 0 && mount("specter", slot.root, "tmpfs", flags, options) == 0
    let dev = slot.root + "/dev"
    let group = ControlGroup.make(
      slot: slot.number + (keepingUser ? Slot.count : 0), limits: request.limits)
    let watch = Watch(
      disk: mounted ? nil : (folder: slot.root, limit: room),
      memory: group == nil ? request.limits.memory : nil)
    return Ground(
      slot: slot, group: group, watch: watch,
      hasDevices: mkdir(dev, 0o755) == 0 && mounted && Devices.make(in: dev, user: slot.user),
      mounted: mounted)
  }

  private func fill(_ request: WorkspaceRequest) throws {
    for folder in ["home", "usr", "proc", "etc", "run", "var"] {
      try Folder.makeFolder("\(slot.root)/\(folder)", user: nil)
    }
    for folder in [slot.workspace, slot.home, slot.root + "/tmp", slot.root + "/shm"] {
      try Folder.makeFolder(folder, user: slot.user, mode: 0o700)
    }
    try Folder.plant(request.files, in: slot.workspace, user: slot.user)
  }

  private func takeDown() {
    group?.remove()
    if mounted { umount2(slot.root, Int32(MNT_DETACH)) }
    removeFolder(slot.folder)
  }
}
