"""Every sentence and block of text swaps."""

from typing import Any

from bot.blocks import actions, button, context, field, modal, names, overflow, plain, section
from bot.intro import PAIR
from bot.people import UserId
from bot.posts import Block, Message
from bot.swaps.swap import Question, Swap

ANSWER = "swaps:answer"
ANOTHER = "swaps:another"
SKIP = "swaps:skip"
BACK = "swaps:back"
MORE = "swaps:more"
STOP = "stop"  # in the menu
SAVE = "swaps:save"

LONGEST = 3000  # characters, as Slack has it
SOME = 3  # swaps after which a voice may be welcome

NOT_YOURS = "That belongs to somebody else, so nothing was changed."
NOBODY_LEFT = "There is nobody to swap with in this introduction any more. `/coffee` shows where you stand."
UNDER_WAY = "Your text swap has begun already. Its questions come to each of you by DM."
BEGUN = "Your text swap begins. Three questions come to each of you over five days, by DM and in your own hours."
OVER = "This text swap is over, so nothing was changed. What was shown stays with you."
SHOWN = "The answers to this one are shown already, so it stays as it is."
KEPT = "You have answered this one. Take your answer back first; nobody has seen it."
EMPTY = "Write a few words, or close this and skip the question."
TOO_LONG = f"That is longer than Slack can show. Please keep it within {LONGEST} characters."


def question_message(swap: Swap, question: Question, me: UserId) -> Message:
    """A question as one person sees it; never anything of what others did before all is shown."""
    if question.shown and me in question.said:  # whoever went before that sees nothing of it
        return answers_message(swap, question, me)
    if swap.over or not swap.is_in(me):
        return Message(OVER_TEXT, (section(OVER_TEXT),))
    said = question.said.get(me)
    more = overflow(MORE, {f"{STOP} {question.id}": "Stop this text swap"})
    blocks: list[Block] = [section(f"*{_title(swap, question, me)}*\n{question.asks(me)}")]
    if said is None:
        steps = (
            button("Another question", ANOTHER, value=question.id),
            button("Skip this one", SKIP, value=question.id),
        )
        blocks.append(actions(button("Answer", ANSWER, value=question.id, primary=True), *steps, more))
    elif said.skips:
        blocks += [section("You skip this one."), actions(button("Answer after all", ANSWER, value=question.id), more)]
    else:
        change = button("Change my answer", ANSWER, value=question.id)
        back = button("Take it back", BACK, value=question.id)
        blocks += [section("*You wrote:*"), _as_typed(said.text), actions(change, back, more)]
    why = " You get this because one of you chose a text swap for your introduction." if question.number == 1 else ""
    blocks.append(context(f"{_who_sees(swap, me)}{why}{_news(swap, question)}"))
    return Message(f"{_title(swap, question, me)}: {question.asks(me)}", tuple(blocks))


OVER_TEXT = (
    "This text swap is over. What was shown stays; what not everybody answered is shown to nobody and forgotten."
)


def answers_message(swap: Swap, question: Question, me: UserId) -> Message:
    """What everybody wrote, together."""
    others = names([one for one in swap.everybody if one.id != me and one.id in question.said])
    title = f"Text swap with {others}, {question.number} of 3"
    blocks: list[Block] = [section(f"*{title}*\n{question.words[question.turn]}"), *_answers(swap, question)]
    all_ = "both" if len(question.said) == PAIR else "all"
    blocks.append(context(f"You {all_} see this. Our copy is deleted after 30 days; this message stays in Slack."))
    if swap.together == SOME and question.number == len(swap.questions) and len(swap.everybody) == PAIR:
        blocks.append(
            context(f"You and {others} have swapped three times. Fifteen minutes by voice some time, if you both like?")
        )
    return Message(f"{title}: the answers", tuple(blocks))


def _answers(swap: Swap, question: Question) -> list[Block]:
    blocks: list[Block] = []
    for person in swap.everybody:
        said = question.said.get(person.id)
        if said is not None and not said.skips:
            on = "" if said.turn == question.turn else f", on “{question.words[said.turn]}”"
            blocks += [section(f"*{names([person])}*{on}"), _as_typed(said.text)]
    return blocks or [section("You all skip this one. That is fine.")]


def moved_message() -> Message:
    """What becomes of a question whose answers came in a message of their own."""
    text = "The answers to this one are in a message of their own, below."
    return Message(text, (section(text),))


def answer_modal(swap: Swap, question: Question, me: UserId) -> dict[str, Any]:
    """The form for an answer; what was written before is there."""
    said = question.said.get(me)
    box: dict[str, Any] = {"type": "plain_text_input", "multiline": True, "min_length": 1, "max_length": LONGEST}
    if said is not None and not said.skips:
        box["initial_value"] = said.text
    turn = question.turn if said is None or said.skips else said.turn
    return modal(
        "Text swap",
        (
            section(question.asks(me)),
            field("answer", "Your answer", box, hint="As short as you like. Please no secrets of work."),
            context(f"{_who_sees(swap, me)} You can change it or take it back until then."),
        ),
        callback=SAVE,
        submit="Keep",
        kept=f"{question.id} {turn}",
    )


def kept_modal(swap: Swap, question: Question, me: UserId) -> dict[str, Any]:
    """What somebody sees after they answered: the answers, if they were the last."""
    if question.shown:
        return modal("Text swap", answers_message(swap, question, me).blocks)
    return modal("Text swap", (section("Kept."), context(_who_sees(swap, me))))


def _as_typed(text: str) -> Block:
    return {"type": "section", "text": plain(text)}


def _title(swap: Swap, question: Question, me: UserId) -> str:
    return f"Text swap with {names([one for one in swap.people if one.id != me])}, {question.number} of 3"


def _who_sees(swap: Swap, me: UserId) -> str:
    others = [one for one in swap.people if one.id != me]
    see = "sees" if len(others) == 1 else "see"
    return f"{names(others)} {see} your answer once each of you has answered or skipped this, and not before."


def _news(swap: Swap, question: Question) -> str:
    before = [one.shown for one in swap.questions if one.number == question.number - 1]
    return " The answers to the last one are in, above." if any(before) else ""
