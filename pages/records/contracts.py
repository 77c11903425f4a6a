"""Contracts: the register, a new contract, one contract's own page."""

import streamlit as st

from kantoku.wording import _
from ui import address, contract_acts, contract_form, contract_panel, contract_register, page

with page.open(_("Contracts"), icon=":material/contract:") as here:
    chosen = address.given("contract")
    if chosen == "new":
        address.back(_("Back to the register"), contract_acts.PLACES)
        st.header(_("A new contract"), anchor=False)
        if contract_id := contract_form.new_contract(here):
            page.tell(_("The contract was recorded."))
            address.go(contract_acts.PLACES, contract=contract_id)
            st.rerun()
    elif chosen:
        contract_panel.show(here, chosen)
    else:
        contract_register.show(here)
