"""Several messages to one person as one, each of which keeps its buttons and its why."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bot.blocks import divider, header, shortened
from bot.posts import Block, Message, Worth
from bot.week.sentences import YOUR_WEEK

MOST_PARTS = 4
MOST_BLOCKS = 50  # as Slack has it
LONGEST = 700  # code points that one part has in the text of all
_MARK = "week"


@dataclass(frozen=True, slots=True)
class Part:
    """One of the messages that are due for somebody, by the id of its post."""

    id: int
    worth: Worth
    message: Message


def choose_parts(parts: Sequence[Part]) -> tuple[Part, ...]:
    """Those that go as one, greatest first: as many as it holds. The others matter less."""
    chosen: list[Part] = []
    size = 0  # each has a line above it, or the heading
    for part in sorted(parts, key=lambda one: (-one.worth, one.id)):
        more = len(part.message.blocks) + 1
        if len(chosen) < MOST_PARTS and (not chosen or size + more <= MOST_BLOCKS):
            chosen.append(part)
            size += more
    return tuple(chosen)


def bundled(parts: Sequence[Part]) -> Message:
    """One message of these parts; a single one stays as it is."""
    if len(parts) == 1:
        return parts[0].message
    blocks: list[Block] = [header(YOUR_WEEK)]
    for number, part in enumerate(parts):
        blocks += [divider()] if number else []
        blocks += _marked(part.message.blocks, f"{_MARK}:{number}")
    said = "\n".join(shortened(part.message.text, limit=LONGEST) for part in parts)
    return Message(f"{YOUR_WEEK}: {said}", tuple(blocks))


def _marked(blocks: Sequence[Block], mark: str) -> list[Block]:
    """The blocks, known again by their ids as those of one part."""
    return [{**block, "block_id": f"{mark}:{number}"} for number, block in enumerate(blocks)]


def part_of(block_id: str) -> str:
    """The mark of the part that a block belongs to, or "" where it is no part of a bundle."""
    kind, _, rest = block_id.partition(":")
    number, _, _ = rest.partition(":")
    return f"{kind}:{number}" if kind == _MARK and number.isdecimal() else ""


def with_part(shown: Message, mark: str, part: Message) -> Message | None:
    """A bundle as it is shown, with another message in the place of one part; None where that does not fit.

    What is shown comes back from Slack with a press, so that it tells how things look and nothing else.
    """
    places = [at for at, block in enumerate(shown.blocks) if part_of(str(block.get("block_id", ""))) == mark]
    if not places:
        return None
    blocks = (*shown.blocks[: places[0]], *_marked(part.blocks, mark), *shown.blocks[places[-1] + 1 :])
    return None if len(blocks) > MOST_BLOCKS else Message(_spoken(blocks), blocks)


def _spoken(blocks: Sequence[Block]) -> str:
    """What a screen reader says of the blocks."""
    return "\n".join(shortened(text, limit=LONGEST) for block in blocks for text in _texts(block))


def _texts(block: Block) -> list[str]:
    held: Any = block.get("text")
    return [str(held["text"])] if held else []
