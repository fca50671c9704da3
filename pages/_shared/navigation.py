"""The frame: page settings, sign-in where configured, navigation, and the choices every page shares."""

from __future__ import annotations

import datetime as dt
import json
from html import escape
from pathlib import Path
from typing import cast

import streamlit as st

from arcore.i18n import LANGUAGES, Language, language_of, translator
from arcore.money import Unit
from pages._shared import frame as frames
from pages._shared import session, source, widgets
from pages._shared.frame import Frame, unit_name
from pages._shared.shelves import SHELVES, Shelf

HERE = Path(__file__).parent
PAGES = HERE.parent
IN_FULL = ("interest", "warnings", "audit")
"""Pages whose amounts are always to the cent, whatever unit is chosen."""
RULING = ("policy", "setup")
"""Pages that change the rules: they show the newest, all others those in force at their date."""
UNITS: tuple[Unit, ...] = ("unit", "ten_thousand")
NATIVE_NAMES: dict[Language, str] = {"zh": "中文", "en": "English"}


def run() -> None:
    """Draw the frame, then the page that was asked for."""
    lang = _language()
    _ = translator(lang)
    st.set_page_config(
        page_title=_("Receivables Desk"), page_icon=str(HERE / "favicon.svg"), layout="wide", initial_sidebar_state="expanded"
    )
    st.html(HERE / "style.css")
    who = _enter(lang)
    page = st.navigation(_pages(lang), position="sidebar", expanded=True)
    frame = _choices(lang, who, newest_rules=page.url_path in RULING)
    frames.put(frame)
    _head(frame, page.title, in_full=page.url_path in IN_FULL)
    page.run()


def _language() -> Language:
    """The switch's choice, else the browser's cookie from last time, else its locale."""
    cookie = session.cookie("desk_lang")
    default = cookie if cookie in LANGUAGES else language_of(st.context.locale)
    lang = cast(Language, session.one_of("lang", LANGUAGES, default))
    st.session_state["language"] = lang
    return lang


def _pages(lang: Language) -> dict[str, list[st.Page]]:
    """The pages that exist, in groups; each file answers one question."""
    _ = translator(lang)
    groups = {
        _("Review"): [
            ("overview", _("Overview"), "dashboard"),
            ("aging", _("Aging"), "hourglass_bottom"),
            ("customers", _("Customers"), "groups"),
            ("credit", _("Credit limits"), "speed"),
            ("scoring", _("Credit ratings"), "grade"),
            ("forecast", _("Cash forecast"), "trending_up"),
            ("measures", _("Collection measures"), "monitoring"),
            ("appraisal", _("Appraisal"), "leaderboard"),
            ("provision", _("Bad-debt allowance"), "shield"),
            ("monthly_review", _("Monthly review"), "event_note"),
            ("audit", _("Internal control and audit"), "policy"),
        ],
        _("Work"): [
            ("data", _("Data"), "upload_file"),
            ("deliveries", _("Deliveries and e-invoices"), "local_shipping"),
            ("cash_application", _("Cash application"), "payments"),
            ("statements", _("Statements"), "fact_check"),
            ("collections", _("Collections"), "call"),
            ("outbox", _("Outbox"), "outbox"),
            ("warnings", _("Warnings"), "warning"),
            ("interest", _("Late-payment interest"), "percent"),
            ("legal", _("Law and courts"), "gavel"),
            ("feedback", _("Customer feedback"), "forum"),
            ("improvement", _("Training and improvement"), "school"),
            ("registers", _("Registers"), "book_2"),
        ],
        _("Setup"): [("setup", _("Getting started"), "checklist"), ("policy", _("Policy"), "rule")],
    }

    def page(name: str, title: str, icon: str) -> st.Page:
        return st.Page(f"pages/{name}.py", title=title, icon=f":material/{icon}:", url_path=name, default=name == "overview")

    return {group: [page(*entry) for entry in entries if (PAGES / f"{entry[0]}.py").exists()] for group, entries in groups.items()}


def _enter(lang: Language) -> str:
    """Who is here: the signed-in person where sign-in is configured, else the name this browser gave."""
    signed_in = getattr(st.user, "is_logged_in", None)
    _ = translator(lang)
    if signed_in is False:
        widgets.empty(_("Receivables Desk"), _("Please sign in with your company account."))
        st.button(_("Sign in"), type="primary", on_click=st.login)
        st.stop()
    if signed_in:
        return str(getattr(st.user, "name", None) or getattr(st.user, "email", ""))
    return str(st.session_state.get(session.WHO) or session.cookie("desk_who"))


def _choices(lang: Language, who: str, *, newest_rules: bool) -> Frame:
    """The sidebar's choices and the books they select."""
    _ = translator(lang)
    shelf = cast(Shelf, session.one_of("books", SHELVES, source.default_shelf()))
    opened = source.opened(shelf)
    entities = opened.entities
    with st.sidebar:
        as_of = _as_of(lang, opened.latest)
        session.show("books", shelf)
        st.segmented_control(
            _("Books"), tuple(SHELVES), format_func=lambda name: SHELVES[name].text(lang), required=True, **session.on_change("books")
        )
        entity = session.one_of("entity", ("", *entities), "")
        if len(entities) > 1:
            session.show("entity", entity)
            st.selectbox(_("Entity"), ("", *entities), format_func=lambda name: name or _("All entities"), **session.on_change("entity"))
        unit = cast(Unit, session.one_of("unit", UNITS, "ten_thousand" if lang == "zh" else "unit"))
        session.show("unit", unit)
        currency = session.one_of("currency", opened.currencies, opened.currencies[0])
        if len(opened.currencies) > 1:
            session.show("currency", currency)
            st.segmented_control(_("Currency"), opened.currencies, required=True, **session.on_change("currency"))
        st.segmented_control(
            _("Unit"), UNITS, format_func=lambda name: unit_name(name, currency, lang), required=True, **session.on_change("unit")
        )
        session.show("lang", lang)
        st.segmented_control(
            "语言 / Language", LANGUAGES, format_func=lambda name: NATIVE_NAMES[name], required=True, **session.on_change("lang")
        )
    return Frame(
        lang=lang,
        shelf=shelf,
        ledger=opened.ledger,
        books=source.books_of(opened, entity),
        origin=source.origin(opened.entry),
        policy=opened.policy if newest_rules else source.policy_of(opened, as_of),
        as_of=as_of,
        latest=opened.latest,
        entity=entity or None,
        entities=entities,
        unit=unit,
        currency=currency,
        who=who,
    )


def _as_of(lang: Language, latest: dt.date) -> dt.date:
    """The date the figures are as of: the data's own unless chosen otherwise."""
    _ = translator(lang)
    text = session.chosen("as_of", session.is_day, latest.isoformat())
    session.show("as_of", dt.date.fromisoformat(text))
    st.date_input(
        _("As of"), format="YYYY-MM-DD", min_value=session.FIRST_DAY, max_value=session.LAST_DAY,
        help=_("Figures are as they stood at the end of this day."), **session.on_change("as_of"),
    )  # fmt: skip
    return dt.date.fromisoformat(text)


def _head(frame: Frame, title: str, *, in_full: bool) -> None:
    """Title, stamp, and what a person must not overlook: sample books, a past date."""
    _ = frame._
    tag = "zh-CN" if frame.lang == "zh" else "en"
    st.html(f'<span class="desk-hidden" data-desk-lang="{tag}" data-desk-who="{escape(frame.who, quote=True)}"></span>')
    entity = frame.entity or (_("All entities") if len(frame.entities) > 1 else "")
    stamp = [
        _("As of {date}").format(date=frame.as_of),
        _("Amounts in {unit}").format(unit=unit_name("unit" if in_full else frame.unit, frame.currency, frame.lang)),
        entity,
        frame.say(frame.origin),
    ]
    parts = "".join(f"<span>{escape(part)}</span>" for part in stamp if part)
    brand = json.dumps(_("Receivables Desk"), ensure_ascii=False)
    st.html(f"<style>[data-testid=stSidebarHeader]::before {{ content: {brand}; font-size: 1.1rem; font-weight: 650; }}</style>")
    st.html(f'<h1 class="desk-title">{escape(title)}</h1><p class="desk-stamp">{parts}</p>')
    if frame.is_past:
        st.html("<style>[data-testid=stMain], [data-testid=stSidebar] { box-shadow: inset 0 5px 0 #6b4fa0; }</style>")
        widgets.strip(
            _("You are looking at {date}, not at the latest data of {latest}.").format(date=frame.as_of, latest=frame.latest), "past"
        )
    if frame.shelf == "sample":
        _sample_strip(frame)
    if (done := session.take_flash()) is not None:
        widgets.strip(done.text, "good")
        if done.page:
            widgets.door(widgets.Door(done.page, done.link), primary=True, key="flash")


def _sample_strip(frame: Frame) -> None:
    """Say that the company is invented, and lead to one's own books."""
    _ = frame._
    words, button = st.columns([3, 1], vertical_alignment="center")
    with words:
        widgets.strip(_("Sample company: every figure here is invented."))
    with button:
        widgets.door(widgets.Door("data", _("Start with your own workbooks"), {"books": "own"}), primary=True, key="own")
