"""Reads wheels, source archives and folders, trusting nothing in them."""

TOTAL_BYTES = 512 << 20
MEMBERS = 50_000
RATIO = 200
RATIO_FREE_BYTES = 32 << 20
BROKEN = (
    zipfile.BadZipFile, tarfile.TarError, EOFError, OSError, zlib.error, lzma.LZMAError,
    NotImplementedError, RuntimeError, ValueError, KeyError, IndexError, MemoryError)
SOURCE_ENDINGS = (".tar.gz", ".tgz", ".tar.bz2", ".tar.xz", ".zip")
TEST_FOLDERS = ("tests", "test")
MODULE = re.compile(r"([^\W\d]\w*)(?:\.(?:py|pyc)|\.[\w-]+\.so|\.so)?")


def refused(archive, member, why):
    """The failure of an archive that is broken or out to do harm."""
    member = f", member '{printable(member)}'" if member else ""
    return Failed(
        "integrity", f"the archive {archive}{member}: {why}",
        "Nothing of it was unpacked; pin another version, or tell its maintainers")


class Sink:
    """Takes the files of a reference: digests each, and writes it below `folder` if there is one.

    It holds the bounds on bytes and number over all archives of a reference.
    """

    def __init__(self, folder=None):
        self.folder = folder
        self.digests = {}
        self.folders = set()
        self.total = 0
        self.archive = ""
        self.spelt = {}
        self.allowance = TOTAL_BYTES

    def begin(self, archive, size):
        """Says which archive the next files are of, and how long it is."""
        self.archive, self.spelt, self.members = archive, {}, 0
        self.allowance = self.total + size * RATIO + RATIO_FREE_BYTES

    def count(self, member):
        self.members += 1
        if self.members > MEMBERS:
            raise refused(self.archive, member, f"it has more than {MEMBERS} members")

    def claim(self, path, member):
        """Whether `path` is to be written; refuses two members that are one file somewhere."""
        folded = unicodedata.normalize("NFC", path).casefold()
        if folded in self.spelt:
            other = self.spelt[folded]
            why = "it occurs twice" if other == path else f"it differs from '{other}' in case alone"
            raise refused(self.archive, member, why)
        self.spelt[folded] = path
        parts = path.split("/")
        above = {"/".join(parts[:n]) for n in range(1, len(parts))}
        if path in self.folders or not above.isdisjoint(self.digests):
            raise refused(self.archive, member, "it is a file and a folder at once")
        if path in self.digests:
            return False  # Of another archive; the reference's own wheel comes first.
        self.folders |= above
        return True

    def add(self, path, member, stream):
        """Takes one file, read in pieces."""
        if not self.claim(path, member):
            return
        digest, output = hashlib.sha256(), None
        if self.folder:
            output = writing(self.folder, path)
        try:
            while piece := stream.read(1 << 18):
                self.total += len(piece)
                if self.total > TOTAL_BYTES:
                    raise refused(
                        self.archive, member, f"it unpacks to more than {TOTAL_BYTES >> 20} MiB")
                if self.total > self.allowance:
                    raise refused(
                        self.archive, member, f"it unpacks to more than {RATIO} times its size")
                digest.update(piece)
                if output:
                    try:
                        output.write(piece)
                    except OSError as error:
                        raise storage_failure(error, self.folder)
        finally:
            if output:
                output.close()
        self.digests[path] = digest.hexdigest()


def writing(folder, path):
    """Opens a new file below `folder` for writing."""
    full = os.path.join(folder, path)
    try:
        os.makedirs(os.path.dirname(full), exist_ok=True)
        return open(full, "xb", buffering=0)
    except OSError as error:
        raise storage_failure(error, folder)


def safe(name, archive):
    """A member's path, without the `./` that some tools put before it."""
    path = name[2:] if name.startswith("./") else name
    path = path.rstrip("/")
    parts = path.split("/")
    if name.startswith("/") or re.match(r"[A-Za-z]:", path):
        raise refused(archive, name, "its path is absolute")
    if ".." in parts:
        raise refused(archive, name, "its path leaves the folder")
    if path == "." or not path:
        return ""
    if "" in parts or "." in parts or "\\" in path or any(not c.isprintable() for c in path):
        raise refused(archive, name, "its path has parts that no plain path has")
    if any(len(part.encode()) > 255 for part in parts) or len(path.encode()) > 3000:
        raise refused(archive, name, "its path is too long")
    return path


def site_path(path):
    """Where a file of a wheel lies among the modules; nothing for one that is not imported."""
    top, _, rest = path.partition("/")
    if top.endswith(".data"):
        kind, _, rest = rest.partition("/")
        return rest if kind in ("purelib", "platlib") and rest else None
    # A .pth file may hold code that runs when Python starts.
    return None if not rest and path.endswith(".pth") else path


def read_wheel(file, name, sink, project=None):
    """Passes a wheel's modules to `sink`, as `site/…`; returns its METADATA."""
    metadata, has_wheel = None, False
    sink.begin(name, os.path.getsize(file))
    with zipfile.ZipFile(file) as archive:
        for member in archive.infolist():
            sink.count(member.filename)
            path = safe(member.filename, name)
            kind = stat.S_IFMT(member.external_attr >> 16)
            if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
                raise refused(name, member.filename, "it is neither a file nor a folder")
            if member.flag_bits & 1:
                raise refused(name, member.filename, "it is encrypted")
            if member.is_dir() or kind == stat.S_IFDIR or not path:
                continue
            if re.fullmatch(r"[^/]+\.dist-info/METADATA", path):
                with archive.open(member) as stream:
                    metadata = stream.read(4 << 20)
            has_wheel = has_wheel or re.fullmatch(r"[^/]+\.dist-info/WHEEL", path) is not None
            if target := site_path(path):
                with archive.open(member) as stream:
                    sink.add("site/" + target, member.filename, stream)
    if metadata is None or not has_wheel:
        raise refused(name, None, "it is no wheel: its METADATA or WHEEL is missing")
    return email.parser.Parser().parsestr(metadata.decode("utf-8", "replace"), headersonly=True)


def is_test(path):
    """Whether a file of a source archive belongs to its tests. Configuration of pytest does not:
    its options name plugins and folders that are not there."""
    top, _, rest = path.partition("/")
    if "__pycache__" in path or path.endswith(".pyc"):
        return False
    if rest:
        return top in TEST_FOLDERS
    return top in ("conftest.py", "tests.py", "test.py") or bool(
        re.fullmatch(r"test_.*\.py|.*_test\.py", top))


def read_sources(file, name, sink):
    """Passes a source archive's tests to `sink`, as `tests/…`; the archive is never built."""
    sink.begin(name, os.path.getsize(file))
    if name.endswith(".zip"):
        with zipfile.ZipFile(file) as archive:
            for member in archive.infolist():
                sink.count(member.filename)
                path = safe(member.filename, name).partition("/")[2]
                kind = stat.S_IFMT(member.external_attr >> 16)
                if kind not in (0, stat.S_IFREG, stat.S_IFDIR, stat.S_IFLNK):
                    raise refused(name, member.filename, "it is neither a file nor a folder")
                if not member.is_dir() and kind in (0, stat.S_IFREG) and path and is_test(path):
                    with archive.open(member) as stream:
                        sink.add("tests/" + path, member.filename, stream)
        return
    opener = {".bz2": bz2.open, ".xz": lzma.open}.get(os.path.splitext(name)[1], gzip.open)
    with opener(file, "rb") as plain:
        bounded = Bounded(plain, name, sink.allowance - sink.total)
        with tarfile.open(fileobj=bounded, mode="r|") as archive:
            for member in archive:
                sink.count(member.name)
                path = safe(member.name, name).partition("/")[2]
                check_kind(member, name)
                if member.isreg() and path and is_test(path):
                    sink.add("tests/" + path, member.name, archive.extractfile(member))


def check_kind(member, name):
    """Refuses devices, and links that lead out of the archive. Links that stay inside it do no
    harm, because they are never followed: they are left out."""
    if member.isreg() or member.isdir():
        return
    if not (member.issym() or member.islnk()):
        raise refused(name, member.name, "it is neither a file nor a folder")
    target = member.linkname
    if member.issym():
        target = posixpath.join(posixpath.dirname(member.name), target)
    if posixpath.normpath(target).startswith(("/", "..")):
        raise refused(name, member.name, "it is a link that leads out of the archive")


class Bounded:
    """A stream that refuses to give more than a bound: what a source archive unpacks to, whether
    or not we keep it."""

    def __init__(self, stream, name, bound):
        self.stream, self.name, self.left = stream, name, min(bound, TOTAL_BYTES)

    def read(self, size=-1):
        piece = self.stream.read(size)
        self.left -= len(piece)
        if self.left < 0:
            raise refused(
                self.name, None,
                f"it unpacks to more than {RATIO} times its size or {TOTAL_BYTES >> 20} MiB")
        return piece


def whole(reader, file, name, sink):
    """Reads one archive; whatever is broken in it becomes one clear failure."""
    try:
        return reader(file, name, sink)
    except BROKEN as error:
        if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EACCES):
            raise storage_failure(error, os.path.dirname(file))
        raise refused(name, None, "it is broken: " + (printable(str(error)) or "it cannot be read"))


def modules(paths):
    """Names that can be imported from the files of a site folder."""
    names = set()
    for path in paths:
        top, _, rest = path.removeprefix("site/").partition("/")
        found = MODULE.fullmatch(top)
        if found and (rest.endswith((".py", ".so")) if rest else top.endswith((".py", ".so"))):
            names.add(found.group(1))
    return sorted(names)


def read_folder(folder, sink):
    """Passes a folder's modules to `sink` as `site/…` and its tests as `tests/…`."""
    sink.begin(os.path.basename(folder), TOTAL_BYTES)
    source = os.path.join(folder, "src")
    source = source if os.path.isdir(source) and not os.path.islink(source) else folder
    skipped = {"setup.py", "conftest.py", "noxfile.py", "tasks.py"}
    for entry in sorted(os.listdir(source)):
        full = os.path.join(source, entry)
        if entry in TEST_FOLDERS or entry in skipped or is_test(entry):
            continue
        if os.path.isfile(os.path.join(full, "__init__.py")) or (
                entry.endswith(".py") and os.path.isfile(full)):
            copy_tree(folder, full, "site/" + entry, sink)
    for entry in sorted(os.listdir(folder)):
        if entry in TEST_FOLDERS or is_test(entry):
            copy_tree(folder, os.path.join(folder, entry), "tests/" + entry, sink)


def copy_tree(folder, full, path, sink):
    """Passes a file, or the files below a folder, to `sink`; links are refused."""
    member = os.path.relpath(full, folder)
    mode = os.lstat(full).st_mode
    if stat.S_ISDIR(mode):
        for entry in sorted(os.listdir(full)):
            if not entry.startswith(".") and entry != "__pycache__" and not entry.endswith(".pyc"):
                copy_tree(folder, os.path.join(full, entry), f"{path}/{entry}", sink)
    elif stat.S_ISREG(mode):
        sink.count(member)
        with open(full, "rb") as stream:
            sink.add(path, member, stream)
    else:
        raise Failed(
            "badInput",
            f"'{printable(member)}' is a link or a device, which a reference cannot hold",
            "Replace it by a plain file", folder)
