"""The commands that take the oversight out, as a workbook or as a pack, and that check what was taken out.

What they exit with stands in kantoku/cli.py.
"""

# ruff: noqa: PLC0415  what takes long to import waits until a command needs it, so that --help answers at once

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kantoku import console
from kantoku.console import AsOf, Clocks, InLanguage, KnownAt, LedgerPath
from kantoku.errors import KantokuError
from kantoku.packs.parts import USUAL, Part
from kantoku.wording import N_, _

if TYPE_CHECKING:
    from kantoku.exports.scope import Scope
    from kantoku.journal import Verdict
    from kantoku.ledger import Ledger

EXPORT = N_(
    "Writes the register of the oversight for legal review: a workbook, or a pack (.zip) that can be checked without "
    "the program. The journal notes it."
)
VERIFY = N_("Checks the journal, or a pack: was anything altered, removed, reordered or put in?")
FOUND = 1
WORKBOOK, PACK = ".xlsx", ".zip"


def export(
    out: Annotated[Path, typer.Option("--out", help=N_("The file to write, ending in .xlsx or .zip."))],
    as_of: AsOf = "",
    known_at: KnownAt = "",
    section: Annotated[str, typer.Option("--section", help=N_("Only the contracts of this section."))] = "",
    contract: Annotated[str, typer.Option("--contract", help=N_("Only the contract of this number."))] = "",
    *,
    organisation: Annotated[
        str,
        typer.Option("--organisation", help=N_("Only contracts in which it works, by name or corporate number.")),
    ] = "",
    affair: Annotated[
        str, typer.Option("--affair", help=N_("Only the contracts of this affair under the My Number Act."))
    ] = "",
    part: Annotated[
        list[Part] | None,
        typer.Option(
            "--part", help=N_("A part of the pack; may be given several times. If not given all but documents.")
        ),
    ] = None,
    force: Annotated[
        bool, typer.Option("--force", help=N_("Replace the file if it is there. If not given it is kept."))
    ] = False,
    ledger: LedgerPath = None,
    language: InLanguage = None,
) -> None:
    from kantoku.exports.scope import Scope

    scope = Scope(section or None, contract or None, organisation or None, affair or None)
    with console.opened(ledger, language) as opened:
        clocks = Clocks.at(opened, as_of, known_at)
        _check_target(out, force=force)
        if out.suffix.lower() == PACK:
            _pack(opened, out, clocks, scope, frozenset(part or USUAL))
        else:
            _workbook(opened, out, clocks, scope)


def verify(
    pack: Annotated[Path | None, typer.Argument(help=N_("A pack to check. If not given: the ledger."))] = None,
    anchor: Annotated[
        list[str] | None,
        typer.Option("--anchor", help=N_("SEQ:HASH as an export shows it: finds a journal cut off or rewritten.")),
    ] = None,
    ledger: LedgerPath = None,
    language: InLanguage = None,
) -> None:
    from kantoku import chain_words
    from kantoku.packs import check

    anchors = [chain_words.read(text) for text in anchor or []]
    is_whole = True
    if pack is not None:
        found = check.look_into(pack)
        is_whole = not found.faults
        anchors += [found.head] if found.head else []
        print("\n".join(map(check.said, found.faults)) or f"SHA-256  {check.digest_of(pack)}")
    if pack is None or ledger is not None:
        with console.opened(ledger, language) as opened:
            verdict = opened.verify(anchors)
            if pack is not None and is_whole:
                is_whole = check.is_ours(opened, pack)
                print(_(check.WHOLE) if is_whole else _(check.UNKNOWN, name=pack.name))
        for line in _told(verdict, len(anchor or []), is_pack=pack is not None):
            print(line)
        is_whole = is_whole and verdict.is_whole
    elif is_whole:
        print(_(check.AGREES))
    if not is_whole:
        raise typer.Exit(FOUND)


def _workbook(ledger: "Ledger", out: Path, clocks: Clocks, scope: "Scope") -> None:
    from kantoku.exports.register import write_register

    actor = console.actor()
    facts = write_register(
        ledger,
        out,
        as_of=clocks.as_of,
        known_at=clocks.known_at,
        at_seq=clocks.at_seq,
        actor=actor,
        scope=scope,
    )
    ledger.note("export.made", facts.note(out.name), actor=actor)
    print(_("The register is in {path}.", path=out))
    _vouched(facts.sha256, facts.anchor)


def _pack(ledger: "Ledger", out: Path, clocks: Clocks, scope: "Scope", parts: frozenset[Part]) -> None:
    from kantoku.packs.pack import write_pack

    facts = write_pack(
        ledger, out, as_of=clocks.as_of, known_at=clocks.known_at, scope=scope, parts=parts, progress=_told_to_who_waits
    )
    ledger.note("export.made", facts.note(out.name), actor=console.actor())
    print(_("The pack is in {path}.", path=out))
    _vouched(facts.sha256, facts.register.anchor)


def _told_to_who_waits(done: float, at: str) -> None:
    """Progress, for a person alone: not into a file or another program."""
    if at and sys.stderr.isatty():
        print(f"{done:4.0%}  {at}", file=sys.stderr)


def _vouched(sha256: str, anchor: str) -> None:
    print(f"SHA-256  {sha256}\n{_(N_('Anchor (SEQ:HASH)'))}  {anchor}")


def _check_target(out: Path, *, force: bool) -> None:
    from kantoku.entrance import refuse_in_text

    refuse_in_text(_("File name"), out.name)
    if out.suffix.lower() not in (WORKBOOK, PACK):
        raise KantokuError(
            N_("Neither a workbook's name nor a pack's"),
            N_("{path} must end in .xlsx or .zip, so that it opens as what it is."),
            path=out,
        )
    if out.exists() and not force:
        raise KantokuError(
            N_("The file is there already"), N_("{path} was left as it is; add --force to replace it."), path=out
        )


def _told(verdict: "Verdict", anchors: int, *, is_pack: bool) -> Iterator[str]:
    """The verdict, a line each. anchors: how many were given; is_pack: the head in a pack was looked for as well."""
    from kantoku import chain_words

    yield chain_words.verdict(verdict)
    if verdict.is_whole and anchors:
        yield _("It holds what the anchors given show ({anchors}).", anchors=anchors)
    if verdict.is_whole and is_pack:
        yield _("It holds the head at which the pack was made.")
    for seq, by, ground in verdict.erased:
        yield _("The body of entry {seq} was erased, as entry {by} says: {ground}", seq=seq, by=by, ground=ground)
    yield f"{_(N_('Anchor (SEQ:HASH)'))}  {chain_words.written(verdict.head)}"
