"""What have people recorded: contracts, evidence, guarantees, reviews, tasks, and what of it expires soon?"""

from typing import cast

import streamlit as st

from arcore import desk, register_answers
from arcore.register_answers import SHOW_TITLES, Show
from arcore.registers import REGISTERS
from pages._shared import register_view, session, widgets
from pages._shared.frame import current

here = current()
_ = here._

chosen = session.one_of("register", REGISTERS, "contracts")
session.show("register", chosen)
register = REGISTERS[chosen]
rows = here.books.registers[chosen]
widgets.answer(here.say(register_answers.answer(rows, register, here.as_of)))

which, filters, find = st.columns([2, 3, 2], vertical_alignment="bottom")
with which:
    st.selectbox(_("Register"), tuple(REGISTERS), format_func=lambda name: here.say(REGISTERS[name].title), **session.on_change("register"))
shows = register_answers.shows_of(register)
show = cast(Show, session.one_of("show", shows, "all"))
session.show("show", show)
with filters:
    st.segmented_control(
        _("Show"), shows, format_func=lambda name: here.say(SHOW_TITLES[name]), required=True, label_visibility="collapsed",
        **session.on_change("show"),
    )  # fmt: skip
with find:
    wanted = st.text_input(_("Find"), key="registers.find", placeholder=_("Customer, number, any text"))
widgets.note(here.say(register.question))

mine = register_answers.filtered(rows, register, show, here.as_of)
if wanted.strip():
    listed = register_answers.listed(mine, register, here.books.customers, here.as_of, here.policy.company.currency, here.lang)
    texts = ["customer_name", *(field.name for field in register.fields if listed[field.name].dtype == "str")]
    mine = desk.with_keys(mine, "row_key", desk.matching(listed, wanted, texts)["row_key"].tolist())
register_view.show(here, register, mine)
