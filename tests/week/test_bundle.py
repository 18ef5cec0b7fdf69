"""Several messages as one: what goes, what is left out, and how one part changes while the others stay."""

from bot.blocks import actions, button, context, section, told
from bot.posts import Message, Worth
from bot.week.bundle import MOST_BLOCKS, Part, bundled, choose_parts, part_of, with_part


def part(number: int, worth: Worth = Worth.EXTRA, *, blocks: int = 2) -> Part:
    lines = (section(f"Part {number}"), *(context(f"line {at}") for at in range(1, blocks)))
    return Part(number, worth, Message(f"Part {number}.", lines))


def test_a_single_message_stays_as_it_is() -> None:
    assert bundled([part(1)]) == part(1).message


def test_each_part_keeps_its_blocks_and_the_text_tells_all_of_them() -> None:
    made = bundled([part(1), part(2)])
    assert made.text == "Your week: Part 1.\nPart 2."
    assert [block["type"] for block in made.blocks] == ["header", "section", "context", "divider", "section", "context"]
    marks = [part_of(str(block.get("block_id", ""))) for block in made.blocks]
    assert marks == ["", "week:0", "week:0", "", "week:1", "week:1"]
    ids = [block["block_id"] for block in made.blocks if "block_id" in block]
    assert len(set(ids)) == len(ids)
    assert max(map(len, ids)) <= 255


def test_the_greatest_go_first_and_a_full_one_leaves_out_the_least() -> None:
    parts = [part(1), part(2), part(3, Worth.QUESTION), part(4), part(5, Worth.QUESTION), part(6)]
    assert [one.id for one in choose_parts(parts)] == [3, 5, 1, 2]


def test_no_more_blocks_than_slack_takes() -> None:
    chosen = choose_parts([part(1, Worth.QUESTION, blocks=30), part(2, blocks=20), part(3, blocks=18)])
    assert [one.id for one in chosen] == [1, 3]
    assert len(bundled(chosen).blocks) == MOST_BLOCKS
    assert [one.id for one in choose_parts([part(1, blocks=50), part(2, blocks=1)])] == [1]
    assert choose_parts([]) == ()


def test_a_part_is_replaced_and_the_others_stay() -> None:
    shown = bundled([part(1), part(2), part(3)])
    after = with_part(shown, "week:1", told("Noted."))
    assert after is not None
    assert [block for block in after.blocks if "week:1" not in str(block.get("block_id"))] == [
        block for block in shown.blocks if "week:1" not in str(block.get("block_id"))
    ]
    assert after.text == "Your week\nPart 1\nNoted.\nPart 3"
    again = with_part(after, "week:1", Message("Twice.", (section("Twice."), actions(button("Undo", "x:undo")))))
    assert again is not None
    assert sum(part_of(str(block.get("block_id", ""))) == "week:1" for block in again.blocks) == 2


def test_what_does_not_fit_replaces_nothing() -> None:
    shown = bundled([part(1, blocks=40), part(2)])
    assert with_part(shown, "week:7", told("Noted.")) is None
    assert with_part(shown, "week:1", part(3, blocks=9).message) is None


def test_only_our_own_marks_are_known() -> None:
    assert [part_of(one) for one in ("", "week", "week:", "week:x:1", "other:1:1", "week:3:0")] == [""] * 5 + ["week:3"]
