"""Fetches, verifies and unpacks references. Nothing of a package is ever executed here.

The files of this folder are joined in the order that Script.swift names and run as one program by
`python3 -I -S -B`; they use the standard library alone. A request comes as JSON on standard input,
the answer goes as JSON to standard output.
"""

import base64
import bz2
import email.parser
import errno
import fcntl
import gzip
import hashlib
import html.parser
import http.client
import io
import json
import lzma
import os
import platform
import posixpath
import re
import resource
import shutil
import signal
import ssl
import stat
import sys
import tarfile
import tempfile
import time
import unicodedata
import urllib.error
import urllib.parse
import urllib.request
import zipfile
import zlib


class Failed(Exception):
    """What went wrong, in the parts of a `Failure`."""

    def __init__(self, code, what, remedy="", place=None):
        super().__init__(what)
        self.answer = {"code": code, "what": what, "remedy": remedy, "place": place}


def printable(text):
    """`text` with everything that could steer a terminal escaped, cut to a readable length."""
    safe = "".join(c if c.isprintable() else ascii(c)[1:-1] for c in text)
    return safe if len(safe) <= 200 else safe[:200] + "…"


def storage_failure(error, folder):
    """The failure of a write to the cache."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        remedy = "Free some space, or set SPECTER_CACHE to a folder on another disk"
    else:
        remedy = "Set SPECTER_CACHE to a folder that can be written"
    return Failed(
        "storage", f"the cache cannot be written: {error.strerror or error}", remedy, folder)


def normalised(name):
    """A project's name as indexes spell it (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()
