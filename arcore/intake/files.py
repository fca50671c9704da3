"""Any file to a workbook of cells, or one sentence why not.

The only entry for file content: recognised by what it holds, guarded before a reader sees it, nothing half read.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from arcore.intake.archive import damaged
from arcore.intake.delimited import read_delimited
from arcore.intake.encrypted import PasswordNeeded, decrypted
from arcore.intake.excel_2003 import read_excel_2003
from arcore.intake.html_tables import read_html, read_mhtml
from arcore.intake.limits import DEFAULT_LIMITS, Limits
from arcore.intake.model import Workbook
from arcore.intake.opendocument import read_flat, read_ods
from arcore.intake.recognise import STATEMENTS, Format, format_of
from arcore.intake.spreadsheets import read_package, read_xls
from arcore.messages import Message, Unusable, say

__all__ = ["DEFAULT_LIMITS", "Limits", "PasswordNeeded", "open_workbook"]

_READERS: Mapping[Format, Callable[[bytes, str, Limits], Workbook]] = {
    "xlsx": lambda content, name, limits: read_package(content, name, "xlsx", limits),
    "xlsm": lambda content, name, limits: read_package(content, name, "xlsm", limits),
    "xlsb": lambda content, name, limits: read_package(content, name, "xlsb", limits),
    "fods": read_flat,
    "xml2003": read_excel_2003,
    "html": read_html,
    "mhtml": read_mhtml,
    "delimited": read_delimited,
}


def open_workbook(content: bytes, name: str, *, password: str | None = None, limits: Limits = DEFAULT_LIMITS) -> Workbook:
    """All sheets of a file, hidden ones flagged. `name` is only shown, never believed.

    Raises Unusable with a sentence that says what the file is and how to mend it; PasswordNeeded when it is encrypted
    and `password` is missing or wrong.
    """
    if len(content) > limits.file_bytes:
        raise Unusable(
            say(
                "{file} has {size} MB; at most {limit} MB are read. Split it by year or by customer.",
                file=name,
                size=len(content) // 2**20,
                limit=limits.file_bytes // 2**20,
            )
        )
    format_name = format_of(content)
    if format_name == "encrypted":
        content = decrypted(content, name, password, limits)
        format_name = format_of(content)
    if format_name == "xls":
        return read_xls(content, name, limits, password)
    if format_name == "ods":
        return read_ods(content, name, limits, password)
    reader = _READERS.get(format_name)
    if reader is None:
        raise Unusable(_not_a_workbook(format_name, name))
    return reader(content, name, limits)


def _not_a_workbook(format_name: Format, name: str) -> Message:
    if format_name in STATEMENTS:
        return say("{file} is a bank statement, not a workbook: add it on the page for bank statements.", file=name)
    reason = _REASONS.get(format_name)
    return reason(name) if reason else damaged(name).message


_REASONS: Mapping[Format, Callable[[str], Message]] = {
    "empty": lambda file: say("{file} is empty.", file=file),
    "pdf": lambda file: say("{file} is a PDF. Ask the sender for the workbook, or export the list as xlsx or CSV.", file=file),
    "image": lambda file: say("{file} is a picture. Figures are read from workbooks: export the list as xlsx or CSV.", file=file),
    "word": lambda file: say("{file} is a text document. Copy its table into a workbook and save it as xlsx.", file=file),
    "powerpoint": lambda file: say("{file} is a presentation. Copy its table into a workbook and save it as xlsx.", file=file),
    "numbers": lambda file: say("{file} is an Apple Numbers document. Export it from Numbers as Excel (xlsx).", file=file),
    "zip": lambda file: say("{file} is an archive, not a workbook. Add the files inside it.", file=file),
    "rar": lambda file: say("{file} is a RAR or 7z archive. Unpack it and add the files inside it.", file=file),
    "7z": lambda file: say("{file} is a RAR or 7z archive. Unpack it and add the files inside it.", file=file),
    "xml": lambda file: say("{file} is XML that holds neither a table nor a bank statement. Export the list as xlsx or CSV.", file=file),
    "json": lambda file: say("{file} is JSON, not a table. Export the list as xlsx or CSV.", file=file),
    "ole": lambda file: say("{file} is an old Office document without a workbook in it. Save the list as xlsx.", file=file),
    "unknown": lambda file: say("{file} is neither a workbook nor readable text. Export it again as xlsx or CSV.", file=file),
}
