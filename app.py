"""The frame around every page: who may enter, which books, as of when, in which language and unit.

`streamlit run app.py` finds `app` below and serves it with our safeguards; for every visitor it then
runs this same file as a script.
"""

import streamlit as st

if __name__ == "__main__":
    from pages._shared.navigation import run

    run()
else:
    from pages._shared.errors import on_script_error
    from pages._shared.server import MIDDLEWARE, ROUTES

    app = st.App(__file__, routes=ROUTES, middleware=MIDDLEWARE, on_script_error=on_script_error)
