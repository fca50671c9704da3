"""OpenDocument files behind a password: every way office programs lock them, opened with the right password only."""

import base64
import hashlib
import io
import os
import zipfile
import zlib

import pytest
from cryptography.hazmat.decrepit.ciphers.algorithms import Blowfish
from cryptography.hazmat.decrepit.ciphers.modes import CFB
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CBC
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from arcore.intake.encrypted import PasswordNeeded
from arcore.intake.files import open_workbook
from arcore.intake.reading import read
from arcore.messages import Unusable
from tests.awkward_files import archive, ods
from tests.real_files import REAL, needs_real_files

PASSWORD = "密码 été"
TABLE = (
    '<table:table table:name="应收">'
    '<table:table-row><table:table-cell office:value-type="string"><text:p>发票号</text:p></table:table-cell>'
    '<table:table-cell office:value-type="float" office:value="12.5"/></table:table-row></table:table>'
)
MANIFEST = (
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"'
    ' xmlns:loext="urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0">'
    '<manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/>'
    '<manifest:file-entry manifest:full-path="{path}" manifest:size="{size}"><manifest:encryption-data{checksum}>'
    '<manifest:algorithm manifest:algorithm-name="{algorithm}" manifest:initialisation-vector="{vector}"/>{start}'
    '<manifest:key-derivation manifest:key-derivation-name="{derivation}" manifest:salt="{salt}" {key}/>'
    "</manifest:encryption-data></manifest:file-entry></manifest:manifest>"
)
SHA256_START = '<manifest:start-key-generation manifest:start-key-generation-name="http://www.w3.org/2000/09/xmldsig#sha256"/>'


def plain() -> bytes:
    return ods(TABLE)


def part_of(package: bytes, path: str) -> bytes:
    return zipfile.ZipFile(io.BytesIO(package)).read(path)


def deflated(content: bytes) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return packer.compress(content) + packer.flush()


def text(value: bytes) -> str:
    return base64.b64encode(value).decode()


def locked_with_aes(iterations: int = 1000) -> bytes:
    """As LibreOffice has written since 3.5: AES-256-CBC, SHA-256 start key, PBKDF2."""
    body, salt, vector = part_of(plain(), "content.xml"), os.urandom(16), os.urandom(16)
    packed = deflated(body)
    key = hashlib.pbkdf2_hmac("sha1", hashlib.sha256(PASSWORD.encode()).digest(), salt, iterations, 32)
    fill = 16 - len(packed) % 16
    padded = packed + os.urandom(fill - 1) + bytes([fill])
    engine = Cipher(AES(key), CBC(vector)).encryptor()
    checksum = text(hashlib.sha256(packed[:1024]).digest())
    manifest = MANIFEST.format(
        path="content.xml",
        size=len(body),
        checksum=f' manifest:checksum-type="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0#sha256-1k" manifest:checksum="{checksum}"',
        algorithm="http://www.w3.org/2001/04/xmlenc#aes256-cbc",
        vector=text(vector),
        start=SHA256_START,
        derivation="PBKDF2",
        salt=text(salt),
        key=f'manifest:key-size="32" manifest:iteration-count="{iterations}"',
    )
    return archive({"content.xml": engine.update(padded) + engine.finalize(), "META-INF/manifest.xml": manifest}, compression=0)


def locked_with_blowfish(encoding: str = "utf-8") -> bytes:
    """As OpenOffice writes: Blowfish in cipher feedback, SHA-1 start key."""
    body, salt, vector = part_of(plain(), "content.xml"), os.urandom(16), os.urandom(8)
    packed = deflated(body)
    word = PASSWORD if encoding == "utf-8" else "été"
    key = hashlib.pbkdf2_hmac("sha1", hashlib.sha1(word.encode(encoding)).digest(), salt, 1024, 16)
    engine = Cipher(Blowfish(key), CFB(vector)).encryptor()
    checksum = text(hashlib.sha1(packed[:1024]).digest())
    manifest = MANIFEST.format(
        path="content.xml",
        size=len(body),
        checksum=f' manifest:checksum-type="SHA1/1K" manifest:checksum="{checksum}"',
        algorithm="Blowfish CFB",
        vector=text(vector),
        start="",
        derivation="PBKDF2",
        salt=text(salt),
        key='manifest:iteration-count="1024"',
    )
    return archive({"content.xml": engine.update(packed) + engine.finalize(), "META-INF/manifest.xml": manifest}, compression=0)


def locked_as_a_whole(*, vector_first: bool, memory: int = 1024) -> bytes:
    """As LibreOffice 24.2 can write: one AES-GCM package, Argon2id, the vector before the text."""
    body, salt, vector = plain(), os.urandom(16), os.urandom(12)
    key = Argon2id(salt=salt, length=32, iterations=3, lanes=4, memory_cost=1024).derive(hashlib.sha256(PASSWORD.encode()).digest())
    sealed = AESGCM(key).encrypt(vector, deflated(body), None)
    manifest = MANIFEST.format(
        path="encrypted-package",
        size=len(body),
        checksum="",
        algorithm="http://www.w3.org/2009/xmlenc11#aes256-gcm",
        vector=text(vector),
        start=SHA256_START,
        derivation="urn:org:documentfoundation:names:experimental:office:manifest:argon2id",
        salt=text(salt),
        key=f'manifest:key-size="32" loext:argon2-iterations="3" loext:argon2-memory="{memory}" loext:argon2-lanes="4"',
    )
    return archive({"encrypted-package": (vector if vector_first else b"") + sealed, "META-INF/manifest.xml": manifest}, compression=0)


@pytest.mark.parametrize(
    "locked",
    [locked_with_aes(), locked_with_blowfish(), locked_as_a_whole(vector_first=True), locked_as_a_whole(vector_first=False)],
    ids=["aes", "blowfish", "whole package", "whole package, vector apart"],
)
def test_a_protected_ods_asks_for_its_password_and_opens_with_it(locked: bytes) -> None:
    with pytest.raises(PasswordNeeded) as asked:
        open_workbook(locked, "应收.ods")
    assert asked.value.message.text("zh") == "应收.ods 已加密，请输入打开密码。"
    with pytest.raises(PasswordNeeded) as wrong:
        open_workbook(locked, "应收.ods", password="错的")
    assert wrong.value.message.text("zh").startswith("密码不正确")
    assert "错的" not in str(wrong.value) + repr(wrong.value.message)
    book = open_workbook(locked, "应收.ods", password=PASSWORD)
    assert (book.format, book.sheets[0].name, list(book.sheets[0].rows[0])) == ("ods", "应收", ["发票号", 12.5])


def test_a_password_taken_in_the_western_code_page_opens_too() -> None:
    assert open_workbook(locked_with_blowfish("cp1252"), "a.ods", password="été").sheets[0].name == "应收"


def test_a_reading_of_a_protected_ods_says_that_it_needs_a_password() -> None:
    assert read(locked_with_aes(), "a.ods").needs_password


def test_a_lock_that_takes_hours_or_gigabytes_is_refused() -> None:
    for hostile in (locked_with_aes(iterations=1_000_001), locked_as_a_whole(vector_first=True, memory=10**9)):
        with pytest.raises(Unusable) as refused:
            open_workbook(hostile, "a.ods", password=PASSWORD)
        assert "would take hours" in refused.value.message.text("en")


def test_a_lock_that_nobody_knows_is_refused_and_a_broken_one_is_damaged() -> None:
    for old, new, says in (("aes256-cbc", "twofish", "not known here"), ("PBKDF2", "scrypt", "not known here"), ("1000", "", "damaged")):
        manifest = part_of(locked_with_aes(), "META-INF/manifest.xml").decode()
        broken = archive({"content.xml": b"x" * 32, "META-INF/manifest.xml": manifest.replace(old, new, 1) if says != "damaged" else "<a"})
        with pytest.raises(Unusable) as refused:
            open_workbook(broken, "a.ods", password=PASSWORD)
        assert says in refused.value.message.text("en")


@needs_real_files
def test_a_file_that_libreoffice_locked_opens_with_its_password() -> None:
    content = (REAL / "workbooks" / "pass_protected.ods").read_bytes()
    with pytest.raises(PasswordNeeded):
        open_workbook(content, "pass_protected.ods", password="1235")
    rows = open_workbook(content, "pass_protected.ods", password="1234").sheets[0].rows
    assert list(rows[1][:5]) == ["String", 1, 1.1, True, False]
