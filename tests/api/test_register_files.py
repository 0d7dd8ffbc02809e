"""A register's file through HTTP: previewed, refused whole, entered in parts."""

from collections.abc import Sequence

import msgspec
import pytest

from domain.register.events import UnitsEntered
from service.register_file.lines import OwnerLine
from service.register_import import MOST_BYTES, MOST_UNITS, parts
from tests.api.face import Call, Face, code_of
from tests.api.registering import ROWS, Keeper, csv_of, path_of
from tests.domain.registers import unit
from tests.service.test_register_file import book_of

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WRONG = (ROWS[0], (*ROWS[1][:4], "六十", *ROWS[1][5:]), (*ROWS[2][:6], "", *ROWS[2][7:]))


def many(number: int) -> Sequence[Sequence[str]]:
    """So many flats, each of an owner of its own."""
    return [
        (str(n // 100), "", str(n % 100), "住宅", "60", "登记", f"Y{n}", f"业主{n}", "", "")
        for n in range(number)
    ]


def test_a_preview_sums_up_and_records_nothing(sqlite_face: Face) -> None:
    keeper, head = Keeper(sqlite_face), sqlite_face.head()
    for content, media in ((csv_of(), "text/csv"), (book_of(), XLSX)):
        told = keeper.send("/previews", content, media=media).json()
        assert (told["right"], told["units"], told["owners"], told["area"]) == (True, 4, 3, 23250)
        assert told["buildings"][1] == {"building": "2", "units": 2, "owners": 2, "area": 8293}
        assert told["faults"] == []
    assert sqlite_face.head() == head


def test_a_preview_names_every_fault_and_repeats_no_word(sqlite_face: Face) -> None:
    answer = Keeper(sqlite_face).send("/previews", csv_of(WRONG))
    told = answer.json()
    assert (told["right"], told["units"]) == (False, 1)
    assert told["faults"] == [
        {
            "row": 3,
            "place": 5,
            "column": "area",
            "column_label": "建筑面积",
            "code": "area-malformed",
            "label": "面积须为至多两位小数的平方米数",
        },
        {
            "row": 4,
            "place": 7,
            "column": "owner",
            "column_label": "业主编号",
            "code": "cell-missing",
            "label": "必填项为空",
        },
    ]
    assert not any(word in answer.text for word in ("六十", "沈秋禾", "乔一苇", "1380"))


def test_none_is_imported_until_all_is_right(sqlite_face: Face) -> None:
    keeper, head = Keeper(sqlite_face), sqlite_face.head()
    answer = keeper.send("/imports", csv_of(WRONG))
    assert (answer.status_code, code_of(answer)) == (422, "register-file-faulty")
    assert answer.json()["errors"] == [
        {"pointer": "/3/area", "in": "body", "reason": "area_malformed"},
        {"pointer": "/4/owner", "in": "body", "reason": "cell_missing"},
    ]
    wrong = [(*row[:4], "?", *row[5:]) for row in many(60)]
    assert len(keeper.send("/imports", csv_of(wrong)).json()["errors"]) == 60
    assert (sqlite_face.head(), keeper.read()["in_force"]) == (head, None)


@pytest.mark.parametrize(
    ("content", "media", "code"),
    [
        (csv_of(), "application/json", "unsupported-register-type"),
        (csv_of(), "image/png", "unsupported-register-type"),
        (b"", "text/csv", "file-empty"),
        (csv_of(), XLSX, "file-type-differs"),
        (book_of(), "text/csv", "file-type-differs"),
    ],
)
def test_what_is_no_table_is_not_read(
    shared_sqlite: Face, content: bytes, media: str, code: str
) -> None:
    keeper = Keeper(shared_sqlite)
    for step in ("/previews", "/imports"):
        assert code_of(keeper.send(step, content, media=media)) == code


def test_a_compressed_or_endless_file_is_not_read(shared_sqlite: Face) -> None:
    keeper = Keeper(shared_sqlite)
    packed = keeper.send("/imports", csv_of(), content_encoding="gzip")
    assert code_of(packed) == "unsupported-register-type"
    large = b"x" * (shared_sqlite.service.settings.max_file + 1)
    assert code_of(keeper.send("/imports", large)) == "body-too-large"


def test_a_large_file_is_entered_in_parts(sqlite_face: Face) -> None:
    keeper, head = Keeper(sqlite_face), sqlite_face.head()
    shown = keeper.imported(csv_of(many(400)))
    assert (shown["in_force"]["units"], shown["in_force"]["owners"]) == (400, 400)
    events = [recorded.event for recorded in sqlite_face.events(head)]
    entered = [event for event in events if isinstance(event, UnitsEntered)]
    assert [len(event.units) for event in entered] == [150, 150, 100]
    assert all(len(msgspec.json.encode(event)) < 60 * 1024 for event in entered)


def test_an_import_that_stopped_in_the_middle_goes_on(sqlite_face: Face) -> None:
    keeper = Keeper(sqlite_face)
    keeper.imported()
    service, content = sqlite_face.service, csv_of(many(400))
    whole, sent = service.execute, []

    async def failing(command: object, **how: object) -> object:
        sent.append(command)
        if len(sent) == 3:
            raise ConnectionError
        return await whole(command, **how)  # type: ignore[arg-type]  # as it was given

    service.execute = failing  # type: ignore[method-assign,assignment]  # a fault is played
    assert keeper.send("/imports", content).status_code == 500
    service.execute = whole  # type: ignore[method-assign]
    running = keeper.read()
    assert running["running_import"]["entered"] == 150
    assert running["in_force"]["version"] == 1
    head = sqlite_face.head()
    assert keeper.imported(content)["in_force"]["version"] == 2
    topics = [recorded.topic for recorded in sqlite_face.events(head)]
    assert topics.count("person.registered") == 250
    assert topics.count("register.units-entered") == 2


def test_the_same_file_twice_at_once_is_one_version(sqlite_face: Face) -> None:
    keeper, head = Keeper(sqlite_face), sqlite_face.head()
    call = Call(
        path=path_of(keeper.compound, "/imports"),
        by=keeper.by,
        content=csv_of(many(200)),
        headers={"Content-Type": "text/csv"},
    )
    answers = sqlite_face.together([call] * 3)
    assert [answer.status_code for answer in answers] == [201] * 3
    assert {answer.json()["in_force"]["version"] for answer in answers} == {1}
    topics = [recorded.topic for recorded in sqlite_face.events(head)]
    assert topics.count("person.registered") == 200
    assert topics.count("register.adopted") == 1


def test_parts_fit_an_event_with_whoever_comes_with_them() -> None:
    units = [unit(f"{n}-101", f"Y{n}") for n in range(400)]
    few = {one.owner: OwnerLine(owner=one.owner, names=("甲",)) for one in units}
    many_names = {one.owner: OwnerLine(owner=one.owner, names=("甲",) * 20) for one in units}
    assert [len(part) for part in parts(units, few)] == [MOST_UNITS, MOST_UNITS, 100]
    made = list(parts(units, many_names))
    assert sum(map(len, made)) == 400
    assert max(len(part) * 20 * 39 for part in made) < MOST_BYTES
