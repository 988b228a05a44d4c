import Glibc
import SpecModel
import Testing

@testable import SpecterSandbox

@Suite struct FolderCopyTests {
  @Test func `hidden folders are empty, links stay links, and modes are for everybody`() throws {
    let folder = try TemporaryFolder()
    for name in ["from", "from/bin", "from/lib", "from/lib/packages", "from/.git"] {
      #expect(mkdir("\(folder.path)/\(name)", 0o700) == 0)
    }
    try folder.write("from/bin/tool", "echo\n", mode: 0o700)
    try folder.write("from/lib/packages/reference.py", "x = 1\n")
    try folder.write("from/lib/other.py", "y = 1\n", mode: 0o600)
    try folder.write("from/.git/config", "secret\n")
    #expect(symlink("/etc/shadow", folder.path + "/from/lib/link") == 0)
    #expect(mkfifo(folder.path + "/from/lib/pipe", 0o600) == 0)

    let target = folder.path + "/to"
    try FolderCopy.make(
      of: folder.path + "/from", at: target, without: [folder.path + "/from/lib/packages"])
    var seen: [String: mode_t] = [:]
    for name in [
      "bin/tool", "lib/packages", "lib/packages/reference.py", "lib/other.py", "lib/link",
      "lib/pipe", ".git",
    ] {
      var status = stat()
      if lstat("\(target)/\(name)", &status) == 0 { seen[name] = status.st_mode & 0o777 }
    }
    #expect(
      seen == ["bin/tool": 0o755, "lib/packages": 0o755, "lib/other.py": 0o644, "lib/link": 0o777])
    #expect(linkTarget(target + "/lib/link") == "/etc/shadow")
  }

  @Test func `one file is copied alone`() throws {
    let folder = try TemporaryFolder()
    try folder.write("tool", "text\n", mode: 0o700)
    try FolderCopy.make(of: folder.path + "/tool", at: folder.path + "/copy", without: [])
    #expect(readSmallFile(folder.path + "/copy") == "text\n")
  }

  @Test func `what is too deep is refused`() throws {
    let folder = try TemporaryFolder()
    var path = folder.path + "/from"
    for _ in 0..<70 {
      #expect(mkdir(path, 0o755) == 0)
      path += "/d"
    }
    #expect(throws: Failure.self) {
      try FolderCopy.make(of: folder.path + "/from", at: folder.path + "/to", without: [])
    }
  }
}
