import ArgumentParser
import Foundation
import SpecModel
import SpecterAgents
import SpecterDrivers
import SpecterHistory
import SpecterKit
import SpecterReference
import SpecterSandbox

#if canImport(Glibc)
  import Glibc
#endif

/// The adapters that most verbs need, composed.
struct Workbench: Sendable {
  let sandbox: any Sandbox
  let cache: ReferenceCache
  /// Sentences about what the environment lacks, for every verdict.
  let notes: [String]
  /// Where observations are kept; nil: nowhere, all are made anew.
  private(set) var observations: (any ObservationCache)?

  /// Adapters with the isolation that was asked for; `base` is what `path:DIR` is relative to.
  /// With `keeping`, observations are kept in the cache folder and found there.
  init(isolation: IsolationLevel, base: String, keeping: Bool = false) async throws {
    sandbox = try await Sandboxes.make(isolation: isolation)
    cache = ReferenceCache(base: base)
    observations = keeping ? ObservationFolder(path: "\(cache.folder)/observations") : nil
    notes = FrozenClock.environment() == nil ? ["the clock was not frozen: no libfaketime"] : []
  }

  /// The same adapters without kept observations: whatever is measured with them is run.
  var anew: Workbench {
    var bench = self
    bench.observations = nil
    return bench
  }

  /// The surface of Python modules.
  var python: PythonSurface {
    let cache = cache
    return PythonSurface(
      sandbox: sandbox, environment: FrozenClock.environment() ?? [:],
      tools: { try await cache.tools(.pytest) }, cache: observations)
  }

  /// The surface that front matter or a flag names.
  func surface(_ kind: String) throws -> any Surface {
    switch kind {
    case "python": return python
    case "driver": return CommandSurface(sandbox: sandbox, cache: observations)
    default:
      throw Failure(
        .usage, "there is no surface '\(kind)'", remedy: "use python or driver")
    }
  }

  /// A fetched reference that has the module which the spec names.
  func reference(_ pin: ReferencePin, for scope: SurfaceScope) async throws -> Reference {
    let reference = try await cache.fetch(pin)
    if scope.kind == "python" { try ReferenceCheck.module(scope.module, in: reference) }
    return reference
  }

  /// The host's folders: candidates lie in the cache, where the sandbox's user can read them.
  var folders: HostFolders {
    let parent = "\(cache.folder)/candidates"
    return HostFolders(
      materialise: { tree in
        let path = try FolderTree.keep(tree, below: parent)
        return Subject(location: .folder(path), digest: Digest.of(tree))
      },
      read: { try FolderTree.read($0) })
  }

  /// Gives `body` folders for what is run once and never again, such as mutants: they are gone
  /// afterwards.
  func withScratch<R>(_ body: (HostFolders) async throws -> R) async throws -> R {
    let parent = "\(cache.folder)/scratch/\(getpid())"
    let kept = folders
    defer { try? FileManager.default.removeItem(atPath: parent) }
    return try await body(
      HostFolders(
        materialise: { tree in
          let path = try FolderTree.keep(tree, below: parent)
          return Subject(location: .folder(path), digest: Digest.of(tree))
        }, read: kept.read))
  }

  /// A folder that the user named, copied where the sandbox's user can read it.
  func subject(at folder: String) async throws -> Subject {
    guard FolderTree.hasFolder(folder) else {
      throw Failure(.usage, "there is no such folder", place: folder)
    }
    return try await folders.materialise(FolderTree.read(folder))
  }
}

/// The folder that the user stands in.
func currentFolder() -> String {
  guard let path = getcwd(nil, 0) else { return "/" }
  defer { free(path) }
  return String(cString: path)
}
