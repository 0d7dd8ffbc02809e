"""Two processes at one ledger: everybody is served, and told their own version."""

import asyncio
from pathlib import Path

import httpx2

from projections.replay import check
from tests.api.face import Face, version_of
from tests.api.serving import serving

MANY = 100


async def responses(urls: list[str], path: str, key: str) -> list[httpx2.Response]:
    """So many at once, in turn to each process."""
    headers = {"Authorization": f"Bearer {key}"}
    async with httpx2.AsyncClient(timeout=60, headers=headers) as client:
        asked = (
            client.post(urls[n % len(urls)] + path, json={"message": f"第{n}次联系"})
            for n in range(MANY)
        )
        return list(await asyncio.gather(*asked))


def test_a_hundred_responses_have_a_hundred_consecutive_versions(
    face: Face, tmp_path: Path
) -> None:
    issue, key = face.town.report(), face.key(face.town.clerk)
    with serving(face.service.settings, 2, tmp_path) as urls:
        answers = face.run(responses(urls, f"/v1/issues/{issue}/responses", key))
    assert {a.status_code for a in answers} == {200}
    assert sorted(version_of(a) for a in answers) == list(range(2, MANY + 2))
    assert [a.json()["version"] for a in answers] == [version_of(a) for a in answers]
    # Who said what stands where its caller was told.
    written = [e.version for e in face.events(0) if e.stream == issue]
    assert written == list(range(1, MANY + 2))
    assert check(face.service.database, face.service.views) == []
