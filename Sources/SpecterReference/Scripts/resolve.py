"""From `NAME==VERSION` to every file with its digest."""

LICENCES = {
    "mit": "MIT", "mit license": "MIT", "the mit license": "MIT", "apache 2.0": "Apache-2.0",
    "apache-2.0": "Apache-2.0", "apache license 2.0": "Apache-2.0", "isc": "ISC",
    "isc license": "ISC", "bsd-3-clause": "BSD-3-Clause", "bsd-2-clause": "BSD-2-Clause",
    "bsd 3-clause": "BSD-3-Clause", "unlicense": "Unlicense", "psf-2.0": "PSF-2.0",
    "mpl-2.0": "MPL-2.0", "mpl 2.0": "MPL-2.0",
    "mit license (mit)": "MIT", "mozilla public license 2.0 (mpl 2.0)": "MPL-2.0",
    "isc license (iscl)": "ISC", "the unlicense (unlicense)": "Unlicense",
}


def licence(metadata):
    """An SPDX expression for a package's licence; empty where its metadata leaves doubt."""
    if expression := metadata.get("License-Expression"):
        return expression.strip() if re.fullmatch(r"[\w .+()-]{1,200}", expression) else ""
    named = [metadata.get("License") or ""]
    named += [one.rpartition("::")[2] for one in metadata.get_all("Classifier", [])
              if one.startswith("License ::")]
    found = {LICENCES[one.strip().lower()] for one in named if one.strip().lower() in LICENCES}
    return found.pop() if len(found) == 1 else ""


def wheel_version(name, project):
    """A wheel's version and its tags, when it is one of this project."""
    if not name.endswith(".whl"):
        return None
    parts = name[:-4].split("-")
    if len(parts) not in (5, 6) or normalised(parts[0]) != project or not version(parts[1]):
        return None
    return Version(parts[1]), parts[-3:]


def source_version(name, project):
    """A source archive's version, when it is one of this project."""
    for ending in SOURCE_ENDINGS:
        if name.endswith(ending):
            parts = name[:-len(ending)].split("-")
            for cut in range(1, len(parts)):
                found = version("-".join(parts[cut:]))
                if normalised("-".join(parts[:cut])) == project and found:
                    return found
    return None


def is_pure(tags):
    """Whether a wheel runs on this Python whatever the machine."""
    pythons, abis, platforms = tags
    good = {"py3", *(f"py3{minor}" for minor in range(sys.version_info.minor + 1))}
    return "none" in abis.split(".") and "any" in platforms.split(".") and not (
        good.isdisjoint(pythons.split(".")))


def fits(link):
    """Whether a file is meant for this Python."""
    try:
        return satisfies(link.requires_python, Version(platform.python_version().rstrip("+")))
    except ValueError:
        return True


class Resolver:
    """Picks a version of a project and of everything it depends on."""

    def __init__(self, index, cache):
        self.index, self.cache = index, cache
        self.metadata = {}

    def candidates(self, project):
        """The pure wheels of a project by version, newest first."""
        found = []
        for link in self.index.links(project):
            parsed = wheel_version(link.name, project)
            if parsed and is_pure(parsed[1]):
                found.append((parsed[0], link))
        return sorted(found, key=lambda pair: pair[0].key(), reverse=True)

    def exact(self, project, wanted):
        """The wheel of one version, and its source archive if there is one."""
        links = self.index.links(project)
        wheels = [link for found, link in self.candidates(project) if found.key() == wanted.key()]
        if wheels:
            sources = [link for link in links
                       if (found := source_version(link.name, project))
                       and found.key() == wanted.key()]
            return wheels[0], sources[0] if sources else None
        known = {}
        for link in links:
            parsed = wheel_version(link.name, project)
            found = parsed[0] if parsed else source_version(link.name, project)
            if found:
                known[found.key()] = found.text
        if wanted.key() in known:
            raise Failed(
                "environment",
                f"{project} {wanted.text} has no wheel in pure Python, and Specter neither builds "
                "source archives nor pins compiled wheels",
                "Unpack it into a folder and use path:DIR")
        near = sorted(known, key=lambda key: (key > wanted.key(), key))
        below = [known[key] for key in near if key < wanted.key()][-2:]
        above = [known[key] for key in near if key > wanted.key()][:2]
        raise Failed(
            "badInput", f"{project} has no version {wanted.text}",
            f"The nearest are {', '.join(below + above)}" if known else "It has none at all",
            shown(self.index.address))

    def best(self, project, specifiers):
        """The newest wheel that satisfies all specifiers."""
        good = [(found, link) for found, link in self.candidates(project)
                if satisfies(",".join(specifiers), found) and fits(link)
                and (not link.yanked or any(one.strip().startswith("==") for one in specifiers))]
        stable = [pair for pair in good if not pair[0].prerelease]
        if not good:
            raise Failed(
                "environment",
                f"no wheel of {project} in pure Python satisfies "
                f"'{printable(', '.join(filter(None, specifiers)))}'",
                "Unpack the library into a folder with what it needs and use path:DIR")
        return (stable or good)[0]

    def read(self, link):
        """The metadata of a wheel, which is fetched for it."""
        if link.name not in self.metadata:
            digest = link.sha256
            if not digest or file_digest(self.cache.file(digest)) != digest:
                digest = self.cache.download(self.index, link, digest)
            link.sha256 = digest
            self.metadata[link.name] = whole(
                read_wheel, self.cache.file(digest), link.name, Sink())
        return self.metadata[link.name]

    def needs(self, link, extras):
        """What a wheel depends on."""
        for line in self.read(link).get_all("Requires-Dist", []):
            try:
                needed = requirement(line, extras)
            except (ValueError, KeyError):
                raise Failed(
                    "badInput", f"{link.name} depends on '{printable(line)}', which Specter "
                    "cannot resolve", "Unpack it into a folder and use path:DIR")
            if needed:
                yield needed

    def resolve(self, project, wanted):
        """The wheels of a project and of all it depends on, its own first, and its sources."""
        wheel, sources = self.exact(project, wanted)
        constraints = {}
        for _ in range(50):
            chosen, extras = {project: (wanted, wheel)}, {project: set()}
            waiting, settled = [project], True
            while waiting and settled:
                name = waiting.pop(0)
                for needed, more, specifiers in self.needs(chosen[name][1], extras[name]):
                    held = constraints.setdefault(needed, [])
                    if specifiers not in held:
                        held.append(specifiers)
                    if needed not in chosen:
                        chosen[needed], extras[needed] = self.best(needed, held), set(more)
                        waiting.append(needed)
                    elif not satisfies(specifiers, chosen[needed][0]):
                        settled = False
                    elif more - extras[needed]:
                        extras[needed] |= more
                        waiting.append(needed)
            if settled:
                return [link for _, link in chosen.values()], sources
            if project in constraints and not satisfies(
                    ",".join(constraints[project]), wanted):
                break
        raise Failed(
            "environment", f"the dependencies of {project} {wanted.text} contradict each other",
            "Unpack the library into a folder with what it needs and use path:DIR")
