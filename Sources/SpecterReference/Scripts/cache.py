"""The cache: `files/sha256/HEX` are archives, `unpacked/HEX/` what was unpacked from them.

Everything is written under `tmp/` and moved into place, so nothing half-written is ever seen; one
lock a digest keeps two writers apart. Folders are 0755 or 0555 and files 0444, so that a sandbox
which runs as another user can read them.
"""

STALE_SECONDS = 24 * 3600


def file_digest(path):
    """The digest of a file; nothing when there is no such plain file."""
    digest = hashlib.sha256()
    try:
        with open(path, "rb") as stream:
            while piece := stream.read(1 << 18):
                digest.update(piece)
    except OSError:
        return None
    return digest.hexdigest()


def tree_digests(folder):
    """Digests by path of the plain files below a folder; nothing when anything else is there."""
    digests, waiting = {}, [""]
    while waiting:
        base = waiting.pop()
        try:
            with os.scandir(os.path.join(folder, base)) as entries:
                for entry in entries:
                    path = f"{base}/{entry.name}" if base else entry.name
                    if entry.is_dir(follow_symlinks=False):
                        waiting.append(path)
                    elif entry.is_file(follow_symlinks=False):
                        digests[path] = file_digest(os.path.join(folder, path))
                    else:
                        return None
        except OSError:
            return None
    return digests


def remove(folder):
    """Deletes a tree of ours, which may be read-only."""
    for base, folders, _ in os.walk(folder):
        for name in folders:
            if not os.path.islink(os.path.join(base, name)):
                os.chmod(os.path.join(base, name), 0o755)
    shutil.rmtree(folder, ignore_errors=True)


class Cache:
    """The cache below one folder."""

    def __init__(self, folder):
        self.folder = os.path.abspath(folder)

    def file(self, digest):
        return os.path.join(self.folder, "files", "sha256", digest)

    def tree(self, digest):
        return os.path.join(self.folder, "unpacked", digest)

    def made(self, *parts):
        """A folder of the cache, made when it is missing, with everything above it."""
        path = os.path.join(self.folder, *parts)
        missing, above = [], path
        while not os.path.isdir(above):
            missing.append(above)
            above = os.path.dirname(above)
            if above in missing:
                break
        try:
            for one in reversed(missing):
                os.makedirs(one, exist_ok=True)
                os.chmod(one, 0o755)
        except OSError as error:
            raise storage_failure(error, self.folder)
        return path

    def temporary(self):
        """A new folder that is thrown away unless it is moved; old ones of killed runs go."""
        base = self.made("tmp")
        try:
            for entry in os.scandir(base):
                if time.time() - entry.stat(follow_symlinks=False).st_mtime > STALE_SECONDS:
                    remove(entry.path)
            return tempfile.mkdtemp(dir=base)
        except OSError as error:
            raise storage_failure(error, self.folder)

    def lock(self, digest):
        """Waits until nobody else writes what has this digest; held until this program ends."""
        try:
            handle = open(os.path.join(self.made("locks"), digest), "ab")
            fcntl.flock(handle, fcntl.LOCK_EX)
        except OSError as error:
            raise storage_failure(error, self.folder)
        return handle

    def download(self, index, link, expected):
        """Fetches one file and keeps it under its digest, which must be `expected` if given."""
        folder = self.temporary()
        try:
            path = os.path.join(folder, "file")
            try:
                with open(path, "wb") as body:
                    index.read(link.address, FILE_BYTES, body)
                    body.flush()
                    os.fsync(body.fileno())
            except Missing:
                raise Failed(
                    "environment", f"the index lists {link.name} but does not have it",
                    "Try again, or set PIP_INDEX_URL to another index", shown(link.address))
            except OSError as error:
                raise storage_failure(error, self.folder)
            digest = file_digest(path)
            if expected and digest != expected:
                raise Failed(
                    "integrity",
                    f"{link.name} is not what was pinned: expected sha256:{expected}, "
                    f"got sha256:{digest}",
                    "Do not use it; if the change is meant, write the pin again with "
                    "'specter init'", shown(link.address))
            self.move(path, "files", "sha256", digest)
            return digest
        finally:
            remove(folder)

    def move(self, path, *parts):
        self.made(*parts[:-1])
        try:
            os.chmod(path, 0o444)
            os.replace(path, os.path.join(self.folder, *parts))
        except OSError as error:
            raise storage_failure(error, self.folder)

    def keep(self, folder, digest):
        """Moves a finished tree into place; one that is there already is replaced."""
        self.made("unpacked")
        try:
            for base, folders, files in os.walk(folder):
                for name in files:
                    os.chmod(os.path.join(base, name), 0o444)
                for name in folders:
                    os.chmod(os.path.join(base, name), 0o555)
            os.chmod(folder, 0o755)
            if os.path.lexists(self.tree(digest)):
                aside = os.path.join(self.temporary(), "damaged")
                os.rename(self.tree(digest), aside)
                os.rename(folder, self.tree(digest))
                remove(os.path.dirname(aside))
            else:
                os.rename(folder, self.tree(digest))
        except OSError as error:
            raise storage_failure(error, self.folder)

    def holds(self, digest, digests):
        """Whether the unpacked tree is there and is exactly these files."""
        return tree_digests(self.tree(digest)) == digests
