"""OpenDocument files behind a password: each part encrypted by itself, or the whole package as one part.

The password gives a start key, the manifest says how a part's key follows from it and how the part is encrypted (ODF 1.2 and
1.3 part 3 §3.4, and the Argon2id/AES-GCM package of LibreOffice 24.2 and later). Nothing is kept or written.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import zlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag, UnsupportedAlgorithm
from cryptography.hazmat.decrepit.ciphers.algorithms import Blowfish
from cryptography.hazmat.decrepit.ciphers.modes import CFB
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CBC
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from lxml import etree

from arcore.intake.archive import damaged
from arcore.intake.encrypted import locked, wrong_password
from arcore.intake.limits import Limits
from arcore.intake.package import parsed, refuse_entities
from arcore.messages import Unusable, say

WHOLE_PACKAGE = "encrypted-package"
_GCM_TAG = 16


@dataclass(frozen=True)
class Lock:
    """How one part is encrypted, as the manifest says; `size` is what it unpacks to, 0 where that is not said."""

    algorithm: str
    vector: bytes
    start_key: str
    derivation: str
    salt: bytes
    key_size: int
    iterations: int
    memory: int
    lanes: int
    checksum_type: str
    checksum: bytes
    size: int


class _WrongKey(Exception):
    """The key does not open the part."""


def locks_of(manifest: bytes, name: str) -> dict[str, Lock]:
    """The encrypted parts of a package by path. Raises Unusable when the manifest is damaged."""
    refuse_entities(manifest, name)
    try:
        found = {}
        for entry in parsed(manifest, name).iter("{*}file-entry"):
            data = entry.find("{*}encryption-data")
            if data is not None:
                found[_said(entry, "full-path")] = _lock(entry, data)
        return found
    except (binascii.Error, ValueError) as error:
        raise damaged(name) from error


def _lock(entry: etree._Element, data: etree._Element) -> Lock:
    cipher, start, key = (data.find(f"{{*}}{tag}") for tag in ("algorithm", "start-key-generation", "key-derivation"))
    return Lock(
        _word(cipher, "algorithm-name", "blowfishcfb"),
        base64.b64decode(_said(cipher, "initialisation-vector")),
        _word(start, "start-key-generation-name", "sha1"),
        _word(key, "key-derivation-name", "pbkdf2"),
        base64.b64decode(_said(key, "salt")),
        int(_said(key, "key-size") or 16),
        int(_said(key, "argon2-iterations") or _said(key, "iteration-count") or 1024),
        int(_said(key, "argon2-memory") or 0),
        int(_said(key, "argon2-lanes") or 1),
        _word(data, "checksum-type", ""),
        base64.b64decode(_said(data, "checksum")),
        int(_said(entry, "size") or 0),
    )


def _said(element: etree._Element | None, attribute: str) -> str:
    """An attribute by its local name: LibreOffice writes some of them in a namespace of its own."""
    found = ((key, value) for key, value in (element.attrib.items() if element is not None else ()))
    return next((str(value) for key, value in found if str(key).rsplit("}", 1)[-1] == attribute), "")


def _word(element: etree._Element | None, attribute: str, otherwise: str) -> str:
    """The last word of a name such as 'http://www.w3.org/2001/04/xmlenc#aes256-cbc', lower case without separators."""
    text = _said(element, attribute).rsplit("#", 1)[-1].rsplit(":", 1)[-1].lower()
    return "".join(c for c in text if c.isalnum()) or otherwise


def unlocked(part: bytes, lock: Lock, name: str, password: str | None, limits: Limits) -> bytes:
    """A part's bytes. Raises PasswordNeeded, or Unusable when damaged or encrypted in a way nobody here knows."""
    if lock.iterations > limits.key_spins or lock.memory > limits.key_memory:
        raise Unusable(say("{file} is encrypted in a way that would take hours to open. Save it without a password.", file=name))
    if not password:
        raise locked(name)
    try:
        for start in _start_keys(password, lock):
            with suppress(_WrongKey):
                return _inflated(_deciphered(part, lock, _key(start, lock)), lock, limits)
    except (UnsupportedAlgorithm, KeyError) as error:
        raise Unusable(
            say("{file} is encrypted in a way that is not known here. Save it as xlsx, or without a password.", file=name)
        ) from error
    except (ValueError, OverflowError) as error:
        raise damaged(name) from error
    raise wrong_password(name)


def _start_keys(password: str, lock: Lock) -> Iterator[bytes]:
    """The digest of the password; old OpenOffice took it in the western code page where that can write it."""
    digest = {"sha256": hashlib.sha256, "sha1": hashlib.sha1}[lock.start_key]
    yield digest(password.encode()).digest()
    if not password.isascii():
        western = password.encode("cp1252", "ignore")
        if western.decode("cp1252") == password:
            yield digest(western).digest()


def _key(start: bytes, lock: Lock) -> bytes:
    if lock.derivation == "argon2id":
        argon = Argon2id(salt=lock.salt, length=lock.key_size, iterations=lock.iterations, lanes=lock.lanes, memory_cost=lock.memory)
        return argon.derive(start)
    if lock.derivation != "pbkdf2":
        raise KeyError(lock.derivation)
    return hashlib.pbkdf2_hmac("sha1", start, lock.salt, lock.iterations, lock.key_size)


def _deciphered(part: bytes, lock: Lock, key: bytes) -> bytes:
    """The packed bytes; a key that fails its checksum or seal is a wrong one."""
    if lock.algorithm == "aes256gcm":
        body = part[len(lock.vector) :] if part.startswith(lock.vector) and len(part) > len(lock.vector) + _GCM_TAG else part
        try:
            return AESGCM(key).decrypt(lock.vector, body, None)
        except InvalidTag as error:
            raise _WrongKey from error
    if lock.algorithm.startswith("blowfish"):
        opened = _run(Cipher(Blowfish(key), CFB(lock.vector)), part)
    elif lock.algorithm in ("aes256cbc", "aes192cbc", "aes128cbc"):
        padded = _run(Cipher(AES(key), CBC(lock.vector)), part)
        if not padded or not 1 <= padded[-1] <= 16:
            raise _WrongKey
        opened = padded[: -padded[-1]]
    else:
        raise KeyError(lock.algorithm)
    if lock.checksum:
        digest = hashlib.sha256 if "sha256" in lock.checksum_type else hashlib.sha1
        if digest(opened[:1024] if lock.checksum_type.endswith("1k") else opened).digest() != lock.checksum:
            raise _WrongKey
    return opened


def _run(cipher: Cipher[CBC] | Cipher[CFB], part: bytes) -> bytes:
    turned = cipher.decryptor()
    return turned.update(part) + turned.finalize()


def _inflated(packed: bytes, lock: Lock, limits: Limits) -> bytes:
    """What the packed bytes unpack to, never past the limit; a whole package may be stored as it is."""
    if packed.startswith(b"PK\x03\x04"):
        return packed
    most = min(limits.unpacked_bytes, max(lock.size, limits.unpacked_ratio * len(packed)) or limits.unpacked_bytes)
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        content = inflater.decompress(packed, most + 1)
    except zlib.error as error:
        raise _WrongKey from error
    if len(content) > most or not inflater.eof:
        raise ValueError("unpacks to more than it says")
    return content
