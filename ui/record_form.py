"""Forms for a whole record: recorded anew, or corrected with a reason. What is typed survives every failure."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar, cast

import streamlit as st

from kantoku import actions, history
from kantoku.dates import show_moment
from kantoku.errors import InvalidRecord, KantokuError
from kantoku.records import KINDS, Record
from kantoku.records.base import fields
from kantoku.wording import N_, _, language
from ui import entered, forms, page, values
from ui.literal import literal
from ui.page import Here

Widget = Callable[..., Any]
R = TypeVar("R", bound=Record)


@dataclass(frozen=True)
class Wording:
    """What a later state of a record is called. Message ids: of the field for its reason, of the button."""

    reason: str
    button: str


CORRECTION = Wording(N_("Reason of the addition or correction"), N_("Record the addition or correction"))


@dataclass(frozen=True)
class Group:
    """Fields that are asked for together, on one tab. label: a message id. rare: what few records need, folded."""

    label: str
    names: tuple[str, ...]
    rare: tuple[str, ...] = ()

    @property
    def all_names(self) -> tuple[str, ...]:
        return (*self.names, *self.rare)


@dataclass(frozen=True)
class Form:
    """How a kind of record is asked for.

    references: as forms.ask wants them. own: widgets for fields that need one of their own, called with key and start.
    fixed: values that nobody types. warns: looks at what is typed into a new one, and shows a warning where there is
    cause. wording: of a later state. opens: the label of the group whose tab is open at first.
    """

    kind: str
    groups: Sequence[Group]
    references: forms.References
    own: Mapping[str, Widget]
    fixed: Mapping[str, Any]
    warns: Callable[[Here, Mapping[str, Any]], None] | None = None
    wording: Wording = CORRECTION
    opens: str | None = None

    @property
    def record(self) -> type[Record]:
        return KINDS[self.kind]

    @property
    def names(self) -> list[str]:
        return [name for group in self.groups for name in group.all_names]


def present(here: Here, record: type[R], record_id: str) -> tuple[R, int]:
    """A record as it stands now, and its revision. Raises NotFound."""
    found, revision = here.ledger.get(record.kind, record_id)
    return cast("R", found), revision


def new(here: Here, form: Form, *, key: str, label: str, start: Mapping[str, Any] | None = None) -> str | None:
    """A form for a new record. label: of the button that records it. Returns the id once it is recorded."""
    raw = _ask(form, key=f"{key}_new", start=start or {})
    st.caption(entered.what_marks())
    if form.warns:
        form.warns(here, raw)
    if not forms.submit(label, key=key, disabled=not here.can_write):
        return None
    try:
        typed = forms.read(form.record, raw, rest=form.fixed)
        record_id = actions.record_new(here.ledger, form.kind, {**typed, **form.fixed}, actor=here.actor)
    except KantokuError as error:
        page.show_error(placed(form.record, form.groups, error))
        return None
    forms.clear(key)
    return record_id


def correct(here: Here, form: Form, record_id: str, *, key: str) -> bool:
    """A form for a later state of a record. It knows the state at which it was opened, and says when that has passed.

    True once the correction is recorded.
    """
    _present, revision = here.ledger.get(form.kind, record_id)
    base, nth = _draft(form, revision, key=key)
    before = _state(here, form, record_id, base)
    notice = st.container()
    start = st.session_state.get(f"{key}_start")
    raw = _ask(form, key=f"{key}_{nth}", start=forms.as_start(form.record.from_body(start) if start else before))
    if revision != base and _says_newer(here, form, record_id, base, revision, key, notice):
        _rebase(here, form, record_id, raw, before, revision, key)
    reason = st.text_input(entered.marked(_(form.wording.reason)), key=f"{key}_reason")
    if not forms.submit(_(form.wording.button), key=key, disabled=not here.can_write):
        return False
    try:
        typed, _reason = entered.read(
            lambda: forms.read(form.record, raw, rest=before.model_dump()),
            lambda: entered.needed(reason, _(form.wording.reason)),
        )
        later = before.model_dump() | typed
        entered.refuse_idle(is_idle=form.record.read(later) == before)
        actions.correct(here.ledger, form.kind, record_id, later, base=base, reason=reason, actor=here.actor)
    except KantokuError as error:
        page.show_error(placed(form.record, form.groups, error))
        return False
    forms.clear(key)
    return True


def placed(record: type[Record], groups: Sequence[Group], error: KantokuError) -> KantokuError:
    """The same failure, with the tab on which each field stands where there are several."""
    if not isinstance(error, InvalidRecord) or len(groups) < 2:
        return error
    declared = {field.name: _(field.about.label) for field in fields(record)}
    tabs = {declared[name]: _(group.label) for group in groups for name in group.all_names}
    return InvalidRecord(
        [
            (_("{field} (tab “{tab}”)", field=name, tab=tabs[name]) if name in tabs else name, said)
            for name, said in error.problems
        ]
    )


def _ask(form: Form, *, key: str, start: Mapping[str, Any]) -> dict[str, Any]:
    raw: dict[str, Any] = {}
    opens = _(form.opens) if form.opens else None
    tabs = (
        st.tabs([_(group.label) for group in form.groups], default=opens) if len(form.groups) > 1 else [st.container()]
    )
    for tab, group in zip(tabs, form.groups, strict=True):
        with tab:
            plain = [name for name in group.names if name not in form.own]
            if plain:
                raw |= forms.ask(form.record, plain, key=key, start=start, references=form.references)
            for name in [name for name in group.names if name in form.own]:
                raw[name] = form.own[name](key=f"{key}_{name}", start=start.get(name))
            if group.rare:
                with st.expander(_("Rarely needed"), icon=":material/more_horiz:"):
                    raw |= forms.ask(form.record, group.rare, key=key, start=start, references=form.references)
    return raw


def _draft(form: Form, revision: int, *, key: str) -> tuple[int, int]:
    """The revision at which this form was opened, and how often it was taken over to a newer one since.

    A form whose fields are no longer on the screen is forgotten, and begins at the present revision.
    """
    nth = int(st.session_state.setdefault(f"{key}_nth", 0))
    is_open = f"{key}_{nth}_{form.names[0]}" in st.session_state or st.session_state.pop(f"{key}_taken_over", False)
    if not is_open:
        st.session_state[f"{key}_base"] = revision
        st.session_state.pop(f"{key}_start", None)
    return int(st.session_state[f"{key}_base"]), nth


def _state(here: Here, form: Form, record_id: str, revision: int) -> Record:
    states = here.ledger.states(form.kind, record_id)
    return form.record.from_body(next(state["body"] for state in states if state["revision"] == revision))


def _says_newer(here: Here, form: Form, record_id: str, base: int, revision: int, key: str, place: Any) -> bool:
    """Tells what was changed to what since the form was opened; True if the person goes on from there."""
    states = {state["revision"]: state for state in here.ledger.states(form.kind, record_id)}
    later = states[revision]
    bodies = states[base]["body"], later["body"]
    ids = (id_ for body in bodies for id_ in values.referred(form.kind, json.loads(body or "{}")))
    changed = history.told(form.kind, history.differences(form.kind, *bodies), values.names(here, ids))
    with place:
        st.warning(
            _(
                "{who} recorded at {when}: {changes}. What you typed is still here.",
                who=_who(here, later["actor"]),
                when=show_moment(later["recorded_at"], language()),
                changes=literal(changed),
            ),
            title=_("This record was changed while the form was open"),
            icon=":material/sync_problem:",
        )
        return st.button(
            _("Take over the new state and keep what I typed"), key=f"{key}_rebase", icon=":material/merge:"
        )


def _who(here: Here, actor: str) -> str:
    """Who it was; said so where that is the name under which this window records, too."""
    who = literal(actor)
    return _("{who} (the same name as in this window)", who=who) if actor == here.actor else who


def _rebase(
    here: Here, form: Form, record_id: str, raw: Mapping[str, Any], before: Record, revision: int, key: str
) -> None:
    """Puts what was typed here on top of the new state: a field that was not touched here shows the new state."""
    try:
        mine = form.record.read(before.model_dump() | forms.typed(form.record, raw))
    except KantokuError as error:
        page.show_error(placed(form.record, form.groups, error))
        return
    touched = {name: getattr(mine, name) for name in form.names if getattr(mine, name) != getattr(before, name)}
    newest, _revision = here.ledger.get(form.kind, record_id)
    merged = form.record.read(newest.model_dump() | touched)
    st.session_state[f"{key}_start"] = merged.body()
    st.session_state[f"{key}_base"] = revision
    st.session_state[f"{key}_nth"] += 1
    st.session_state[f"{key}_taken_over"] = True
    st.rerun()
