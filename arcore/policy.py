"""The company's rules as frozen dataclasses, loaded from one TOML file with comments."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from arcore.policy_sections.appraisal import AppraisalRules
from arcore.policy_sections.audit import AuditRules
from arcore.policy_sections.collecting import CollectingRules
from arcore.policy_sections.forecast import ForecastRules
from arcore.policy_sections.interest import InterestRules
from arcore.policy_sections.legal import LegalRules
from arcore.policy_sections.limits import LimitRules
from arcore.policy_sections.measures import MeasureRules
from arcore.policy_sections.papers import PaperRules
from arcore.policy_sections.provision import ProvisionRules
from arcore.policy_sections.sales import SalesRules
from arcore.policy_sections.scores import ScoreRules
from arcore.policy_sections.targets import TargetRules
from arcore.policy_sections.training import TrainingRules
from arcore.policy_sections.warnings import WarningRules


@dataclass(frozen=True)
class AgingScheme:
    """The upper ends, in days past due, of every bucket but the last; labels follow from them."""

    upper_ends: tuple[int, ...] = (0, 30, 60, 90, 180, 365)


@dataclass(frozen=True)
class Company:
    """Whose books these are. `names` and `accounts` are the company's own: transfers between them are not receipts."""

    name: str = ""
    country: str = "CN"
    currency: str = "CNY"
    names: tuple[str, ...] = ()
    accounts: tuple[str, ...] = ()


MonthEndReading = Literal["end_of_month_plus_days", "natural_months", "from_document_date"]


@dataclass(frozen=True)
class TermsRules:
    """How payment-term phrases become due dates where they leave a choice (domain rules §4.11).

    `assume_default`: whether a document of which no terms are known at all is given the company's; else it is due on its own date.

    `grace_days`: overdue by no more than these is in grace (§4.3). `presets`: the phrases a form offers.
    """

    default: str = "30天"
    month_end: MonthEndReading = "end_of_month_plus_days"
    roll_holidays: bool = True
    grace_days: int = 0
    assume_default: bool = False
    presets: tuple[str, ...] = ("30天", "60天", "90天", "月结30天", "月结60天", "款到发货")


@dataclass(frozen=True)
class AgingRules:
    """How the aging page opens. `calendar_months`: the upper ends of the auditors' buckets, by calendar anniversaries."""

    scheme: AgingScheme = field(default_factory=AgingScheme)
    calendar_months: tuple[int, ...] = (12, 24, 36, 48, 60)
    basis: Literal["due", "document"] = "due"
    net_credits: bool = False
    due_soon_days: int = 7


@dataclass(frozen=True)
class CreditRules:
    """What counts as exposure and what stops an order (domain rules §4.8).

    `ignored_remainder`: an overdue rest below it (minor units) makes nobody late; it still counts as open and overdue money.
    """

    include_unbilled: bool = True
    include_orders: bool = True
    include_bills: bool = True
    net_unapplied: bool = True
    near_limit: float = 0.9
    approval_overdue_days: int = 15
    freeze_overdue_days: int = 60
    ignored_remainder: int = 10_000
    frozen_grades: tuple[str, ...] = ("D",)


@dataclass(frozen=True)
class MatchingRules:
    """What a short payment may be, and what posts by itself (domain rules §6; money in minor units).

    `channels`: payers that only pass on other people's payments, never customers. `duplicate_days`: an equal second
    payment within these that pays nothing open is flagged as paid twice.
    """

    bank_fees: tuple[int, ...] = (500, 1000, 1500, 2000, 2500, 3000, 5000)
    rounding_limit: int = 1000
    rounding_limit_large: int = 10000
    rounding_share: float = 0.001
    retention_percents: tuple[float, ...] = (3.0, 5.0, 10.0)
    discount_percents: tuple[float, ...] = (1.0, 2.0)
    discount_days: int = 10
    channels: tuple[str, ...] = (
        "支付宝（中国）网络技术有限公司",
        "财付通支付科技有限公司",
        "银联商务股份有限公司",
        "中国银联股份有限公司",
        "网银在线（北京）科技有限公司",
        "拉卡拉支付股份有限公司",
        "通联支付网络服务股份有限公司",
        "快钱支付清算信息有限公司",
    )
    duplicate_days: int = 7


@dataclass(frozen=True)
class ApprovalRules:
    """Who may write off how much of one document alone (minor units): up to the first limit a clerk, up to the second a
    manager, above it only the finance director. `customer_year_limit`: what one customer may be written off in a year
    before every further cent needs the manager.
    """

    write_off_clerk: int = 10_000
    write_off_manager: int = 1_000_000
    customer_year_limit: int = 100_000


@dataclass(frozen=True)
class DisplayRules:
    """How amounts are shown: in units or ten thousands (万元), and how negative ones look."""

    unit: Literal["unit", "ten_thousand"] = "unit"
    negative: Literal["minus", "parentheses", "red"] = "minus"


@dataclass(frozen=True)
class Policy:
    """All rules together; `version` counts the edits; 0: nobody has made any, the program's own rules apply."""

    company: Company = field(default_factory=Company)
    terms: TermsRules = field(default_factory=TermsRules)
    aging: AgingRules = field(default_factory=AgingRules)
    credit: CreditRules = field(default_factory=CreditRules)
    matching: MatchingRules = field(default_factory=MatchingRules)
    approvals: ApprovalRules = field(default_factory=ApprovalRules)
    display: DisplayRules = field(default_factory=DisplayRules)
    version: int = 1
    collecting: CollectingRules = field(default_factory=CollectingRules)
    targets: TargetRules = field(default_factory=TargetRules)
    scores: ScoreRules = field(default_factory=ScoreRules)
    limits: LimitRules = field(default_factory=LimitRules)
    forecast: ForecastRules = field(default_factory=ForecastRules)
    measures: MeasureRules = field(default_factory=MeasureRules)
    interest: InterestRules = field(default_factory=InterestRules)
    provision: ProvisionRules = field(default_factory=ProvisionRules)
    warnings: WarningRules = field(default_factory=WarningRules)
    papers: PaperRules = field(default_factory=PaperRules)
    legal: LegalRules = field(default_factory=LegalRules)
    sales: SalesRules = field(default_factory=SalesRules)
    training: TrainingRules = field(default_factory=TrainingRules)
    audit: AuditRules = field(default_factory=AuditRules)
    appraisal: AppraisalRules = field(default_factory=AppraisalRules)
