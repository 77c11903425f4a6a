"""The server: `streamlit run streamlit_app.py` serves `app`. The script that every screen starts with is ui/main.py."""

from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware

from ui.file_route import ROUTE
from ui.server import SecurityHeaders, lifespan

app = st.App(
    str(Path(__file__).parent / "ui" / "main.py"),
    lifespan=lifespan,
    routes=[ROUTE],
    middleware=[Middleware(SecurityHeaders)],
)
