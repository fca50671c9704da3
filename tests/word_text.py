"""What a Word file says, and how many pages it takes."""

from __future__ import annotations

import io
import subprocess
from pathlib import Path

from docx import Document


def said(content: bytes) -> list[str]:
    """Every paragraph and table row of the file, in order; the cells of a row are separated by ' | '."""
    document = Document(io.BytesIO(content))
    lines = []
    for block in document.iter_inner_content():
        if hasattr(block, "rows"):
            lines += [" | ".join(cell.text for cell in row.cells) for row in block.rows]
        elif block.text:
            lines.append(block.text)
    return lines


def pages(content: bytes, folder: Path) -> int:
    """How many pages LibreOffice lays the file out on."""
    source = folder / "paper.docx"
    source.write_bytes(content)
    command = ["soffice", f"-env:UserInstallation=file://{folder}/office", "--headless", "--convert-to", "pdf", "--outdir", str(folder)]
    subprocess.run([*command, str(source)], check=True, capture_output=True, timeout=180)
    return (folder / "paper.pdf").read_bytes().count(b"/Type/Page/")
