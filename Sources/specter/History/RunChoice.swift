import SpecModel
import SpecterHistory
import SpecterKit

/// Which run of a project's history a verb is about.
struct RunChoice {
  let folders: ProjectFolders
  let store: SQLiteStore
  /// The runs of the spec that was given, or all; newest first.
  let runs: [RunHead]

  /// Opens the history; throws a `Failure` of code `.storage` when there is none, and makes nothing
  /// then.
  init(specFolder: String?) async throws {
    folders = try ProjectFolders(specFolder: specFolder)
    guard SQLiteStore.exists(in: folders.state) else {
      throw Failure(
        .storage, "no run was recorded here", remedy: "Run `specter loop SPEC_FOLDER` first",
        place: folders.state)
    }
    store = try SQLiteStore(folder: folders.state)
    let name = folders.name
    // A plan has its folder as the user gave it, relative to wherever that was.
    runs = try await store.runs().filter { head in
      name == nil || name == head.plan.name || name == ProjectFolders.lastPart(head.plan.folder)
    }
  }

  /// The run of this id or of the one id that begins so; the newest without one.
  func run(_ id: String?) throws(Failure) -> RunHead {
    guard let id else {
      guard let newest = runs.first else {
        throw Failure(
          .storage, "no run of '\(folders.name ?? "")' was recorded here",
          remedy: "Run `specter loop` on it first, or see `specter log` for all runs")
      }
      return newest
    }
    if let exact = runs.first(where: { $0.run == id }) { return exact }
    let matches = runs.filter { $0.run.hasPrefix(id) }
    guard let match = matches.first else {
      throw Failure(.usage, "there is no run '\(id)'", remedy: "`specter log` lists the runs")
    }
    guard matches.count == 1 else {
      throw Failure(
        .usage, "\(matches.count) runs begin with '\(id)'", remedy: "Give more of the id")
    }
    return match
  }
}
