"""Telephone numbers: when two ways of writing one are the same number."""

import re
import unicodedata

_EXTENSION = re.compile("转|分机|x|ext|#|,", re.IGNORECASE)
_WITH_CODE = re.compile(r"(?:\+|00)86")
_MOBILE_WITH_CODE = re.compile("861[0-9]{10}")
_MOBILE = re.compile("1[0-9]{10}")


def normal(text: str) -> str | None:
    """The digits that are dialled within the country; None where there are none.

    An extension is not part of it: a company is one number, whoever is asked for. China's country
    code goes, and a landline behind it gets its zero back: `+86 21 6234 5678` is `02162345678`.
    """
    narrow = _EXTENSION.split(unicodedata.normalize("NFKC", text), maxsplit=1)[0]
    dialled = "".join(c for c in narrow if c in "+0123456789")
    if code := _WITH_CODE.match(dialled):
        return _within(_digits(dialled[code.end() :]))
    digits = _digits(dialled)
    # Who leaves out the plus means the code too: no number within the country looks like that.
    return (digits[2:] if _MOBILE_WITH_CODE.fullmatch(digits) else digits) or None


def _within(digits: str) -> str | None:
    if not digits or digits[0] == "0" or _MOBILE.fullmatch(digits):
        return digits or None
    return "0" + digits


def _digits(dialled: str) -> str:
    return dialled.replace("+", "")
