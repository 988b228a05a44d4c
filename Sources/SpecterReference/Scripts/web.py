"""The package index: its pages and its files."""

CONNECT_SECONDS = 30
TRANSFER_SECONDS = 600
PAGE_BYTES = 64 << 20
FILE_BYTES = 256 << 20
ACCEPT = (
    "application/vnd.pypi.simple.v1+json, application/vnd.pypi.simple.v1+html;q=0.5, "
    "text/html;q=0.1")


def shown(address):
    """An address for people: without user, password, query or fragment, which may be secrets."""
    try:
        parts = urllib.parse.urlsplit(address)
    except ValueError:
        return "an address that cannot be read"
    return printable(urllib.parse.urlunsplit(
        (parts.scheme, parts.netloc.rpartition("@")[2], parts.path, "", "")))


class Trouble(Exception):
    """The network failed in a way that another attempt may mend."""


class Missing(Exception):
    """The index answered that there is no such thing."""


class Link:
    """A file that an index offers."""

    def __init__(self, address, sha256, requires_python, yanked):
        self.address = address
        path = urllib.parse.urlsplit(address).path
        self.name = urllib.parse.unquote(path.rpartition("/")[2])
        self.sha256 = sha256.lower() if sha256 else None
        self.requires_python = requires_python or ""
        self.yanked = yanked


class PageReader(html.parser.HTMLParser):
    """Reads the links of a simple page in HTML (PEP 503)."""

    def __init__(self, address):
        super().__init__()
        self.base = address
        self.links = []

    def handle_starttag(self, tag, attributes):
        values = dict(attributes)
        if tag == "base" and values.get("href"):
            self.base = urllib.parse.urljoin(self.base, values["href"])
        if tag != "a" or not values.get("href"):
            return
        address, fragment = urllib.parse.urldefrag(
            urllib.parse.urljoin(self.base, values["href"]))
        found = re.search(r"(?:^|&)sha256=([0-9A-Fa-f]{64})(?:&|$)", fragment)
        self.links.append(Link(
            address, found and found.group(1), values.get("data-requires-python"),
            "data-yanked" in values))


def json_links(body, base):
    """Reads the links of a simple page in JSON (PEP 691)."""
    links = []
    for file in json.loads(body)["files"]:
        links.append(Link(
            urllib.parse.urljoin(base, file["url"]), file.get("hashes", {}).get("sha256"),
            file.get("requires-python"), bool(file.get("yanked"))))
    return links


class Index:
    """A package index reached over HTTP or HTTPS."""

    def __init__(self, address):
        try:
            parts = urllib.parse.urlsplit(address)
            usable = parts.scheme in ("http", "https") and parts.hostname
            parts.port
        except ValueError:
            usable = False
        if not usable:
            raise Failed(
                "usage", "the index address is no http or https address",
                "Set PIP_INDEX_URL or SPECTER_INDEX_URL to one")
        self.origin = (parts.scheme, parts.netloc.rpartition("@")[2])
        self.address = urllib.parse.urlunsplit((*self.origin, parts.path.rstrip("/"), "", ""))
        self.authorization = None
        if parts.username is not None:
            pair = urllib.parse.unquote(f"{parts.username}:{parts.password or ''}")
            self.authorization = "Basic " + base64.b64encode(pair.encode()).decode()
        # No file:, ftp: or data: handler: an index page must not make us read local files.
        self.opener = urllib.request.OpenerDirector()
        for handler in (
                urllib.request.ProxyHandler(), urllib.request.HTTPHandler(),
                urllib.request.HTTPSHandler(context=ssl.create_default_context()),
                urllib.request.HTTPDefaultErrorHandler(), urllib.request.HTTPRedirectHandler(),
                urllib.request.HTTPErrorProcessor(), urllib.request.UnknownHandler()):
            self.opener.add_handler(handler)
        self.pages = {}

    def request(self, address, accept):
        request = urllib.request.Request(
            address, headers={"Accept": accept, "User-Agent": "specter"})
        parts = urllib.parse.urlsplit(address)
        if self.authorization and (parts.scheme, parts.netloc) == self.origin:
            # Unredirected: the key stays with the host that it is for.
            request.add_unredirected_header("Authorization", self.authorization)
        return request

    def once(self, address, into, limit, accept):
        """Reads one body into `into`; returns its type and its final address."""
        started = time.monotonic()
        try:
            with self.opener.open(self.request(address, accept), timeout=CONNECT_SECONDS) as reply:
                length, count = reply.headers.get("Content-Length"), 0
                while piece := reply.read(1 << 16):
                    count += len(piece)
                    if count > limit:
                        raise Failed(
                            "integrity", f"the answer is longer than {limit >> 20} MiB",
                            "Check the index", shown(address))
                    if time.monotonic() - started > TRANSFER_SECONDS:
                        raise Trouble(f"it took longer than {TRANSFER_SECONDS} s")
                    yield piece
                if length and length.isdigit() and count < int(length):
                    raise Trouble("the connection closed early")
                into.kind, into.address = reply.headers.get_content_type(), reply.geturl()
        except urllib.error.HTTPError as error:
            error.close()
            if error.code in (404, 410):
                raise Missing()
            if error.code == 429 or error.code >= 500:
                raise Trouble(f"it answered {error.code}")
            raise Failed(
                "environment", f"{shown(address)} answered {error.code}",
                "Check the user and password of the index" if error.code in (401, 403)
                else "Check the index address")
        except urllib.error.URLError as error:
            if isinstance(error.reason, ssl.SSLCertVerificationError):
                raise Failed(
                    "environment",
                    f"could not trust {shown(address)}: {error.reason.verify_message}",
                    "Set SSL_CERT_FILE to the certificates of the authority that signed it")
            raise Trouble(str(error.reason))
        except (OSError, http.client.HTTPException) as error:
            raise Trouble(str(error) or type(error).__name__)
        except ValueError as error:
            raise Failed("integrity", f"{shown(address)} is no address that can be opened")

    def read(self, address, limit, body, accept="*/*"):
        """Writes what is at `address` to the file `body`, trying again twice when the network
        fails; returns the type and the final address."""
        if urllib.parse.urlsplit(address).scheme not in ("http", "https"):
            raise Failed(
                "integrity", "the index links to an address that is neither http nor https",
                "Use another index", shown(address))
        for pause in (0.2, 0.6, None):
            reply = type("Reply", (), {"kind": "", "address": address})()
            try:
                body.seek(0)
                body.truncate()
                for piece in self.once(address, reply, limit, accept):
                    body.write(piece)
                return reply.kind, reply.address
            except Trouble as error:
                if pause is None:
                    raise Failed(
                        "environment",
                        f"could not reach {shown(address)}: {printable(str(error))}",
                        "Check the network, or set PIP_INDEX_URL to an index that can be reached")
                time.sleep(pause)

    def links(self, project):
        """The files that the index has for a project."""
        if project not in self.pages:
            address = f"{self.address}/{urllib.parse.quote(project)}/"
            body = io.BytesIO()
            try:
                kind, final = self.read(address, PAGE_BYTES, body, ACCEPT)
            except Missing:
                raise Failed(
                    "badInput", f"the index has no project '{printable(project)}'",
                    "Check the name, or set PIP_INDEX_URL to the index that has it",
                    shown(self.address))
            try:
                # A file name that no build tool writes could do harm where names are kept.
                self.pages[project] = [
                    link for link in self.parsed(body.getvalue(), kind, final)
                    if re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._!+~-]{0,250}", link.name)]
            except (ValueError, KeyError, TypeError, AttributeError):
                raise Failed(
                    "integrity", "the index's page cannot be read", "Check the index address",
                    shown(address))
        return self.pages[project]

    def parsed(self, body, kind, address):
        if kind.endswith("+json"):
            return json_links(body, address)
        reader = PageReader(address)
        reader.feed(body.decode("utf-8", "replace"))
        reader.close()
        return reader.links
