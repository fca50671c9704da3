"""Invented customers for the second labelled generator: near twins, groups, persons, Hong Kong and foreign houses."""

from __future__ import annotations

import random
from dataclasses import dataclass, field

PLACES = ("常州", "南通", "嘉兴", "绍兴", "温州", "中山", "珠海", "惠州", "烟台", "潍坊", "洛阳", "襄阳", "株洲", "赣州", "昆山", "义乌")
HOUSES = ("恒昌", "瑞康", "金桥", "东升", "鸿泰", "正阳", "凌云", "双鹿", "天目", "诺亚", "海川", "星河", "晨曦", "联谊", "百顺", "开元")
TRADES = ("轴承", "阀门", "涂料", "玻璃", "陶瓷", "电缆", "模具", "食品", "饲料", "药业", "光电", "仪表", "紧固件", "管业", "园林", "机床")
FORMS = ("有限公司",) * 7 + ("股份有限公司", "有限责任公司", "厂", "经营部", "(集团)有限公司", "加工厂")
FAMILY, GIVEN = "赵钱孙李周吴郑冯陈褚蒋沈韩杨秦许", ("志远", "秀英", "建国", "伟", "丽华", "海燕", "国栋", "敏")
FOREIGN = (
    "Müller & Söhne GmbH",
    "Brightwater Trading Ltd",
    "Nordström Industri AB",
    "Kowalczyk Łódź Sp. z o.o.",
    "Établissements Fournier SA",
    "Golden Harvest (HK) Limited",
    "Pacific Rim Fasteners Pte. Ltd.",
    "O'Connell Engineering Services LLC",
    "Castellón Cerámica S.L.",
    "Bergström Hydraulics AB",
    "Harborview International Machinery & Equipment Co., Ltd.",
    "Great Eastern Industrial Components (Asia Pacific) Limited",
)
HONG_KONG = ("宏昇國際貿易有限公司", "華潤豐紙業（香港）有限公司", "東亞電子實業有限公司", "錦綉織造廠有限公司")
TRADITIONAL = str.maketrans("东华电丰业实国际贸易厂联谊阳县药业机龙", "東華電豐業實國際貿易廠聯誼陽縣藥業機龍")


@dataclass
class Customer:
    """One row of the customer file."""

    id: str
    name: str
    short: str = ""
    former: str = ""
    legal: str = ""
    account: str = ""
    payers: list[str] = field(default_factory=list)
    days: int = 60
    foreign: bool = False


def person(rng: random.Random) -> str:
    return rng.choice(FAMILY) + rng.choice(GIVEN)


def customers(rng: random.Random, count: int) -> list[Customer]:
    """Chinese companies with twins by place, trade and ordinal; two groups with a finance company; some foreign houses."""
    found: list[Customer] = []
    used: set[str] = set()

    def add(name: str, **more: object) -> None:
        if name not in used:
            used.add(name)
            account = "".join(rng.choices("0123456789", k=rng.choice([15, 16, 19]))) if rng.random() < 0.6 else ""
            row = Customer(f"K{len(found) + 1:04d}", name, account=account, days=rng.choice([30, 45, 60, 90]))
            for key, value in more.items():
                setattr(row, key, value)
            found.append(row)

    for name in (*rng.sample(FOREIGN, 7), *rng.sample(HONG_KONG, 3)):
        add(name, foreign=name.isascii() or not any("一" <= c <= "鿿" for c in name))
    for house in rng.sample(HOUSES, 2):
        finance = f"{house}集团财务有限公司"
        for trade in rng.sample(TRADES, 4):
            add(f"{rng.choice(PLACES)}{house}{trade}有限公司", payers=[finance])
    for place in rng.sample(PLACES, 2):
        for ordinal in ("第一", "第二", "第三"):
            add(f"{place}市{ordinal}建筑工程有限公司")
    while len(found) < count:
        place, house, trade, form = (rng.choice(x) for x in (PLACES, HOUSES, TRADES, FORMS))
        city = place + ("市" if rng.random() < 0.2 else "")
        legal = person(rng) if rng.random() < 0.5 else ""
        former = f"{city}{rng.choice(HOUSES)}{trade}{form}" if rng.random() < 0.08 else ""
        payers = [f"{rng.choice(HOUSES)}{rng.choice(['商贸', '供应链', '实业'])}有限公司"] if rng.random() < 0.1 else []
        add(f"{city}{house}{trade}{form}", short=f"{place}{house}{trade}", legal=legal, former=former, payers=payers)
        if rng.random() < 0.15:  # a twin: another place, trade or legal form of the same house
            other = f"{rng.choice(PLACES)}{house}{trade}{form}" if rng.random() < 0.5 else f"{city}{house}{rng.choice(TRADES)}{form}"
            add(other, short="" if rng.random() < 0.5 else other[:6])
    names = {c.name for c in found}
    heirs: dict[str, int] = {}
    for c in found:
        for payer in c.payers:
            heirs[payer] = heirs.get(payer, 0) + 1
    for c in found:
        if c.former in names:
            c.former = ""
        if not c.payers or "财务" not in c.payers[0]:
            c.payers = [p for p in c.payers if heirs[p] == 1]
    legal_once = [c.legal for c in found]
    for c in found:
        if legal_once.count(c.legal) > 1:
            c.legal = ""
    return found
