"""Which method is meant: a file, one that this program brings, or a version of the ledger's."""

from dataclasses import dataclass
from pathlib import Path

from cli.opened import fail, service
from domain.method.text import Method, parse
from domain.refusal import Refused
from domain.text_lines import line_of
from domain.vocabulary.state import Vocabulary
from domain.vocabulary.state import parse as parse_vocabulary
from service.errors import NotFound
from service.migrate import METHODS, method_files
from service.service import SYSTEM


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """What is wrong with a file: the line, the key, and what would be right there."""

    file: Path
    line: int
    key: str
    detail: str

    def __str__(self) -> str:
        where = f"{self.key}: " if self.key else ""
        return f"{self.file}:{self.line}: {where}{self.detail}"


def text_of(file: Path) -> str:
    """What is in a file; ends the command where it cannot be read."""
    try:
        return file.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        fail(f"{file}: {error}")


def fault_in(file: Path, text: str, refused: Refused) -> Fault:
    """The refusal of a text, with the line on which its key stands."""
    key = str(refused.facts.get("key", ""))
    detail = str(refused.facts.get("detail", refused.code))
    return Fault(file=file, line=line_of(text, key, detail), key=key, detail=detail)


def vocabulary() -> Vocabulary:
    """The one that this program brings."""
    return parse_vocabulary((METHODS / "vocabulary.toml").read_text("utf-8"), strict=True)


def shipped() -> list[Method]:
    """Every method that this program brings, by name."""
    return [parse(path.read_text("utf-8"), strict=True) for path in method_files()]


def found(name: str) -> Method:
    """The method that *name* means: NAME, NAME@VERSION, or a file; ends the command without it.

    Another version than the one that this program brings is read from the ledger.
    """
    if name.endswith(".toml"):
        return _of_file(Path(name))
    called, _, version = name.partition("@")
    if version and not version.isdigit():
        fail(f"{name}: write it as NAME@VERSION, as in default@1")
    known = next((one for one in shipped() if one.name == called), None)
    if known is not None and version in ("", str(known.version)):
        return known
    if not version:
        fail(f"there is no method {called}; `bihuan methods list` tells their names")
    return _of_ledger(called, int(version))


def _of_file(file: Path) -> Method:
    text = text_of(file)
    try:
        return parse(text, strict=True)
    except Refused as refused:
        fail(str(fault_in(file, text, refused)))


def _of_ledger(name: str, version: int) -> Method:
    with service() as opened:
        try:
            return opened.directory.method(SYSTEM, name).version(version)
        except (NotFound, Refused):
            fail(f"this ledger has no {name}@{version}")
