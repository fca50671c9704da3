"""A month's statements: what one costs beside an empty workbook and an empty letter, in CPU time of one run; never seconds."""

import time
from collections.abc import Callable

import pytest

from arcore import sample
from arcore.confirming import due
from arcore.documents import statement_batch, statement_template
from arcore.documents.word_paper import WordPaper
from arcore.documents.workbook_style import Paper, Stamp
from arcore.messages import say
from tests.statement_cases import END, POLICY


def cpu(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


@pytest.mark.benchmark
@pytest.mark.parametrize(("form", "times"), [("xlsx", 30), ("docx", 12)])
def test_a_statement_costs_little_more_than_an_empty_paper(form: statement_batch.Form, times: float) -> None:
    books = sample.open_sample().books()
    accounts = due.current_accounts(books, END, POLICY)[:40]
    stamp, title = Stamp("A", END, "zh"), say("Statement of Account")
    statement_template.own("zh")

    def empty() -> None:
        for _account in accounts:
            if form == "xlsx":
                paper = Paper(stamp, title)
                paper.sheet("A")
                paper.bytes()
            else:
                WordPaper(stamp, title).bytes()

    def issued() -> None:
        list(statement_batch.issue(accounts, books, POLICY, mode="detail", form=form, lang="zh", dated=END))

    empty()
    assert cpu(issued) < times * cpu(empty)
