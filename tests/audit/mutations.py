"""Ways to harm a full export, each with where the verifier has to find it."""

import base64
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from random import Random
from typing import Any

from audit.verify import Checkpoint, Key, Refused, Unusable, checkpoint_in
from tests.audit.small import Signer, adoption, b64, canonical, leaf, note, root

Line = dict[str, Any]


@dataclass(frozen=True)
class Scene:
    """A good full export with a rotation, its first and last key, and another ledger's export."""

    content: bytes
    keys: Sequence[Key]
    foreign: bytes

    @cached_property
    def lines(self) -> Sequence[bytes]:
        """With their ends."""
        return [line + b"\n" for line in self.content.split(b"\n")[:-1]]

    @cached_property
    def objects(self) -> Sequence[Line]:
        """What they say."""
        return [json.loads(line) for line in self.lines]

    @cached_property
    def rows(self) -> Sequence[int]:
        """Which lines (from 0) are rows."""
        return [i for i, line in enumerate(self.objects) if "leaf" in line]

    @cached_property
    def checkpoints(self) -> Sequence[int]:
        """Which lines (from 0) are checkpoints."""
        return [i for i, line in enumerate(self.objects) if "checkpoint" in line]

    @cached_property
    def adoptions(self) -> Sequence[int]:
        """Which lines (from 0) adopt a key."""
        return [i for i in self.rows if self.objects[i]["topic"] == "ledger.key-adopted"]

    @cached_property
    def foreign_notes(self) -> Sequence[str]:
        """The other ledger's checkpoints."""
        said = (json.loads(line) for line in self.foreign.splitlines() if b'"checkpoint"' in line)
        return [line["checkpoint"] for line in said if "checkpoint" in line]

    @cached_property
    def stranger(self) -> Signer:
        """Somebody who signs in this ledger's name."""
        return Signer(99, name=self.objects[0]["origin"])

    def checkpoint(self, index: int) -> Checkpoint:
        """What a checkpoint's line says."""
        return checkpoint_in(self.objects[index]["checkpoint"])

    def behind(self, index: int) -> Sequence[int]:
        """The checkpoints behind a line."""
        return [i for i in self.checkpoints if i > index]


@dataclass(frozen=True, kw_only=True)
class Mutant:
    """What was made of the export, and where it has to be told: in one of these *lines* (from 1).

    The positions that are told include *position*. What makes a file none of ours is unusable.
    """

    content: bytes
    lines: Sequence[int]
    position: int | None = None
    key: Key
    held: Checkpoint | None = None

    def is_located(self, told: object) -> bool:
        """Whether the verdict says where it is."""
        if isinstance(told, Unusable):
            return (1 in self.lines and "first line" in str(told)) or not self.content
        if not isinstance(told, Refused):
            return False
        if told.line not in self.lines:
            return 1 in self.lines and "header" in told.reason
        span = range(told.since or told.position or 0, (told.position or 0) + 1)
        return self.position is None or self.position in span


Mutation = Callable[[Scene, Random], Mutant]


def made(
    scene: Scene,
    random: Random,
    lines: Sequence[bytes],
    told: Sequence[int],
    position: int | None = None,
) -> Mutant:
    """A mutant of these lines, for either of the ledger's keys."""
    key = random.choice(scene.keys)
    content = b"".join(lines)
    return Mutant(content=content, lines=told, position=position, key=key)


def bit(scene: Scene, random: Random) -> Mutant:
    """One bit, anywhere."""
    lines = list(scene.lines)
    index = random.randrange(len(lines))
    line = bytearray(lines[index])
    line[random.randrange(len(line))] ^= 1 << random.randrange(8)
    lines[index] = bytes(line)
    return made(scene, random, lines, [index + 1], scene.objects[index].get("position"))


def removed(scene: Scene, random: Random) -> Mutant:
    """A line is gone; of a checkpoint, the next one tells by its number."""
    index = random.randrange(len(scene.lines))
    lines = [*scene.lines[:index], *scene.lines[index + 1 :]]
    if index not in scene.checkpoints:
        position = scene.objects[index].get("position")
        return made(scene, random, lines, [index + 1], position)
    told = [*scene.behind(index), len(lines) + 1][0]
    return made(scene, random, lines, [told], scene.checkpoint(index).size)


def doubled(scene: Scene, random: Random) -> Mutant:
    """A line stands twice."""
    index = random.randrange(len(scene.lines))
    lines = [*scene.lines[: index + 1], *scene.lines[index:]]
    return made(scene, random, lines, [index + 2])


def swapped(scene: Scene, random: Random) -> Mutant:
    """Two lines have changed places."""
    one, other = sorted(random.sample(range(len(scene.lines)), 2))
    lines = list(scene.lines)
    lines[one], lines[other] = lines[other], lines[one]
    # A row that comes before a checkpoint of fewer stands right; the checkpoint does not.
    told = one + 2 if one in scene.checkpoints and other == one + 1 else one + 1
    return made(scene, random, lines, [told], scene.objects[one].get("position"))


def cut(scene: Scene, random: Random) -> Mutant:
    """Everything behind some byte is gone."""
    content = scene.content[: random.randrange(len(scene.content))]
    return made(scene, random, [content], [content.count(b"\n") + 1])


def cut_behind_checkpoint(scene: Scene, random: Random) -> Mutant:
    """The same, exactly behind a checkpoint that was the last once."""
    index = random.choice(scene.checkpoints[:-1])
    position = scene.checkpoint(index).size + 1
    return made(scene, random, scene.lines[: index + 1], [index + 2], position)


def inserted(scene: Scene, random: Random) -> Mutant:
    """A line of the other ledger's export stands between."""
    index = random.randrange(1, len(scene.lines) + 1)
    line = random.choice(scene.foreign.splitlines(keepends=True))
    lines = [*scene.lines[:index], line, *scene.lines[index:]]
    # A row that could stand there is told by the one whose place it takes.
    return made(scene, random, lines, [index + 1, index + 2])


def state_of(line: Line) -> bytes:
    """The bytes of a row's state."""
    text: str = line["state"]
    return base64.b64decode(text) if line["encoding"] == "base64" else text.encode()


def with_leaf(line: Line) -> Line:
    """A row with the leaf that is its own."""
    return line | {"leaf": b64(leaf(line, state_of(line)))}


def altered(line: Line, random: Random) -> Line:
    """A row that says something else, and whose leaf agrees."""
    if line["encoding"] == "base64" or random.random() < 0.3:
        return with_leaf(line | {"topic": line["topic"] + "x"})
    text: str = line["state"]
    at = random.randrange(len(text) + 1)
    return with_leaf(line | {"state": text[:at] + random.choice("改x0 ") + text[at + 1 :]})


def consistent(scene: Scene, random: Random) -> tuple[list[Line], int]:
    """The lines with one row altered, and which."""
    index = random.choice(scene.rows)
    objects = list(scene.objects)
    while objects[index] == scene.objects[index]:
        objects[index] = altered(scene.objects[index], random)
    return objects, index


def told_of(scene: Scene, index: int) -> Sequence[int]:
    """Where a changed row shows: in its own line, or at the next checkpoint."""
    return [index + 1, scene.behind(index)[0] + 1]


def recomputed_leaf(scene: Scene, random: Random) -> Mutant:
    """A row was changed, and its leaf with it."""
    objects, index = consistent(scene, random)
    lines = list(map(canonical, objects))
    position = objects[index]["position"]
    return made(scene, random, lines, told_of(scene, index), position)


def new_texts(objects: list[Line], first: int, *signers: Signer) -> list[Line]:
    """Every checkpoint behind a line says the root that there is now; signed anew by *signers*."""
    leaves: list[bytes] = []
    for i, line in enumerate(objects):
        if "leaf" in line:
            leaves.append(base64.b64decode(line["leaf"]))
        elif "checkpoint" in line and i > first:
            origin, size, _, rest = line["checkpoint"].split("\n", 3)
            text = f"{origin}\n{size}\n{b64(root(leaves))}\n"
            signed = note(text, *signers) if signers else text + rest
            objects[i] = line | {"checkpoint": signed}
    return objects


def recomputed_root(scene: Scene, random: Random) -> Mutant:
    """A row was changed, and every root behind it; the signatures stand as they were."""
    objects, index = consistent(scene, random)
    lines = list(map(canonical, new_texts(objects, index)))
    position = objects[index]["position"]
    return made(scene, random, lines, told_of(scene, index), position)


def signed_anew(scene: Scene, random: Random) -> Mutant:
    """The same, signed by a stranger."""
    objects, index = consistent(scene, random)
    lines = list(map(canonical, new_texts(objects, index, scene.stranger)))
    position = objects[index]["position"]
    return made(scene, random, lines, told_of(scene, index), position)


def adopted(scene: Scene, random: Random) -> Mutant:
    """The record adopts a stranger's key, which signs all checkpoints behind."""
    index = random.choice(scene.adoptions)
    objects, state = list(scene.objects), adoption(scene.stranger).decode()
    objects[index] = with_leaf(objects[index] | {"encoding": "utf-8", "state": state})
    lines = list(map(canonical, new_texts(objects, index, scene.stranger)))
    told = [i + 1 for i in scene.behind(index)]
    return made(scene, random, lines, [*told, len(lines) + 1], objects[index]["position"])


def other_note(scene: Scene, random: Random, index: int, text: str) -> Mutant:
    """Another note stands in a checkpoint's line."""
    lines = list(scene.lines)
    lines[index] = canonical(scene.objects[index] | {"checkpoint": text})
    return made(scene, random, lines, [index + 1])


def older_checkpoint(scene: Scene, random: Random) -> Mutant:
    """A genuine checkpoint where a newer one should stand."""
    index = random.choice(scene.checkpoints[1:])
    earlier = random.choice([i for i in scene.checkpoints if i < index])
    return other_note(scene, random, index, scene.objects[earlier]["checkpoint"])


def strangers_checkpoint(scene: Scene, random: Random) -> Mutant:
    """A checkpoint that a stranger has signed, alone or as well."""
    index = random.choice(scene.checkpoints)
    text: str = scene.objects[index]["checkpoint"]
    signed = scene.checkpoint(index).note.text
    others = [note(signed, scene.stranger), text + scene.stranger.line(signed)]
    return other_note(scene, random, index, random.choice(others))


def others_checkpoint(scene: Scene, random: Random) -> Mutant:
    """A checkpoint of the other ledger."""
    index = random.choice(scene.checkpoints)
    return other_note(scene, random, index, random.choice(scene.foreign_notes))


def unsigned(scene: Scene, random: Random) -> Mutant:
    """A signature is gone; of the key that was handed on from, asked with that key."""
    index = random.choice(scene.checkpoints)
    text, _, signatures = scene.objects[index]["checkpoint"].rpartition("\n\n")
    left = signatures.splitlines(keepends=True)
    del left[random.randrange(len(left))]
    mutant = other_note(scene, random, index, f"{text}\n\n{''.join(left)}")
    return Mutant(content=mutant.content, lines=mutant.lines, key=scene.keys[0])


def others_file(scene: Scene, random: Random) -> Mutant:
    """The other ledger's export."""
    return made(scene, random, [scene.foreign], [1])


def set_back(scene: Scene, random: Random) -> Mutant:
    """A genuine export of an earlier time, for somebody who holds a later checkpoint."""
    index, later = sorted(random.sample(scene.checkpoints, 2))
    header = scene.objects[0] | {"size": scene.checkpoint(index).size}
    lines = [canonical(header), *scene.lines[1 : index + 1]]
    content, key = b"".join(lines), random.choice(scene.keys)
    return Mutant(content=content, lines=[1], key=key, held=scene.checkpoint(later))


KINDS: Mapping[str, Mutation] = {
    one.__name__: one
    for one in (
        bit,
        removed,
        doubled,
        swapped,
        cut,
        cut_behind_checkpoint,
        inserted,
        recomputed_leaf,
        recomputed_root,
        signed_anew,
        adopted,
        older_checkpoint,
        strangers_checkpoint,
        others_checkpoint,
        unsigned,
        others_file,
        set_back,
    )
}


def mutant(scene: Scene, kind: str, number: int) -> Mutant:
    """The how many-th of its kind, always the same."""
    return KINDS[kind](scene, Random(f"{kind} {number}"))  # noqa: S311  # foreseeable on purpose
