import Foundation
import SpecModel
import SpecterKit
import SpecterSandbox
import SpecterTesting

/// A folder with the contract's subject and a small driver, taken down after `body`.
@discardableResult
func withSubjectFolder<R>(
  _ files: [String: String] = [:], _ body: (String) async throws -> R
) async throws -> R {
  let folder = FileManager.default.temporaryDirectory
    .appendingPathComponent("specter-subject-\(UUID().uuidString)").path
  try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(atPath: folder) }
  var files = files
  files["contract_subject.py"] = DriverContractSubject.python
  files["small_driver.py"] = smallDriver
  for (name, text) in files {
    let path = "\(folder)/\(name)"
    try FileManager.default.createDirectory(
      atPath: (path as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
  }
  return try await body(folder)
}

/// The sandbox of an isolation level; nil where this machine has none.
func sandbox(_ isolation: IsolationLevel) async -> (any Sandbox)? {
  try? await Sandboxes.make(isolation: isolation)
}

/// A request for the Python module `module` in `folder`.
func pythonRequest(_ folder: String, module: String = "contract_subject", seed: UInt64 = 1)
  -> DriverRequest
{
  DriverRequest(
    subject: Subject(location: .folder(folder), digest: Digest.of(folder)),
    scope: SurfaceScope(module: module), seed: seed)
}

/// A driver such as a third party writes: one page, its answers not canonical, one flush an answer.
private let smallDriver = """
  import json, os, sys
  answers = os.fdopen(os.dup(1), "w")
  os.dup2(2, 1)
  sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
  import contract_subject as subject

  for line in sys.stdin:
      request = json.loads(line)
      if "hello" in request:
          answer = {"hello": 1, "driver": "small"}
      elif "describe" in request:
          answer = {"operations": subject.__all__}
      else:
          did = []
          for step in request["do"]:
              try:
                  done = getattr(subject, step["call"])(*step.get("args", []))
                  did.append({"return": done})
              except Exception as fault:
                  did.append({"raise": {"type": type(fault).__name__, "bases": ["Exception"],
                                        "message": str(fault)}})
                  break
          answer = {"did": did, "id": request["id"]}
      print(json.dumps(answer), file=answers, flush=True)

  """
