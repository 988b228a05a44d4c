"""The requests: `resolve`, `fetch`, `folder`."""

MEMORY_BYTES = 3 << 30


def subject(request):
    """The project and the version that are asked for."""
    wanted = version(request["version"])
    if not wanted:
        raise Failed(
            "usage", f"'{printable(request['version'])}' is no version of a Python package",
            "Write an exact version such as 1.2.3")
    return normalised(request["name"]), wanted


def resolve(request):
    """Every file of `NAME==VERSION` with its digest, and the licence."""
    index, cache = Index(request["index"]), Cache(request["cache"])
    project, wanted = subject(request)
    resolver = Resolver(index, cache)
    wheels, sources = resolver.resolve(project, wanted)
    files = {link.name: link.sha256 for link in wheels}
    if sources:
        kept = sources.sha256 and file_digest(cache.file(sources.sha256)) == sources.sha256
        files[sources.name] = (
            sources.sha256 if kept else cache.download(index, sources, sources.sha256))
    return {"files": files, "licence": licence(resolver.metadata[wheels[0].name])}


def ordered(request):
    """The pinned wheels, the reference's own first, and its source archive."""
    project, wanted = subject(request)
    wheels = sorted(name for name in request["files"] if name.endswith(".whl"))
    own = [name for name in wheels if (found := wheel_version(name, project))
           and found[0].key() == wanted.key()]
    rest = [name for name in request["files"] if not name.endswith(".whl")]
    sources = [name for name in rest if (found := source_version(name, project))
               and found.key() == wanted.key()]
    if len(own) != 1 or len(sources) > 1 or len(rest) > len(sources):
        raise Failed(
            "badInput",
            f"the pin of {project} {wanted.text} must list its wheel, the wheels it needs, and at "
            "most its own source archive",
            "Write the pin with 'specter init'")
    return own + [name for name in wheels if name != own[0]], sources


def collect(request, cache, sink):
    """Passes everything that is pinned to `sink`; returns the reference's own modules."""
    wheels, sources = ordered(request)
    names = None
    for name in wheels:
        whole(read_wheel, cache.file(request["files"][name]), name, sink)
        if names is None:
            names = modules(sink.digests)
    for name in sources:
        whole(read_sources, cache.file(request["files"][name]), name, sink)
    return names


def project_of(name):
    """The project that a file name belongs to; for a source archive several may be meant."""
    if name.endswith(".whl"):
        return [normalised(name.split("-")[0])]
    parts = name.split("-")
    return [normalised("-".join(parts[:cut])) for cut in range(len(parts) - 1, 0, -1)]


def obtain(request, cache):
    """Downloads what the cache does not have; a damaged file counts as not there."""
    index = None
    for name, digest in sorted(request["files"].items()):
        if file_digest(cache.file(digest)) == digest:
            continue
        index = index or Index(request["index"])
        own = not name.endswith(".whl")
        project = normalised(request["name"]) if own else project_of(name)[0]
        links = [link for link in index.links(project) if link.name == name]
        if not links:
            raise Failed(
                "badInput", f"the index has no file {printable(name)}",
                "Check the pin, or set PIP_INDEX_URL to the index that has it",
                shown(index.address))
        cache.download(index, links[0], digest)


def answer(cache, digest, digests, names):
    """Where an unpacked reference lies."""
    folder = cache.tree(digest)
    has_tests = any(path.startswith("tests/") for path in digests)
    return {
        "root": os.path.join(folder, "site"),
        "tests": os.path.join(folder, "tests") if has_tests else None, "modules": names}


def unpack(cache, digest, fill):
    """Has `fill` write a tree and moves it into place; returns what it returned."""
    folder = cache.temporary()
    try:
        sink = Sink(folder)
        os.mkdir(os.path.join(folder, "site"))
        names = fill(sink)
        cache.keep(folder, digest(sink) if callable(digest) else digest)
        return sink.digests, names
    finally:
        remove(folder)


def fetch(request):
    """The reference of a pin, from the cache when it holds it whole."""
    cache, digest = Cache(request["cache"]), request["digest"]
    ordered(request)

    def whole_in_cache():
        if any(file_digest(cache.file(one)) != one for one in request["files"].values()):
            return None
        if not os.path.isdir(cache.tree(digest)):
            return None
        sink = Sink()
        names = collect(request, cache, sink)
        if not cache.holds(digest, sink.digests):
            return None
        return answer(cache, digest, sink.digests, names)

    if found := whole_in_cache():
        return found
    with cache.lock(digest):
        if found := whole_in_cache():
            return found
        obtain(request, cache)
        digests, names = unpack(cache, digest, lambda sink: collect(request, cache, sink))
        return answer(cache, digest, digests, names)


def tree_line_digest(digests):
    """The digest of a tree: of one line `HEX  PATH` a file, in the order of the paths' bytes."""
    lines = [f"{digests[path]}  {path}\n" for path in sorted(digests, key=lambda p: p.encode())]
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def folder(request):
    """A copy of a folder's modules and tests, under the digest of what was copied."""
    cache, source = Cache(request["cache"]), os.path.abspath(request["folder"])
    place = printable(source)
    if not os.path.isdir(source):
        raise Failed("badInput", "there is no such folder", "Check the path", place)

    def fill(sink):
        try:
            read_folder(source, sink)
        except OSError as error:
            raise Failed(
                "badInput", f"the folder cannot be read: {error.strerror}", "Make it readable",
                place)
        except UnicodeError:
            raise Failed(
                "badInput", "the folder holds a name that is not UTF-8", "Rename it", place)
        return modules(path for path in sink.digests if path.startswith("site/"))

    plan = Sink()
    names = fill(plan)
    digest = tree_line_digest(plan.digests)
    if not names:
        raise Failed(
            "badInput", "the folder holds no Python module",
            "Name the folder that holds NAME.py, NAME/__init__.py or src/", place)
    if request["expected"] and request["expected"] != digest:
        raise Failed(
            "integrity",
            f"the folder is not what was pinned: expected sha256:{request['expected']}, "
            f"got sha256:{digest}",
            "Restore it; if the change is meant, write the pin again with 'specter init'",
            place)
    if not cache.holds(digest, plan.digests):
        with cache.lock(digest):
            if not cache.holds(digest, plan.digests):
                digests, _ = unpack(
                    cache, lambda sink: tree_line_digest(sink.digests), fill)
                if digests != plan.digests:
                    raise Failed(
                        "integrity", "the folder changed while it was read", "Try again", place)
    return {**answer(cache, digest, plan.digests, names), "digest": digest}


def stop(*_):
    """Ends this program on a signal, temporary folders thrown away."""
    sys.exit(130)


def main():
    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    os.umask(0o022)
    request = json.load(sys.stdin)
    verbs = {"resolve": resolve, "fetch": fetch, "folder": folder}
    try:
        reply = verbs[request["verb"]](request)
    except Failed as failure:
        reply = {"error": failure.answer}
    sys.stdout.write(json.dumps(reply))


main()
