"""Internal control and audit: exception tests, findings, and what an outside auditor asks for (capabilities 118–120)."""

from arcore.audit.examined import Examined, Signature, Version
from arcore.audit.exceptions import exceptions_of
from arcore.audit.findings import Judged, finding_for, findings_at, harmless_for, judged
from arcore.audit.model import SEVERITY_LABELS, TESTS, AuditException

__all__ = [
    "SEVERITY_LABELS",
    "TESTS",
    "AuditException",
    "Examined",
    "Judged",
    "Signature",
    "Version",
    "exceptions_of",
    "finding_for",
    "findings_at",
    "harmless_for",
    "judged",
]
