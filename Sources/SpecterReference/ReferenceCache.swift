import SpecModel
import SpecterKit

/// References from a package index or a folder, kept in a cache on this machine.
///
/// Wheels are unpacked and source archives are read for their tests; nothing of either is built,
/// installed or run. Every file is verified against the pin whenever it is asked for, and what is
/// unpacked is compared with what the verified archives hold: a damaged cache mends itself.
public struct ReferenceCache: ReferenceSource {
  /// The cache folder; its subfolders can be read by every user, because the sandbox is one.
  public let folder: String
  /// The Python that reads indexes and archives, and whose version decides about dependencies.
  public let interpreter: String
  /// The address of the package index; it may hold a user and a password, which are never shown.
  let index: String
  /// The folder that `path:DIR` is relative to.
  public let base: String

  /// A cache.
  ///
  /// - `folder`: nil for `CacheFolder.standard`.
  /// - `index`: nil for `SPECTER_INDEX_URL`, else `PIP_INDEX_URL`, else pypi.org.
  /// - `base`: what `path:DIR` is relative to; a spec's own folder, as a rule.
  public init(
    folder: String? = nil, interpreter: String = "/usr/bin/python3", index: String? = nil,
    base: String = "."
  ) {
    self.folder = folder ?? CacheFolder.standard
    self.interpreter = interpreter
    self.index = index ?? CacheFolder.index
    self.base = base
  }

  /// Resolves `pypi:NAME==VERSION` or `path:DIR`: every file with its digest, and the licence where
  /// the package states one beyond doubt.
  ///
  /// For a package these are its wheel, the newest wheels that its dependencies allow on this
  /// Python, and its source archive where there is one. For a folder it is one entry, `tree`: the
  /// digest over its modules and tests.
  public func resolve(_ from: String) async throws -> ReferencePin {
    switch try ReferenceName(from) {
    case .package(let name, let version):
      let reply = try await ScriptRequest(
        verb: "resolve", cache: folder, index: index, name: name, version: version
      ).run(interpreter: interpreter)
      return ReferencePin(
        from: from, files: try Self.digests(reply.files), licence: reply.licence ?? "")
    case .folder(let path):
      let reply = try await copy(path, expected: nil)
      return ReferencePin(from: from, files: ["tree": try Self.digest(reply.digest)])
    }
  }

  /// Fetches what `pin` names, or finds it in the cache.
  ///
  /// Throws a `Failure`: `.integrity` for a file or an archive that is not what was pinned or is
  /// out to do harm, `.environment` without a network, `.badInput` for a pin that names what is not
  /// there, `.storage` for a cache that can't be written.
  public func fetch(_ pin: ReferencePin) async throws -> Reference {
    let name = try ReferenceName(pin.from)
    guard !pin.files.isEmpty else {
      throw Failure(
        .badInput, "the pin of \(pin.from) gives no digests",
        remedy: "Write it with 'specter init', which pins every file")
    }
    switch name {
    case .package(let name, let version):
      let digest = Self.digest(over: pin.files)
      let reply = try await ScriptRequest(
        verb: "fetch", cache: folder, index: index, name: name, version: version,
        files: pin.files.mapValues(\.hex), digest: digest.hex
      ).run(interpreter: interpreter)
      return try Self.reference(pin, digest, reply)
    case .folder(let path):
      guard let expected = pin.files["tree"], pin.files.count == 1 else {
        throw Failure(
          .badInput, "the pin of \(pin.from) must have one entry, 'tree'",
          remedy: "Write it with 'specter init'")
      }
      return try Self.reference(pin, expected, try await copy(path, expected: expected))
    }
  }

  private func copy(_ path: String, expected: Digest?) async throws -> ScriptReply {
    try await ScriptRequest(
      verb: "folder", cache: folder, folder: path.hasPrefix("/") ? path : "\(base)/\(path)",
      expected: expected?.hex ?? ""
    ).run(interpreter: interpreter)
  }

  /// The digest over a pin's files: of one line `HEX  NAME` a file, in the order of the names.
  static func digest(over files: [String: Digest]) -> Digest {
    let names = files.keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    return Digest.of(names.map { "\(files[$0]?.hex ?? "")  \($0)\n" }.joined())
  }

  private static func reference(
    _ pin: ReferencePin, _ digest: Digest, _ reply: ScriptReply
  ) throws -> Reference {
    guard let root = reply.root, let modules = reply.modules else { throw incomplete }
    return Reference(
      pin: pin, digest: digest, root: root, tests: reply.tests, modules: modules)
  }

  private static func digests(_ files: [String: String]?) throws -> [String: Digest] {
    guard let files else { throw incomplete }
    return try files.mapValues { try digest($0) }
  }

  private static func digest(_ hex: String?) throws -> Digest {
    guard let digest = hex.flatMap(Digest.init) else { throw incomplete }
    return digest
  }

  private static var incomplete: Failure {
    Failure(.environment, "the reference script's answer lacks what was asked")
  }
}
