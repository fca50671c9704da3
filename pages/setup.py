"""How do I get from our own workbooks to figures I can rely on?"""

import streamlit as st

from pages._shared import import_view, session, setup_company, setup_install, setup_opening, setup_quality, setup_steps, widgets
from pages._shared.frame import current
from pages._shared.widgets import Door

here = current()
_ = here._

steps = setup_steps.steps(here)
step = session.one_of("step", ("", *steps), "") or setup_steps.first_open(steps)
session.show("step", step)
setup_steps.head(here, steps)
st.segmented_control(
    _("Step"),
    tuple(steps),
    format_func=lambda name: steps[name].label,
    required=True,
    label_visibility="collapsed",
    **session.on_change("step"),
)

if step == "install":
    setup_install.show(here)
elif step == "company":
    setup_company.show(here)
elif step == "files":
    import_view.show(here)
elif step == "quality":
    setup_quality.show(here)
else:
    setup_opening.show(here)

following = setup_steps.after(steps, step)
st.space("small")
if following:
    st.button(_("Next: {step}").format(step=steps[following].name), on_click=session.keep, args=("step", following), key="next")
else:
    widgets.door(Door("overview", _("See the overview")), key="next")
