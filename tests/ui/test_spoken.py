"""What runs apart from a page's script speaks the language of the page; what runs before it says nothing."""

import ast
from threading import Thread

import pytest

from kantoku import wording
from kantoku.wording import _
from tests.structure import modules, name, tree
from ui import spoken


@pytest.mark.parametrize("language", wording.LANGUAGES)
def test_what_runs_on_a_thread_of_its_own_speaks_the_language_of_the_page(language: str) -> None:
    wording.use(language)
    expected, said = _("Contracts"), list[str]()
    act = spoken.kept(lambda: said.append(_("Contracts")))
    wording.use(wording.DEFAULT)
    thread = Thread(target=act)
    thread.start()
    thread.join()
    assert said == [expected]


def test_fragments_are_those_that_keep_the_language() -> None:
    """Streamlit's own would be drawn again in the default language."""
    found = [
        f"{name(path)}:{node.lineno}"
        for path in modules("ui", "pages")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Attribute) and node.attr in ("fragment", "dialog") and ast.unparse(node.value) == "st"
    ]
    assert [place.split(":")[0] for place in found] == ["ui/spoken.py"]


def test_a_callback_says_nothing() -> None:
    """It runs before the script has chosen the language."""
    functions = {
        (name(path), node.name): (path, node)
        for path in modules("ui")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef)
    }
    called = set()
    for path in modules("ui", "pages"):
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.keyword) and node.arg in ("on_click", "on_change", "on_select"):
                if isinstance(node.value, ast.Name):
                    called.add((name(path), node.value.id))
                elif isinstance(node.value, ast.Attribute):
                    called.add((f"ui/{ast.unparse(node.value.value)}.py", node.value.attr))
    assert len(called) > 5
    for place in called:
        _path, function = functions[place]
        words = [each for each in ast.walk(function) if isinstance(each, ast.Call) and ast.unparse(each.func) == "_"]
        assert not words, place
