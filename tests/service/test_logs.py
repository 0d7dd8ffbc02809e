"""The lines that are told at each request."""

import asyncio
import json

import pytest

from service.logs import tell


def lines_of(capsys: pytest.CaptureFixture[str]) -> list[dict[str, object]]:
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_a_line_says_what_happened_when(capsys: pytest.CaptureFixture[str]) -> None:
    async def one() -> None:
        tell("request", route="/v1/议题", status=200, ms=1.5)

    asyncio.run(one())
    [line] = lines_of(capsys)
    assert str(line.pop("timestamp")).endswith("Z")
    assert line == {
        "event": "request",
        "level": "info",
        "route": "/v1/议题",
        "status": 200,
        "ms": 1.5,
    }


def test_every_line_is_written_once_and_in_order(capsys: pytest.CaptureFixture[str]) -> None:
    async def some() -> None:
        for number in range(3):
            tell("request", number=number)
        await asyncio.sleep(0)
        assert [line["number"] for line in lines_of(capsys)] == [0, 1, 2]
        tell("request", number=3)

    asyncio.run(some())
    assert [line["number"] for line in lines_of(capsys)] == [3]


def test_a_loop_that_ended_in_the_middle_takes_no_line_with_it(
    capsys: pytest.CaptureFixture[str],
) -> None:
    async def one(number: int) -> None:
        tell("request", number=number)

    ended = asyncio.new_event_loop()
    ended.call_soon(ended.stop)
    task = ended.create_task(one(1))
    ended.run_forever()
    ended.close()
    assert task.done()
    asyncio.run(one(2))
    assert [line["number"] for line in lines_of(capsys)] == [1, 2]
