import Glibc

/// Removes `folder` and all below it, never following a link, however deep it is: each folder's
/// folders are first moved up to the top, so that neither stack nor descriptors run out.
func removeFolder(_ folder: String) {
  let top = open(folder, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
  guard top >= 0 else { return }
  defer {
    close(top)
    rmdir(folder)
  }
  var moved = 0
  // Each pass removes all files and the emptied folders; a pass that changes nothing is the last.
  while true {
    var progress = false
    for name in rawNames(top) {
      guard let status = look(top, name) else { continue }
      if !status.isFolder {
        if unlinkat(top, name, 0) == 0 { progress = true }
        continue
      }
      if empty(name, in: top, moved: &moved) { progress = true }
    }
    if !progress { return }
  }
}

/// Unlinks the files in a folder, moves its folders up beside it, and removes it; whether anything
/// changed.
private func empty(_ name: [CChar], in top: Int32, moved: inout Int) -> Bool {
  fchmodat(top, name, 0o700, 0)
  let folder = openat(top, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
  guard folder >= 0 else { return false }
  defer { close(folder) }
  var changed = false
  for child in rawNames(folder) {
    guard let status = look(folder, child) else { continue }
    if status.isFolder {
      fchmodat(folder, child, 0o700, 0)
      moved += 1
      if renameat(folder, child, top, ".moved.\(moved)") == 0 { changed = true }
    } else if unlinkat(folder, child, 0) == 0 {
      changed = true
    }
  }
  if unlinkat(top, name, AT_REMOVEDIR) == 0 { changed = true }
  return changed
}

/// Takes away what processes that are no more left below `base`: mounts, folders, control groups.
func sweepStale(in base: String) {
  let folder = open(base, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
  guard folder >= 0 else { return }
  defer { close(folder) }
  ControlGroup.sweepStale()
  for name in folderNames(folder) where Int(name) != nil {
    let slot = "\(base)/\(name)"
    if let text = readSmallFile(slot + "/owner"), let owner = ProcessName(text) {
      if owner.isAlive { continue }
    } else if let status = look(folder, name), time(nil) - status.st_mtim.tv_sec < 60 {
      // Between its making and its claim.
      continue
    }
    endSandboxes(of: slot)
    umount2(slot + "/root", Int32(MNT_DETACH))
    removeFolder(slot)
  }
}

/// Kills what sets up a sandbox on a slot whose owner is no more. bubblewrap's inner process waits
/// for its outer one; when that is killed before it has answered, the inner one waits for ever.
private func endSandboxes(of slot: String) {
  let processes = open("/proc", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
  guard processes >= 0 else { return }
  defer { close(processes) }
  for name in folderNames(processes) {
    guard let pid = pid_t(name),
      let line = readSmallFile("/proc/\(name)/cmdline", limit: 4 << 20)
    else { continue }
    let words = line.split(separator: "\0", omittingEmptySubsequences: false)
    let program = words.first?.split(separator: "/").last
    if program == "bwrap" || program == "unshare", words.contains("\(slot)/root") {
      kill(pid, SIGKILL)
    }
  }
}
