"""The invented company's story, as data: who its customers are, what they buy and how they pay.

Change the story here; `generate.py` only tells it. Every name is invented.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

COMPANY = "华东示例机电有限公司"
COMPANY_ACCOUNT = "1219000000000010601"
SEED = "receivables-desk-2026"
FIRST_DAY = dt.date(2024, 7, 1)
AS_OF = dt.date(2026, 6, 30)
BANK_MONTH = dt.date(2026, 7, 1)
MONTHLY_GROWTH = 0.011
TAX_RATE = "0.13"

Habit = Literal["prompt", "usual", "late", "month_end", "prepay", "discount", "slow", "stopped", "none"]


@dataclass(frozen=True)
class Customer:
    """One customer: `monthly` is 万元 a month at the start (thousands of the currency abroad), `often` documents a month."""

    id: str
    name: str
    short: str
    region: str
    salesperson: str
    term: str
    monthly: float
    often: float
    habit: Habit = "usual"
    limit: int | None = None
    group: str = ""
    currency: str = "CNY"
    category: str = "经销商"
    size: str = "中型"
    grade: str = "B"
    payers: str = ""
    former: str = ""
    representative: str = ""
    temporary: tuple[int, dt.date, dt.date] | None = None
    unbilled: int | None = None
    orders: int | None = None
    bills: int | None = None
    months: tuple[int, ...] = ()
    remark: str = ""


SALESPEOPLE = {"华东": ("王芳", "李伟"), "华南": ("陈静",), "华北": ("赵磊",), "西南": ("刘洋",), "海外": ("Grace Lin",)}

# Limits in 万元. The remarks are what a credit controller would have written on the card.
CAST: tuple[Customer, ...] = (
    Customer(
        "C0001",
        "苏州宏达精密制造有限公司",
        "苏州宏达",
        "华东",
        "王芳",
        "月结60天",
        60,
        3,
        "slow",
        450,
        size="大型",
        grade="A",
        category="制造商",
        representative="沈国栋",
        remark="2026 年一季度起付款变慢",
    ),
    Customer(
        "C0002",
        "宁波海港重工配件有限公司",
        "宁波海港",
        "华东",
        "李伟",
        "60天",
        82,
        3,
        "usual",
        150,
        size="大型",
        category="制造商",
        orders=30,
        remark="长期超额，待总经理审批",
    ),
    Customer(
        "C0003",
        "无锡新锐自动化设备有限公司",
        "无锡新锐",
        "华东",
        "王芳",
        "月结30天",
        36,
        2,
        "prompt",
        140,
        category="制造商",
        representative="钱立新",
        remark="6 月新签大单",
    ),
    Customer("C0004", "常州博远建材有限公司", "常州博远", "华东", "李伟", "货到30天", 22, 1, "usual", 120, remark="两张发票质量争议"),
    Customer(
        "C0005",
        "合肥夏风制冷设备有限公司",
        "合肥夏风",
        "华东",
        "李伟",
        "月结30天",
        36,
        2,
        "usual",
        180,
        category="制造商",
        months=(3, 4, 5, 6, 7),
        remark="季节性：每年 3—7 月提货",
    ),
    Customer(
        "C0006",
        "南通江海船舶配套有限公司",
        "南通江海",
        "华东",
        "王芳",
        "月结60天",
        46,
        2,
        "month_end",
        100,
        temporary=(100, dt.date(2026, 5, 1), dt.date(2026, 7, 31)),
        category="制造商",
        bills=8,
    ),
    Customer(
        "C0007",
        "嘉兴南湖包装机械有限公司",
        "嘉兴南湖",
        "华东",
        "李伟",
        "月结30天",
        24,
        2,
        "usual",
        60,
        temporary=(40, dt.date(2026, 3, 1), dt.date(2026, 5, 31)),
        remark="临时额度 5 月底到期",
    ),
    Customer(
        "C0008",
        "徐州鼎盛矿山机械有限公司",
        "徐州鼎盛",
        "华东",
        "王芳",
        "60天",
        26,
        0.8,
        "stopped",
        80,
        grade="D",
        category="制造商",
        remark="2025 年 3 月起停止付款，已停供",
    ),
    Customer(
        "C0009",
        "上海恒远机电有限公司",
        "恒远机电",
        "华东",
        "王芳",
        "月结30天",
        30,
        1.4,
        "usual",
        130,
        group="恒远集团",
        payers="恒远集团财务有限公司",
        representative="周恒远",
    ),
    Customer(
        "C0010",
        "上海恒远机电设备有限公司",
        "恒远设备",
        "华东",
        "王芳",
        "30天",
        18,
        1,
        "usual",
        80,
        group="恒远集团",
        payers="恒远集团财务有限公司",
    ),
    Customer("C0011", "北京恒远机电有限公司", "北京恒远", "华北", "赵磊", "月结60天", 16, 0.8, "late", 90),
    Customer(
        "C0012",
        "深圳市华创电子（集团）有限公司",
        "华创集团",
        "华南",
        "陈静",
        "月结60天",
        45,
        1.6,
        "month_end",
        320,
        group="华创集团",
        size="大型",
        grade="A",
    ),
    Customer("C0013", "深圳市华创电子有限公司", "华创电子", "华南", "陈静", "月结30天", 18, 1, "month_end", 90, group="华创集团"),
    Customer("C0014", "深圳市华创电子科技有限公司", "华创科技", "华南", "陈静", "Net 30", 9, 0.7, "usual", 50),
    Customer(
        "C0015",
        "成都一诺泵业有限公司",
        "成都一诺",
        "西南",
        "刘洋",
        "票到30天",
        14,
        0.8,
        "usual",
        60,
        representative="罗一诺",
        payers="罗一诺",
    ),
    Customer("C0016", "成都亿诺泵业有限公司", "成都亿诺", "西南", "刘洋", "30天", 8, 0.6, "late", 40),
    Customer("C0017", "广州东泰五金制品厂", "东泰五金", "华南", "陈静", "2/10,n/30", 12, 1.2, "discount", 50, size="小型"),
    Customer(
        "C0018",
        "东莞市东泰五金制品有限公司",
        "东莞东泰",
        "华南",
        "陈静",
        "2/10,n/30",
        10,
        1,
        "discount",
        50,
        former="东莞市东泰五金厂",
        size="小型",
    ),
    Customer("C0019", "昆山小荷电子有限公司", "昆山小荷", "华东", "李伟", "款到发货", 6, 0.9, "prepay", 0, size="微型", grade="C"),
    Customer("C0020", "绍兴越新纺机有限公司", "绍兴越新", "华东", "李伟", "款到发货", 8, 0.9, "prepay", 0, size="小型", grade="C"),
    Customer("C0021", "天津渤华阀门一厂", "渤华一厂", "华北", "赵磊", "月结30天", 10, 0.8, "usual", 60),
    Customer("C0022", "天津渤华阀门二厂", "渤华二厂", "华北", "赵磊", "月结30天", 9, 0.7, "usual", 60),
    Customer(
        "C0023",
        "Pacific Rim Components Inc.",
        "Pacific Rim",
        "海外",
        "Grace Lin",
        "Net 60",
        26,
        1.2,
        "prompt",
        150,
        currency="USD",
        category="海外",
        grade="A",
    ),
    Customer(
        "C0024", "Delta Tools LLC", "Delta Tools", "海外", "Grace Lin", "30 days", 13, 0.8, "late", 40, currency="USD", category="海外"
    ),
    Customer(
        "C0025",
        "Müller Antriebstechnik GmbH",
        "Müller",
        "海外",
        "Grace Lin",
        "Net 30 EOM",
        24,
        1,
        "prompt",
        90,
        currency="EUR",
        category="海外",
        grade="A",
    ),
    Customer("C0026", "重庆山城传动机械有限公司", "重庆山城", "西南", "刘洋", "次月10号", 24, 1.2, "prompt", 100, bills=12),
    Customer(
        "C0027",
        "青岛海岳工程装备有限公司",
        "青岛海岳",
        "华北",
        "赵磊",
        "月结90天",
        30,
        1,
        "usual",
        180,
        category="工程",
        unbilled=18,
        remark="质保金 5%，保修期 12 个月",
    ),
    Customer("C0028", "郑州中豫农机有限公司", "郑州中豫", "华北", "赵磊", "三十天", 12, 0.8, "late", 60, unbilled=3),
)

CITIES = {
    "华东": ("上海", "南京", "杭州", "苏州", "无锡", "宁波", "温州", "扬州", "镇江", "台州", "湖州", "芜湖", "泰州", "金华"),
    "华南": ("广州", "深圳市", "佛山市", "东莞市", "惠州", "中山市", "厦门", "泉州"),
    "华北": ("北京", "天津", "青岛", "济南", "石家庄", "大连", "沈阳", "郑州"),
    "西南": ("成都", "重庆", "昆明", "贵阳", "绵阳"),
}
REGION_WEIGHTS = ("华东",) * 11 + ("华南",) * 5 + ("华北",) * 4 + ("西南",) * 3
BRANDS = (
    "瑞丰",
    "天衡",
    "启明",
    "联晟",
    "德润",
    "金坤",
    "海纳",
    "宏图",
    "博瑞",
    "永泰",
    "盛和",
    "嘉禾",
    "立信达",
    "正阳",
    "凯越",
    "安达",
    "康宁达",
    "聚力",
    "同辉",
    "万和盛",
    "卓远",
    "中科瑞",
    "星河",
    "鼎新",
    "方圆",
    "百川",
    "东升",
    "恒基",
    "锦程",
    "明德",
    "华信",
    "国泰安",
    "顺达",
    "新时代",
    "远景",
    "飞驰",
    "晨光达",
    "佳宏",
    "通利",
    "誉诚",
)
TRADES = (
    "机械",
    "电气",
    "自动化",
    "精密五金",
    "轴承",
    "液压",
    "仪器仪表",
    "电机",
    "泵业",
    "阀门",
    "模具",
    "工业设备",
    "汽车零部件",
    "电子",
)
FORMS = ("有限公司",) * 6 + ("科技有限公司", "设备有限公司", "有限责任公司", "制造有限公司")
TERMS = (
    "月结30天",
    "月结60天",
    "30天",
    "60天",
    "月结",
    "货到30天",
    "Net 30",
    "开票后45天",
    "2个月",
    "月结30天",
    "票到30天",
    "次月10号",
    "月结90天",
    "三十天",
    "见合同",
)
HABITS: tuple[Habit, ...] = ("prompt",) * 6 + ("usual",) * 9 + ("late",) * 3 + ("month_end",) * 4
TIERS = ((10, 33.0, 1.6), (38, 8.4, 0.5), (74, 1.7, 0.18))
"""How many further customers buy about how much (万元 a month), how often (documents a month)."""

HOLIDAYS = tuple(
    (dt.date.fromisoformat(first), dt.date.fromisoformat(last))
    for first, last in (
        ("2024-09-15", "2024-09-17"),
        ("2024-10-01", "2024-10-07"),
        ("2025-01-01", "2025-01-01"),
        ("2025-01-28", "2025-02-04"),
        ("2025-05-01", "2025-05-05"),
        ("2025-10-01", "2025-10-08"),
        ("2026-01-01", "2026-01-03"),
        ("2026-02-15", "2026-02-23"),
        ("2026-05-01", "2026-05-05"),
    )
)
SURNAMES = "赵钱孙李周吴郑王冯陈蒋沈韩杨朱秦许何吕施张孔曹严金魏陶姜"
GIVEN = "建国志强立新海波文彬晓东俊杰丽华雪梅振宇思源家豪永康明辉"
