"""Text as people type it: what is kept, what identifies, and the form that search compares."""

import re
import unicodedata

from kantoku.errors import KantokuError
from kantoku.wording import N_

HYPHENS = "-\u2010\u2011\u2012\u2013\u2014\u2015\u2043\u207b\u2212\u2500\u2501\ufe58\ufe63\uff0d"
"""What keyboards, word processors and scans put where a hyphen is meant. The long vowel mark ー is not among them:
it is one only where no kana stands before it."""

PLAIN_HYPHENS = str.maketrans(dict.fromkeys(HYPHENS, "-"))

# Besides control characters: lone surrogates cannot be written as UTF-8, U+FFFE and U+FFFF not in a workbook.
_UNUSABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_INVISIBLE = re.compile(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
_HYPHEN_BY_IME = re.compile(r"(?<![\u3041-\u3096\u30a1-\u30fa\u30fc])\u30fc+")


class UnusableText(KantokuError, ValueError):
    """The text holds a character that can be neither kept nor shown."""

    def __init__(self, character: str, position: int) -> None:
        super().__init__(
            N_("This text cannot be kept"),
            N_("Character {position} is a control character ({code}). Delete it, or type the text again."),
            position=position,
            code=f"U+{ord(character):04X}",
        )


def clean(text: str) -> str:
    """The text as it is kept: NFC, without space at its ends, lines ended by newline alone.

    Raises UnusableText for control characters other than newline and tab, lone surrogates, U+FFFE and U+FFFF.
    NFC replaces CJK compatibility ideographs (U+F900 to U+FAFF) where Unicode names an equivalent.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    if found := _UNUSABLE.search(lines):
        raise UnusableText(found[0], found.start() + 1)
    return unicodedata.normalize("NFC", lines).strip()


def identifier(text: str) -> str:
    """The one spelling of a document number or code: NFKC, one line, hyphen variants as '-', nothing invisible.

    A long vowel mark is a hyphen unless kana stands before it (第7ー123号, but サーバー1). Raises UnusableText.
    """
    visible = _INVISIBLE.sub("", clean(text))
    plain = unicodedata.normalize("NFKC", visible).translate(PLAIN_HYPHENS)
    return " ".join(_HYPHEN_BY_IME.sub(lambda marks: "-" * len(marks[0]), plain).split())


_LEGAL_FORMS = (
    "株式会社 有限会社 合同会社 合資会社 合名会社 一般社団法人 一般財団法人 公益社団法人 公益財団法人 社団法人 "
    "財団法人 特定非営利活動法人 npo法人 社会福祉法人 学校法人 宗教法人 医療法人社団 医療法人財団 医療法人 "
    "国立大学法人 公立大学法人 地方独立行政法人 独立行政法人"
)
_ABBREVIATED_FORMS = "一社 一財 公社 公財 特非 地独 独 株 有 同 資 名 社 財 特 福 学 宗 医"

_LEGAL_FORM = re.compile("|".join(_LEGAL_FORMS.split()))
_ABBREVIATED_FORM = re.compile(rf"\(\s*(?:{'|'.join(_ABBREVIATED_FORMS.split())})\s*\)")
_LARGE_KANA = str.maketrans("ぁぃぅぇぉっゃゅょゎゕゖ", "あいうえおつやゆよわかけ")


class _SearchCharacters(dict[int, str | None]):
    """Code point → what search compares, None for nothing. Filled as characters are met: a lookup, not a decision."""

    def __missing__(self, code: int) -> str | None:
        self[code] = _search_character(chr(code))
        return self[code]


def _search_character(character: str) -> str | None:
    if character == "ー" or not character.isalnum():
        return None
    if "ァ" <= character <= "ヶ" or character in "ヽヾ":
        return chr(ord(character) - 0x60).translate(_LARGE_KANA)
    return character.translate(_LARGE_KANA)


_search_characters = _SearchCharacters()


def fold(text: str) -> str:
    """The form in which search compares: the caller folds the needle and looks for it in folded columns.

    NFKC (①→1, ㈱→(株), half width → full width kana), case folded, katakana as hiragana, small kana as large
    (キヤメロ and キャメロ are one). Left out: legal forms in full or abbreviated (株式会社, (株), 一般財団法人 …),
    wherever they stand; space, punctuation and symbols; hyphens and the long vowel mark, so that サーバ, サーバー and
    サ－バ－ are one, at the price that ビル also finds ビール. Folding twice changes nothing.

    Returns '' for a text of nothing but these; a caller takes that as no condition. 100,000 names take under 1 s.
    """
    spelled = text.replace("㊑", "(株)").replace("㊒", "(有)")  # NFKC would leave a bare 株
    plain = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", spelled).casefold())
    if "(" in plain:
        plain = _ABBREVIATED_FORM.sub("", plain)
    kept = plain.translate(_search_characters)
    while ("会社" in kept or "法人" in kept) and (without := _LEGAL_FORM.sub("", kept)) != kept:
        kept = without
    return unicodedata.normalize("NFKC", kept)  # what now stands together may compose (Hangul)
