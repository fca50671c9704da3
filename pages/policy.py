"""What are our rules, and since when?"""

import streamlit as st

from arcore import policy_words
from pages._shared import parts, policy_editor, policy_form, policy_papers, policy_told, widgets
from pages._shared.frame import current

here = current()
_ = here._

titles = {
    "rules": _("Rules"),
    "form": _("Change the rules"),
    "edit": _("As a file"),
    "versions": _("Versions"),
    "told": _("Who knows them"),
    "figures": _("How figures are computed"),
}
history = here.ledger.policy_history()

if history:
    newest = history[0]
    words = {"version": newest.version, "who": newest.who, "when": policy_editor.day(newest.at)}
    said = _("Version {version} of the rules applies, written by {who} on {when}").format(**words)
    widgets.answer(_("{said}: {why}").format(said=said, why=newest.why) if newest.why else _("{said}.").format(said=said))
else:
    widgets.answer(_("Default rules apply; nobody has changed them."))
part = parts.choose(here, titles)

if part == "rules":
    sections = policy_words.words(here.policy)
    left, right = st.columns(2, gap="large")
    for number, section in enumerate(sections):
        with left if number % 2 == 0 else right, st.expander(widgets.plain(here.say(section.title)), expanded=number < 2):
            widgets.words([(here.say(title), here.say(sentence)) for title, sentence in section.rules])
    policy_papers.offer(here, history)
    policy_editor.download(here)
elif part == "form":
    policy_form.edit(here)
elif part == "edit":
    policy_editor.edit(here)
elif part == "told":
    policy_told.show(here)
elif part == "versions":
    policy_editor.versions(here, history)
else:
    policy_editor.formulas(here)
