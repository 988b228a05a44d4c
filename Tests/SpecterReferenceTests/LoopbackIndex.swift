import FoundationEssentials
import SpecModel
import SpecterReference
import Subprocess
import SystemPackage

/// A package index on a loopback port of its own, with packages that it makes itself: a Python
/// program started by the test.
struct LoopbackIndex: Sendable {
  /// Its address, as `PIP_INDEX_URL` would have it.
  let address: String
  /// SHA-256 of each file that it offers, by name.
  let files: [String: Digest]

  /// How it behaves.
  enum Manner: String {
    /// Pages in HTML.
    case html
    /// Pages in JSON (PEP 691).
    case json
    /// Asks for the user `user` and the password `secret`.
    case closed
    /// Of four requests it answers the first with 503 and the second with half a body.
    case flaky
    /// Also offers archives that unpack to very much.
    case bombs
  }

  /// Starts an index in `scratch`, and stops it after `body`.
  static func use<R: Sendable>(
    _ scratch: Scratch, _ manner: Manner = .html, _ body: (LoopbackIndex) async throws -> R
  ) async throws -> R {
    try scratch.write("index.py", program)
    let arguments = ["-I", "-S", scratch.path + "/index.py", manner.rawValue]
    return try await Subprocess.run(
      .path("/usr/bin/python3"), arguments: Arguments(arguments), input: .none,
      output: .sequence, error: .discarded
    ) { execution in
      var told: [UInt8] = []
      for try await piece in execution.standardOutput {
        piece.withUnsafeBytes { told += Array($0) }
        if told.last == UInt8(ascii: "\n") { break }
      }
      let hello = try JSONDecoder().decode(Hello.self, from: Data(told))
      let index = LoopbackIndex(
        address: "http://127.0.0.1:\(hello.port)/simple",
        files: hello.files.compactMapValues(Digest.init))
      let result: Result<R, any Error>
      do {
        result = .success(try await body(index))
      } catch {
        result = .failure(error)
      }
      try? execution.send(signal: .kill)
      return try result.get()
    }.closureResult
  }

  /// A cache in `scratch` that reads this index.
  func cache(_ scratch: Scratch) -> ReferenceCache {
    ReferenceCache(folder: scratch.path + "/cache", index: address)
  }

  private struct Hello: Codable {
    var port: Int
    var files: [String: String]
  }

  /// Makes the packages, then serves them; a file whose name begins with `swapped` is served with
  /// other bytes than its link says.
  private static let program = #"""
    import hashlib, http.server, io, json, sys, tarfile, zipfile

    manner, files, asked = sys.argv[1], {}, 0

    def wheel(name, version, modules, needs=(), build=None, licence="MIT", extra=()):
        data = io.BytesIO()
        with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
            for path, text in modules:
                archive.writestr(path, text)
            info = f"{name}-{version}.dist-info"
            head = f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\nLicense: {licence}\n"
            head += "".join(f"Requires-Dist: {need}\n" for need in needs)
            archive.writestr(f"{info}/METADATA", head)
            archive.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\n")
            for member, text in extra:
                archive.writestr(member, text)
        files[f"{name}-{version}-{build or 'py3-none-any'}.whl"] = data.getvalue()

    def sources(name, version, members):
        data = io.BytesIO()
        with tarfile.open(fileobj=data, mode="w:gz") as archive:
            for path, content in members:
                info = tarfile.TarInfo(path)
                if isinstance(content, tuple):
                    info.type, info.linkname = content
                    archive.addfile(info)
                else:
                    info.size = len(content)
                    archive.addfile(info, io.BytesIO(content))
        files[f"{name}-{version}.tar.gz"] = data.getvalue()

    def link(path):
        info = zipfile.ZipInfo(path)
        info.external_attr = 0o120777 << 16
        return info

    wheel("alpha", "1.0", [("alpha/__init__.py", "VALUE = 1\n"), ("bad.pth", "import os\n"),
                           ("alpha-1.0.data/purelib/more.py", ""),
                           ("alpha-1.0.data/scripts/tool", "")],
          needs=["Beta_Lib (>=1.0,<2)", "gamma ; python_version < '3'", "delta ; extra == 'x'",
                 "epsilon[fast] ~= 1.0 ; (python_version >= '3' and os_name == 'posix')"])
    sources("alpha", "1.0", [("alpha-1.0/tests/test_a.py", b"def test(): pass\n"),
                             ("alpha-1.0/tests/data/x.txt", b"x"), ("alpha-1.0/conftest.py", b""),
                             ("alpha-1.0/setup.py", b"raise SystemExit('built')"),
                             ("alpha-1.0/README", (tarfile.SYMTYPE, "tests/data/x.txt")),
                             ("alpha-1.0/pytest.ini", b"[pytest]\naddopts = --cov\n")])
    wheel("alpha", "0.9", [("alpha/__init__.py", "VALUE = 0\n")])
    wheel("beta_lib", "1.0", [("beta.py", "")])
    wheel("beta_lib", "1.10", [("beta.py", ""), ("alpha/__init__.py", "VALUE = 'stolen'\n")])
    wheel("beta_lib", "1.11rc1", [("beta.py", "")])
    wheel("beta_lib", "2.0", [("beta.py", "")])
    wheel("epsilon", "1.2", [("epsilon.py", "")], needs=["zeta==1.0; extra == 'fast'"])
    wheel("epsilon", "2.0", [("epsilon.py", "")])
    wheel("zeta", "1.0", [("zeta.py", "")])
    for version in ["1.0", "1.0.post1", "1.1rc1"]:
        wheel("edge", version, [("edge.py", "")])
    wheel("below", "1.0", [("below.py", "")], needs=["edge<1.1"])
    wheel("above", "1.0", [("above.py", "")], needs=["edge>1.0"])
    wheel("later", "1.0", [("later.py", "")], needs=["edge>1.0a1,!=1.1rc1"])
    wheel("compiled", "1.0", [("compiled.py", "")], build="cp311-cp311-manylinux_2_17_x86_64")
    wheel("swapped", "1.0", [("swapped.py", "")])
    wheel("truncated", "1.0", [("truncated.py", "x = 1\n" * 100)])
    whole = files["truncated-1.0-py3-none-any.whl"]
    files["truncated-1.0-py3-none-any.whl"] = whole[:len(whole) // 2]
    files["notwheel-1.0-py3-none-any.whl"] = b"this is no archive at all"
    wheel("corrupt", "1.0", [("corrupt.py", "x = 1\n" * 100)])
    whole = bytearray(files["corrupt-1.0-py3-none-any.whl"])
    whole[45] ^= 0xFF
    files["corrupt-1.0-py3-none-any.whl"] = bytes(whole)
    for name, member in {
            "upward": "../evil.py", "rooted": "/tmp/evil.py", "deep": "deep/../../evil.py",
            "slash": "evil\\..\\evil.py", "drive": "C:/evil.py", "escape": "evil\x1b[2J.py",
            "linked": link("evil"), "cased": "Cased.py", "tree": "cased.py/x.py"}.items():
        modules = [("cased.py", "")] if name in ("cased", "tree") else [(f"{name}.py", "")]
        wheel(name, "1.0", modules, extra=[(member, "/etc/passwd")])
    import warnings
    warnings.simplefilter("ignore")
    wheel("twice", "1.0", [("twice.py", "a"), ("twice.py", "b")])
    zeros = bytes(64 << 20) if manner == "bombs" else b""
    wheel("bomb", "1.0", [("bomb.py", zeros)])
    for name, member in {
            "upsource": ("upsource-1.0/../../evil.py", b""), "rootsource": ("/tmp/evil.py", b""),
            "symsource": ("symsource-1.0/tests/x", (tarfile.SYMTYPE, "../../../etc/passwd")),
            "hardsource": ("hardsource-1.0/tests/x", (tarfile.LNKTYPE, "/etc/passwd")),
            "fifosource": ("fifosource-1.0/tests/x", (tarfile.FIFOTYPE, "")),
            "devsource": ("devsource-1.0/tests/x", (tarfile.CHRTYPE, "")),
            "twicesource": ("twicesource-1.0/tests/test_a.py", b"again"),
            "bombsource": ("bombsource-1.0/other", zeros)}.items():
        wheel(name, "1.0", [(f"{name}.py", "")])
        sources(name, "1.0", [(f"{name}-1.0/tests/test_a.py", b""), member])
    wheel("cutsource", "1.0", [("cutsource.py", "")])
    sources("cutsource", "1.0", [("cutsource-1.0/tests/test_a.py", b"x" * 5000)])
    files["cutsource-1.0.tar.gz"] = files["cutsource-1.0.tar.gz"][:60]

    digests = {name: hashlib.sha256(data).hexdigest() for name, data in files.items()}

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            global asked
            asked += 1
            kind, body, status = "text/html", None, None
            parts = self.path.strip("/").split("/")
            if parts[0] == "simple" and len(parts) == 2:
                names = [n for n in files if n.split("-")[0].replace("_", "-") == parts[1]]
                if names and manner == "json":
                    kind = "application/vnd.pypi.simple.v1+json"
                    body = json.dumps({"meta": {"api-version": "1.0"}, "files": [
                        {"filename": n, "url": "../../files/" + n, "hashes": {"sha256": digests[n]}}
                        for n in names]}).encode()
                elif names:
                    body = "".join(
                        f'<a href="../../files/{n}#sha256={digests[n]}">{n}</a>' for n in names)
                    body = body.encode()
            elif parts[0] == "files" and parts[1] in files:
                body = files[parts[1]] + (b"!" if parts[1].startswith("swapped") else b"")
            if manner == "closed" and self.headers["Authorization"] != "Basic dXNlcjpzZWNyZXQ=":
                status = 401
            if manner == "flaky" and asked % 4 == 1:
                status = 503
            self.send_response(status or (404 if body is None else 200))
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body or b"")))
            self.end_headers()
            cut = manner == "flaky" and asked % 4 == 2
            self.wfile.write((body or b"")[:len(body or b"") // 2 if cut else None])

        def log_message(self, *rest):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    print(json.dumps({"port": server.server_port, "files": digests}), flush=True)
    server.serve_forever()
    """#
}
