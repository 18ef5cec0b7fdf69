"""Samples of text swaps."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.blocks import told
from bot.posts import Message
from bot.swaps import views as swaps
from bot.swaps.deck import DECK
from bot.swaps.swap import Question, Said, Swap
from tests.surfaces.scene import ANA, BEN, CHI

OPEN = Question(1, 1, DECK[0][:2], 0, {})
SECOND = Question(2, 2, DECK[1][:1], 0, {})
THIRD = Question(3, 3, DECK[2][:1], 0, {})
MINE = replace(OPEN, said={ANA.id: Said("The first snow,\nand tea.", 0)})
SKIPPED = replace(OPEN, said={ANA.id: Said("", 0)})
BOTH = replace(MINE, said={**MINE.said, BEN.id: Said("A bridge.", 1)}, shown=True)
NEITHER = replace(SKIPPED, said={**SKIPPED.said, BEN.id: Said("", 0)}, shown=True)
LAST = replace(THIRD, said={ANA.id: Said("Yes.", 0), BEN.id: Said("No.", 0)}, shown=True)
PAIR = Swap(1, (ANA, BEN), (), (OPEN, SECOND, THIRD))
TRIO = replace(PAIR, people=(ANA, BEN, CHI))


def _seen(question: Question, swap: Swap = PAIR) -> Message:
    return swaps.question_message(swap.with_question(question), question, ANA.id)


MESSAGES: Mapping[str, Message] = {
    "swaps-question": _seen(OPEN),
    "swaps-question-second": swaps.question_message(PAIR.with_question(BOTH), SECOND, ANA.id),
    "swaps-question-trio": _seen(OPEN, TRIO),
    "swaps-question-answered": _seen(MINE),
    "swaps-question-skipped": _seen(SKIPPED),
    "swaps-question-over": _seen(OPEN, replace(PAIR, over=True)),
    "swaps-answers": _seen(BOTH),
    "swaps-answers-none": _seen(NEITHER),
    "swaps-answers-third-time": _seen(LAST, replace(PAIR, together=swaps.SOME)),
    "swaps-moved": swaps.moved_message(),
    "swaps-begun": told(swaps.BEGUN),
}

VIEWS: Mapping[str, dict[str, Any]] = {
    "swaps-answer": swaps.answer_modal(PAIR, OPEN, ANA.id),
    "swaps-answer-again": swaps.answer_modal(PAIR.with_question(MINE), MINE, ANA.id),
    "swaps-kept": swaps.kept_modal(PAIR.with_question(MINE), MINE, ANA.id),
    "swaps-kept-last": swaps.kept_modal(PAIR.with_question(BOTH), BOTH, ANA.id),
}
