"""Opaque cursors: where a list goes on. What they hold is nobody's business but ours."""

import base64
import json
from collections.abc import Iterable, Mapping
from urllib.parse import urlencode
from uuid import UUID

from fastapi import Request

from api.problems import Problem
from domain.moment import Moment
from projections.figures.explaining import Mark


def encode(*parts: str | int) -> str:
    """A cursor of some parts."""
    text = json.dumps(parts, ensure_ascii=False)
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def issue_cursor(cursor: str | None) -> tuple[int | None, int | None]:
    """(older_than, newer_than) of a cursor of the issue list."""
    if cursor is None:
        return None, None
    match _decode(cursor):
        case ["older", int(position)] if _is_position(position):
            return position, None
        case ["newer", int(position)] if _is_position(position):
            return None, position
        case _:
            raise _bad()


def publication_cursor(cursor: str | None) -> int | None:
    """The position behind which the list of publications goes on."""
    if cursor is None:
        return None
    match _decode(cursor):
        case ["published", int(position)] if _is_position(position):
            return position
        case _:
            raise _bad()


def election_cursor(cursor: str | None) -> int | None:
    """The position behind which the list of elections goes on."""
    if cursor is None:
        return None
    match _decode(cursor):
        case ["election", int(position)] if _is_position(position):
            return position
        case _:
            raise _bad()


def funding_cursor(cursor: str | None) -> int | None:
    """The position behind which a funding ledger goes on."""
    if cursor is None:
        return None
    match _decode(cursor):
        case ["funding", int(position)] if _is_position(position):
            return position
        case _:
            raise _bad()


def ballot_cursor(cursor: str | None) -> int | None:
    """The position of the opening behind which the list of ballots goes on."""
    if cursor is None:
        return None
    match _decode(cursor):
        case ["ballot", int(position)] if _is_position(position):
            return position
        case _:
            raise _bad()


def paper_cursor(cursor: str | None) -> str | None:
    """The paper behind which a ballot's papers go on."""
    if cursor is None:
        return None
    match _decode(cursor):
        case ["paper", str(paper)] if "\x00" not in paper:
            return paper
        case _:
            raise _bad()


def unit_cursor(cursor: str | None) -> str | None:
    """The code of the unit behind which a list of units goes on."""
    if cursor is None:
        return None
    match _decode(cursor):
        case ["unit", str(unit)] if "\x00" not in unit:
            return unit
        case ["unit", str(code)] if "\x00" not in code:
            return code
        case _:
            raise _bad()


def answer_cursor(cursor: str | None) -> int:
    """The number behind which the answers to a questionnaire go on; 0 for the first page."""
    if cursor is None:
        return 0
    match _decode(cursor):
        case ["answer", int(number)] if _is_position(number) and number < 2**31:
            return number
        case _:
            raise _bad()


def checkpoint_cursor(cursor: str | None) -> int | None:
    """The size behind which the list of checkpoints goes on."""
    if cursor is None:
        return None
    match _decode(cursor):
        case ["checkpoint", int(size)] if _is_position(size):
            return size
        case _:
            raise _bad()


def version_cursor(cursor: str | None) -> int | None:
    """The version behind which a list of versions goes on."""
    if cursor is None:
        return None
    match _decode(cursor):
        case ["version", int(version)] if _is_position(version):
            return version
        case _:
            raise _bad()


def code_cursor(cursor: str | None) -> str | None:
    """The code behind which a list goes on: of a unit, an owner, a part of a project."""
    if cursor is None:
        return None
    match _decode(cursor):
        case ["code", str(code)] if "\x00" not in code:
            return code
        case _:
            raise _bad()


def meeting_cursor(cursor: str | None) -> tuple[Moment, UUID] | None:
    """The (time, id) behind which the calendar of meetings goes on."""
    if cursor is None:
        return None
    match _decode(cursor):
        case ["meeting", int(at), str(meeting)] if _is_position(at):
            try:
                return Moment(at), UUID(meeting)
            except ValueError:
                raise _bad() from None
        case _:
            raise _bad()


def series_cursor(cursor: str | None, name: str) -> int | None:
    """Behind what a list goes on: the position of a `series`, the number of a `session`."""
    if cursor is None:
        return None
    match _decode(cursor):
        case [str(known), int(number)] if known == name and _is_position(number):
            return number
        case _:
            raise _bad()


def versions_page(
    versions: Iterable[int], cursor: str | None, limit: int
) -> tuple[list[int], str | None]:
    """A page of versions, the newest first, and the cursor behind it."""
    older_than = version_cursor(cursor)
    found = [v for v in sorted(versions, reverse=True) if older_than is None or v < older_than]
    page, rest = found[:limit], found[limit:]
    return page, encode("version", page[-1]) if rest else None


def name_cursor(cursor: str | None) -> tuple[str, UUID] | None:
    """The (name, id) behind which a directory list goes on."""
    if cursor is None:
        return None
    match _decode(cursor):
        case ["name", str(name), str(entry)] if "\x00" not in name:
            try:
                return name, UUID(entry)
            except ValueError:
                raise _bad() from None
        case _:
            raise _bad()


def position_cursor(cursor: str | None, *, of: str) -> int | None:
    """The position behind which a list goes on whose cursors are named *of*."""
    if cursor is None:
        return None
    match _decode(cursor):
        case [str(name), int(position)] if name == of and _is_position(position):
            return position
        case _:
            raise _bad()


def due_cursor(cursor: str | None) -> tuple[str, UUID, str] | None:
    """The (day, project, part) behind which the list of upkeep goes on."""
    if cursor is None:
        return None
    match _decode(cursor):
        case ["due", str(day), str(project), str(part)] if "\x00" not in day + part:
            try:
                return day, UUID(project), part
            except ValueError:
                raise _bad() from None
        case _:
            raise _bad()


def door_cursor(cursor: str | None) -> tuple[UUID, str] | None:
    """The (plan, door) behind which the list of doors to visit goes on."""
    if cursor is None:
        return None
    match _decode(cursor):
        case ["door", str(visit), str(door)] if "\x00" not in door:
            try:
                return UUID(visit), door
            except ValueError:
                raise _bad() from None
        case _:
            raise _bad()


def fact_cursor(cursor: str | None) -> Mark | None:
    """The fact behind which the explanation of a figure goes on."""
    if cursor is None:
        return None
    match _decode(cursor):
        case ["fact", str(committee), int(day), str(issue), str(slot)] if "\x00" not in slot:
            if isinstance(day, bool) or abs(day) >= 2**31:
                raise _bad()
            try:
                return Mark(UUID(committee), day, UUID(issue), slot)
            except ValueError:
                raise _bad() from None
        case _:
            raise _bad()


def behind_fact(mark: Mark | None) -> str | None:
    """The cursor for that."""
    if mark is None:
        return None
    return encode("fact", str(mark.committee), mark.day, str(mark.issue), mark.slot)


def link_header(request: Request, cursors: Mapping[str, str | None]) -> dict[str, str]:
    """An RFC 8288 `Link` header for the pages that exist."""
    links = []
    for relation, cursor in cursors.items():
        if cursor is not None:
            query = [(k, v) for k, v in request.query_params.multi_items() if k != "cursor"]
            target = f"{request.url.path}?{urlencode([*query, ('cursor', cursor)])}"
            links.append(f'<{target}>; rel="{relation}"')
    return {"Link": ", ".join(links)} if links else {}


def _decode(cursor: str) -> object:
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        raw = base64.b64decode(padded, altchars=b"-_", validate=True)
        value: object = json.loads(raw)
        # The same bytes again, or somebody has written it by hand.
        genuine = isinstance(value, list) and encode(*value) == cursor
    except (ValueError, RecursionError):
        raise _bad() from None
    if not genuine:
        raise _bad()
    return value


def _is_position(value: int) -> bool:
    """A bigint that no database takes for a truth value."""
    return not isinstance(value, bool) and 0 <= value < 2**63


def _bad() -> Problem:
    reason = {"pointer": "/cursor", "in": "query", "reason": "cursor_expected"}
    return Problem("malformed-request", errors=[reason])
