"""Who paid: which spellings identify a customer, how far, and which twins never do."""

import pytest

from arcore.matching.normalize import core, fold, is_person, name_key
from arcore.matching.payers import CustomerIndex
from arcore.matching.proposals import KnownPayers
from arcore.matching.similar import blocked, similar
from tests.matching_frames import customers_frame

CUSTOMERS = [
    {
        "customer_id": "C1",
        "customer_name": "深圳市华美科技(集团)股份有限公司",
        "short_name": "深圳华美",
        "bank_account": "6222 0001 2345 678",
    },
    {"customer_id": "C2", "customer_name": "上海华美科技有限公司", "short_name": "上海华美", "payers": "众信财务有限公司；李雷"},
    {"customer_id": "C3", "customer_name": "上海华美科技股份有限公司", "short_name": "上海华美", "payers": "众信财务有限公司"},
    {
        "customer_id": "C4",
        "customer_name": "无锡恒通物流有限责任公司",
        "former_name": "无锡恒通运输总公司",
        "legal_representative": "欧阳明",
    },
    {"customer_id": "C5", "customer_name": "Müller Präzisionstechnik GmbH", "group_name": "Müller Gruppe"},
    {"customer_id": "C6", "customer_name": "华建第一建设有限公司", "group_name": "华建集团"},
    {"customer_id": "C7", "customer_name": "华建第二建设有限公司", "group_name": "华建集团"},
]


def identify(payer: str = "", account: str = "", memo: str = "", known: KnownPayers | None = None) -> tuple[tuple[str, ...], str]:
    found = CustomerIndex.build(customers_frame(CUSTOMERS), known or KnownPayers()).identify(payer, account, fold(memo))
    return found.customers, found.trust


@pytest.mark.parametrize(
    ("payer", "customers", "trust"),
    [
        ("深圳市华美科技（集团）股份有限公司 ", ("C1",), "certain"),
        ("深圳市華美科技(集團)股份有限公司", ("C1",), "certain"),
        ("深圳市华美科技［集团］股份有限公司", ("C1",), "certain"),
        ("无锡恒通物流有限公司", ("C4",), "certain"),
        ("无锡恒通运输总公司", ("C4",), "certain"),
        ("MÜLLER PRÄZISIONSTECHNIK GMBH", ("C5",), "certain"),
        ("Mueller Praezisionstechnik", ("C5",), "derived"),
        ("深圳华美", ("C1",), "derived"),
        ("深圳华美科技有限公司", ("C1",), "derived"),
        ("无锡恒通物流有限责任公司苏州分公司", ("C4",), "derived"),
        ("深圳市华美科", ("C1",), "derived"),
        ("上海华美科技", ("C2", "C3"), "one_of"),
        ("众信财务有限公司", ("C2", "C3"), "one_of"),
        ("李雷", ("C2",), "certain"),
        ("华建集团财务有限公司", ("C6", "C7"), "one_of"),
        ("欧阳明", ("C4",), "weak"),
        ("北京华美科技有限公司", (), "none"),
        ("华建第三建设有限公司", (), "none"),
        ("王小二", (), "none"),
    ],
)
def test_a_payer_is_as_certain_as_its_spelling_allows(payer: str, customers: tuple[str, ...], trust: str) -> None:
    assert identify(payer) == (customers, trust)


def test_a_name_that_the_format_cut_is_as_good_as_whole() -> None:
    harbor = [{"customer_id": "H", "customer_name": "Harborview International Machinery & Equipment Co., Ltd."}]
    index = CustomerIndex.build(customers_frame(harbor), KnownPayers())
    trusts = {width: index.identify(harbor[0]["customer_name"].upper()[:width], "", "").trust for width in (20, 31, 32, 40)}
    assert trusts == {20: "derived", 31: "derived", 32: "certain", 40: "derived"}


def test_a_registered_account_identifies_without_a_name() -> None:
    assert identify(account="622200012345678") == (("C1",), "certain")


def test_an_account_of_one_customer_under_the_name_of_another_is_neither_for_certain() -> None:
    index = CustomerIndex.build(customers_frame(CUSTOMERS), KnownPayers())
    found = index.identify("上海华美科技有限公司", "622200012345678", "")
    assert (found.customers, found.disputed) == (("C1", "C2"), True)


@pytest.mark.parametrize(
    ("payer", "memo", "customers", "trust"),
    [
        ("张三", "代无锡恒通物流有限责任公司付货款", ("C4",), "certain"),
        ("张三", "代付无锡恒通物流有限责任公司货款", ("C4",), "certain"),
        ("张三", "无锡恒通物流有限责任公司货款", ("C4",), "derived"),
        ("众信财务有限公司", "代上海华美付货款", ("C2", "C3"), "one_of"),
        ("李雷", "代上海华美付货款", ("C2",), "certain"),
        ("张三", "代上海华美付货款", ("C2", "C3"), "one_of"),
        ("张三", "深圳华美货款", ("C1",), "weak"),
    ],
)
def test_the_memo_says_for_whom_somebody_else_pays(payer: str, memo: str, customers: tuple[str, ...], trust: str) -> None:
    assert identify(payer, memo=memo) == (customers, trust)


@pytest.mark.parametrize(
    ("memo", "customers", "trust"),
    [
        ("无锡恒通物流有限责任公司 货款", ("C4",), "certain"),
        ("TRF 深圳市华美科技(集团)股份有限公司 货款", ("C1",), "certain"),
        ("Müller Präzisionstechnik GmbH payment", ("C5",), "certain"),
        ("李雷 代上海华美付货款", ("C2", "C3"), "one_of"),
        ("活期结息", (), "none"),
    ],
)
def test_free_text_without_a_payer_is_searched_for_one(memo: str, customers: tuple[str, ...], trust: str) -> None:
    assert identify(memo=memo) == (customers, trust)


def test_what_a_person_confirmed_identifies_and_what_was_declined_is_not_offered_again() -> None:
    confirmed = KnownPayers(accounts={"9999888877": ("C5",)}, names={"王小二": ("C4",)})
    assert identify("某某", "9999 8888 77", known=confirmed) == (("C5",), "certain")
    assert identify("王小二", known=confirmed) == (("C4",), "certain")
    declined = KnownPayers(declined=frozenset({("欧阳明", "C4")}))
    assert identify("欧阳明", known=declined) == ((), "none")


def test_folding_keeps_what_tells_companies_apart() -> None:
    assert name_key("华建（上海）有限公司") != name_key("华建（北京）有限公司")
    assert core("上海华美科技股份有限公司") == core("上海市华美科技有限公司") == "上海华美科技"


def test_persons_are_told_from_offices() -> None:
    assert [is_person(n) for n in ("欧阳明", "市人社局", "国家金库", "华美商行")] == [True, False, False, False]


def test_similar_names_are_suggested_but_never_across_places_or_ordinals() -> None:
    ids, names = [c["customer_id"] for c in CUSTOMERS], [c["customer_name"] for c in CUSTOMERS]
    found = similar(["无锡恒通物留有限责任公司", "WUXI HENGTONG WULIU CO LTD", "北京华美科技有限公司"], ids, names)
    assert found["无锡恒通物留有限责任公司"][0][0] == "C4"
    assert found["WUXI HENGTONG WULIU CO LTD"][0][0] == "C4"
    assert "北京华美科技有限公司" not in found
    assert blocked("华建第一建设有限公司", "华建第二建设有限公司")
