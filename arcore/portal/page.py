"""The page behind a balance link: plain HTML without scripts, every text escaped, nothing that leads elsewhere."""

from __future__ import annotations

from html import escape
from uuid import uuid4

from arcore.i18n import Language, translator
from arcore.messages import Message
from arcore.money import shown
from arcore.portal.view import Balance

STYLE = (
    "body{font:15px/1.6 'PingFang SC','Microsoft YaHei','Noto Sans CJK SC','Segoe UI',sans-serif;color:#1f2933;background:#fff;"
    "max-width:960px;margin:0 auto;padding:24px}h1{font-size:22px;margin:0}h2{font-size:16px;margin:28px 0 8px}"
    ".note{color:#52606d}.balance{font-size:26px;font-weight:650;font-variant-numeric:tabular-nums}"
    "table{border-collapse:collapse;width:100%}th,td{padding:6px 8px;border-bottom:1px solid #e6eaee;text-align:left}"
    "th{background:#eef1f4}.n{text-align:right;font-variant-numeric:tabular-nums}.late{color:#a3341f}"
    "label{display:block;margin:8px 0 2px}input,select,textarea{font:inherit;width:100%;max-width:520px;padding:6px;"
    "border:1px solid #9aa5b1;border-radius:4px;box-sizing:border-box}button{font:inherit;margin-top:14px;padding:8px 18px;border:0;"
    "border-radius:4px;background:#2f5d8c;color:#fff}.strip{border-left:4px solid #2f7d4f;background:#eef6f0;padding:8px 12px}"
    ".bad{border-color:#a3341f;background:#fbeeea}"
    "@media(prefers-color-scheme:dark){body{background:#16191d;color:#e4e7eb}th{background:#262b31}td,th{border-color:#323840}"
    ".note{color:#a9b2bc}.late{color:#f0937f}.strip{background:#1e2f25}.bad{background:#3a221d}input,select,textarea{background:#20252b;color:inherit}}"
)


def balance_page(balance: Balance, company: str, lang: Language, said: Message | None = None, *, bad: bool = False) -> str:
    """The customer's balance with its open items, and the form to answer it."""
    _ = translator(lang)
    strip = f'<p class="strip{" bad" if bad else ""}" role="status">{escape(said.text(lang))}</p>' if said else ""
    intro = _("Balance of {customer} with {company} as of {date}").format(
        customer=balance.customer_name, company=company or _("us"), date=balance.as_of.isoformat()
    )
    sums = "".join(f'<p class="balance">{code} {shown(amount, code, lang=lang)}</p>' for code, amount in balance.by_currency)
    note = _("Open documents less payments not yet assigned. This page only informs; it is no demand and no statement of account.")
    shown_sums = sums or f"<p>{escape(_('Nothing is open.'))}</p>"
    body = f'<h1>{escape(intro)}</h1>{strip}{shown_sums}<p class="note">{escape(note)}</p>'
    return _document(_("Balance"), body + _lines(balance, lang) + _held(balance, lang) + _form(balance, lang), lang)


def closed_page(lang: Language, said: Message) -> str:
    """A page that says only why nothing is shown."""
    return _document(translator(lang)("Balance"), f"<h1>{escape(said.text(lang))}</h1>", lang)


def _lines(balance: Balance, lang: Language) -> str:
    _ = translator(lang)
    if not balance.lines:
        return ""
    names = (_("Document No."), _("Date"), _("Due date"), _("Currency"))
    heads = "".join(f"<th>{escape(name)}</th>" for name in names)
    heads += "".join(f'<th class="n">{escape(name)}</th>' for name in (_("Amount"), _("Open balance")))
    rows = "".join(
        f"<tr><td>{escape(line.document_no)}</td><td>{line.dated}</td>"
        f'<td class="{"late" if line.due < balance.as_of and line.open > 0 else ""}">{line.due}</td><td>{escape(line.currency)}</td>'
        f'<td class="n">{shown(line.amount, line.currency, lang=lang)}</td>'
        f'<td class="n">{shown(line.open, line.currency, lang=lang)}</td></tr>'
        for line in balance.lines
    )
    return f"<h2>{escape(_('Open documents'))}</h2><table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"


def _held(balance: Balance, lang: Language) -> str:
    """The payments that have come and are not assigned: what the balance is less than the documents by."""
    _ = translator(lang)
    if not balance.held:
        return ""
    heads = "".join(f"<th>{escape(name)}</th>" for name in (_("Date"), _("Memo"), _("Currency")))
    rows = "".join(
        f"<tr><td>{one.dated}</td><td>{escape(one.memo)}</td><td>{escape(one.currency)}</td>"
        f'<td class="n">{shown(-one.left, one.currency, lang=lang)}</td></tr>'
        for one in balance.held
    )
    head = f'<tr>{heads}<th class="n">{escape(_("Amount"))}</th></tr>'
    title = escape(_("Payments received and not yet assigned"))
    return f"<h2>{title}</h2><table><thead>{head}</thead><tbody>{rows}</tbody></table>"


def _form(balance: Balance, lang: Language) -> str:
    _ = translator(lang)
    acts = {"confirm": _("The balance is right"), "dispute": _("A document is not right"), "feedback": _("I have a question or a wish")}
    choices = "".join(f'<option value="{name}">{escape(words)}</option>' for name, words in acts.items())
    numbers = "".join(f"<option>{escape(line.document_no)}</option>" for line in balance.lines)
    return (
        f'<h2>{escape(_("Your answer"))}</h2><form method="post"><input type="hidden" name="mark" value="{uuid4().hex}">'
        f'<label for="act">{escape(_("What you want to tell us"))}</label><select id="act" name="act">{choices}</select>'
        f'<label for="document_no">{escape(_("Document, where one is not right"))}</label>'
        f'<select id="document_no" name="document_no"><option value=""></option>{numbers}</select>'
        f'<label for="words">{escape(_("Explanation"))}</label><textarea id="words" name="words" rows="4" maxlength="1000"></textarea>'
        f'<label for="person">{escape(_("Your name and position"))}</label><input id="person" name="person" maxlength="60" required>'
        f"<br><button>{escape(_('Send'))}</button></form>"
    )


def _document(title: str, body: str, lang: Language) -> str:
    tag = "zh-CN" if lang == "zh" else "en"
    return (
        f'<!doctype html><html lang="{tag}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f'<meta name="robots" content="noindex"><title>{escape(title)}</title><style>{STYLE}</style></head><body>{body}</body></html>'
    )
