"""Files that people add to what they record."""

from __future__ import annotations

from streamlit.runtime.uploaded_file_manager import UploadedFile

from arcore.messages import Unusable
from pages._shared import source, widgets
from pages._shared.frame import Frame


def kept(frame: Frame, uploaded: UploadedFile) -> str | None:
    """What a row refers to the file by; None, with a sentence, where it cannot be kept.

    It is kept at once under its content's hash, which does no harm if nothing comes to refer to it.
    """
    try:
        return source.to_write(frame.shelf).put_file(uploaded.getvalue(), uploaded.name).reference
    except Unusable as refused:
        widgets.strip(frame.say(refused.message), "bad")
        return None
