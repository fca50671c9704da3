"""Registers of training (capabilities 121–125) and improvement (133): sessions, attendance, own playbook cards, the improvement log."""

from __future__ import annotations

from arcore.messages import Message, both, say
from arcore.registers.collecting import STEPS
from arcore.registers.declare import DEPARTMENTS, day, file, flag, number_text, one_of, party, remark, text, whole
from arcore.registers.model import Condition, Group, Register, Subject

TOPICS = (
    ("policy", "信用政策", "Credit policy"),
    ("credit", "信用评估与额度", "Credit assessment and limits"),
    ("process", "催收流程", "Collection process"),
    ("negotiation", "话术与谈判", "Scripts and negotiation"),
    ("complaints", "投诉与建议处理", "Complaints and suggestions"),
    ("statements", "对账", "Reconciling and statements"),
)
"""The catalogue of topics (capability 125)."""

TOPIC_NAMES: dict[str, Message] = {name: both(zh, en) for name, zh, en in TOPICS}
EVERYBODY = "all"
AUDIENCE = ((EVERYBODY, "全员", "Everybody"), *DEPARTMENTS)
KPIS = (
    ("dso", "DSO（应收账款周转天数）", "DSO"),
    ("days_delinquent", "平均拖欠天数（ADD）", "Average days delinquent (ADD)"),
    ("overdue_rate", "逾期率", "Overdue rate"),
    ("overdue_rate_30", "逾期超 30 天占比", "Overdue more than 30 days"),
    ("collection_effectiveness", "收款有效性（CEI）", "Collection effectiveness (CEI)"),
    ("collection_rate", "回款率", "Collection rate"),
    ("plan_completion", "回款计划完成率", "Collection plan completed"),
    ("recovery_rate", "逾期款催收回收率", "Recovery of overdue items"),
    ("on_time_rate", "按期回款率", "Paid on time"),
    ("promise_rate", "承诺兑现率", "Promises kept"),
    ("dispute_rate", "争议率", "Dispute rate"),
    ("bad_debt_rate", "坏账率", "Bad-debt rate"),
    ("confirmation_rate", "对账确认率", "Confirmation rate"),
    ("days_to_pay", "加权平均收款天数", "Days to pay"),
    ("days_late", "平均逾期天数", "Days late"),
)
"""The measures of `arcore.metrics` that an improvement may be judged by."""

SESSIONS = Register(
    name="trainings",
    group=Group.WORK,
    subject=Subject.COMPANY,
    title=say("Training sessions"),
    question=say("Which trainings are planned and were held, on what, by whom and for whom?"),
    fields=(
        number_text("session_no", "培训编号", "Session No.", required=True),
        one_of("topic", "主题", "Topic", TOPICS, required=True),
        text("title", "培训名称", "Title"),
        day("planned_on", "计划日期", "Planned for", required=True),
        party("trainer", "讲师", "Trainer", required=True),
        one_of("audience", "参加部门", "For whom", AUDIENCE, required=True, default=EVERYBODY),
        one_of(
            "state",
            "状态",
            "State",
            (("planned", "计划中", "Planned"), ("held", "已举办", "Held"), ("cancelled", "已取消", "Cancelled")),
            required=True,
            default="planned",
        ),
        day("held_on", "举办日期", "Held on"),
        file("material", "培训资料", "Material"),
        remark(),
    ),
    dated="planned_on",
    label=("topic", "trainer"),
    conditions=(Condition("held_on", "state", ("held",)),),
    open_states=("state", ("planned",)),
)

ATTENDANCE = Register(
    name="attendance",
    group=Group.WORK,
    subject=Subject.COMPANY,
    title=say("Training attendance"),
    question=say("Who was trained in what, and with which score?"),
    fields=(
        day("attended_on", "日期", "On", required=True),
        party("person", "姓名", "Person", required=True),
        one_of("department", "部门", "Department", DEPARTMENTS, required=True, default="finance"),
        one_of("topic", "主题", "Topic", TOPICS, required=True),
        number_text("session_no", "培训编号", "Session No."),
        one_of("way", "方式", "How", (("session", "参加培训", "Session"), ("quiz", "在线测验", "Quiz")), required=True, default="session"),
        flag("present", "到场", "Present", note=say("No: was expected and did not come")),
        whole("score", "测验得分", "Quiz score", (0, 100), note=say("Percent of right answers; blank: there was no quiz")),
        whole("policy_version", "制度版本", "Rules version", (0, 1_000_000)),
        remark(),
    ),
    dated="attended_on",
    label=("person", "topic"),
)

PLAYBOOK = Register(
    name="playbook",
    group=Group.COLLECTION,
    subject=Subject.COMPANY,
    title=say("Our own playbook cards"),
    question=say("Which scripts does the company word differently, or add?"),
    fields=(
        day("since", "启用日期", "In use from", required=True),
        number_text("card", "替换的卡片", "Replaces card", note=say("The number on the card; blank: a card of our own")),
        one_of("step", "步骤", "Step", (("any", "各步骤通用", "Any step"), *STEPS), required=True, default="any"),
        one_of(
            "part",
            "类别",
            "Kind",
            (
                ("opening", "开场", "Opening"),
                ("objection", "异议应对", "Objection and reply"),
                ("negotiation", "谈判要点", "Negotiation"),
                ("never", "禁用说法", "Never say"),
            ),
            required=True,
            default="opening",
        ),
        text("heard_zh", "客户说法（中文）", "What they say (Chinese)", lines=2),
        text("heard_en", "客户说法（英文）", "What they say (English)", lines=2),
        text("words_zh", "我方话术（中文）", "What we say (Chinese)", required=True, lines=4),
        text(
            "words_en", "我方话术（英文）", "What we say (English)", lines=4, note=say("Blank: the Chinese words stand in both languages")
        ),
        one_of("state", "状态", "State", (("used", "使用中", "In use"), ("dropped", "停用", "Dropped")), required=True, default="used"),
    ),
    dated="since",
    label=("part", "words_zh"),
    conditions=(Condition("heard_zh", "part", ("objection",)),),
)

IMPROVEMENTS = Register(
    name="improvements",
    group=Group.WORK,
    subject=Subject.COMPANY,
    title=say("Improvement log"),
    question=say("What do we improve, how do we see whether it worked, and did it?"),
    fields=(
        number_text("improvement_no", "编号", "No.", required=True),
        one_of(
            "origin",
            "来源",
            "From",
            (
                ("suggestion", "内部建议", "A suggestion"),
                ("feedback", "客户反馈", "Customer feedback"),
                ("audit", "审计发现", "An audit finding"),
                ("review", "月度例会", "The monthly review"),
                ("person", "其他", "Other"),
            ),
            required=True,
            default="person",
        ),
        number_text("origin_ref", "来源编号", "Reference"),
        text("problem", "问题", "Problem", required=True, lines=3),
        text("cause", "原因", "Cause", lines=3),
        text("measure", "措施", "Measure", lines=3),
        party("owner", "责任人", "Owner", required=True),
        one_of("department", "责任部门", "Department", DEPARTMENTS, required=True, default="finance"),
        day("started_on", "开始日期", "Start", required=True),
        day("due_on", "计划完成", "To be done by"),
        one_of("kpi", "观察指标", "Figure watched", KPIS),
        day("before_on", "改进前日期", "Before: as of"),
        day("after_on", "改进后日期", "After: as of"),
        one_of(
            "state",
            "阶段",
            "Stage",
            (
                ("plan", "计划（P）", "Plan"),
                ("do", "执行（D）", "Do"),
                ("check", "检查（C）", "Check"),
                ("act", "固化（A）", "Act: made the rule"),
                ("dropped", "已终止", "Dropped"),
            ),
            required=True,
            default="plan",
        ),
        one_of(
            "verdict",
            "结果判定",
            "Result",
            (("worked", "有效", "It worked"), ("partly", "部分有效", "In part"), ("failed", "无效", "It did not")),
        ),
        text("conclusion", "结论", "What follows", lines=2),
        day("closed_on", "关闭日期", "Closed on"),
    ),
    dated="started_on",
    label=("improvement_no", "problem"),
    ordered=(("started_on", "due_on"), ("started_on", "closed_on"), ("before_on", "after_on")),
    conditions=(
        Condition("measure", "state", ("do", "check", "act")),
        Condition("before_on", "kpi"),
        Condition("verdict", "state", ("act",)),
        Condition("conclusion", "state", ("act", "dropped")),
        Condition("closed_on", "state", ("act", "dropped")),
    ),
    open_states=("state", ("plan", "do", "check")),
)

REGISTERS = (SESSIONS, ATTENDANCE, PLAYBOOK, IMPROVEMENTS)
