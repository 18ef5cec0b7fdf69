"""Five questions for whoever does not know yet; their answers become drafts, and of those is kept what is saved."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from bot.explore import sentences
from bot.goals.form import LONGEST, GoalForm, decide_goal, new_goal
from bot.goals.goal import Goal, SeenBy, Slot
from bot.people import UserId
from bot.refusal import Refusal
from bot.topic import LONGEST as LONGEST_TOPIC
from bot.topic import Doubt, Topic, key_of, topics_in
from bot.topics.sentences import listed, too_many
from bot.topics.stances import MOST, Stance, Stances, TopicsForm, decide_stances, parts_of

FEW = 6  # words of an answer that may name a topic


class Question(StrEnum):
    """What is asked."""

    DREW = "drew"
    ASKED = "asked"
    UNDERSTAND = "understand"
    HEAVY = "heavy"
    TRY = "try"


Answers = Mapping[Question, str]
_LEARN = (Question.UNDERSTAND, Question.DREW, Question.TRY, Question.HEAVY)  # what tells most on top
_NAMED = (Question.UNDERSTAND, Question.DREW)  # whose own words may name a topic, which everybody sees
_GOAL = (Question.UNDERSTAND, Question.DREW, Question.HEAVY, Question.TRY)


@dataclass(frozen=True, slots=True)
class Drafts:
    """Texts of the second form: as it is proposed, and as it was sent."""

    learn: str = ""
    help: str = ""
    what: str = ""
    topic: str = ""
    step: str = ""

    @property
    def any(self) -> bool:
        """Whether anything stands there that can be kept."""
        return bool(parts_of(self.learn) or parts_of(self.help) or self.what.strip())


@dataclass(frozen=True, slots=True)
class Kept:
    """What somebody saves: all their `stances` from then on, of which `added` are new, and a goal, if they want one.

    `had` are topics that were among theirs before, which stay as they were.
    """

    stances: Stances
    added: Mapping[Stance, tuple[Topic, ...]]
    had: tuple[Topic, ...]
    goal: Goal | None


def draft(answers: Answers, mine: Stances, known: Mapping[str, Topic]) -> Drafts | None:
    """What the answers propose to somebody with these stances; None where nothing was answered."""
    texts = {one: " ".join(answers.get(one, "")[:LONGEST].split()) for one in Question}
    texts = {one: text for one, text in texts.items() if key_of(text)}
    if not texts:
        return None
    helps = _topics(texts, (Question.ASKED,), known)
    learns = {key: topic for key, topic in _topics(texts, _LEARN, known).items() if key not in helps}
    wanted = next((one for one in _GOAL if one in texts), None)
    what = texts[wanted] if wanted else ""
    return Drafts(
        learn=_proposed(learns, mine) if learns else _named(texts, _NAMED),
        help=_proposed(helps, mine) if helps else _named(texts, (Question.ASKED,)),
        what=what,
        topic=next((topic.name for topic in topics_in(what, known)), _few(what)),
        step=texts.get(Question.TRY, "") if wanted is not Question.TRY else "",
    )


def _topics(texts: Answers, those: tuple[Question, ...], known: Mapping[str, Topic]) -> dict[str, Topic]:
    """The topics that occur in the answers to those questions, by key."""
    return {key_of(topic.name): topic for one in those for topic in topics_in(texts.get(one, ""), known)}


def _proposed(found: Mapping[str, Topic], mine: Stances) -> str:
    """The topics of these that are not among theirs yet."""
    return listed([topic.name for key, topic in found.items() if key not in mine.keys][:MOST])


def _named(texts: Answers, those: tuple[Question, ...]) -> str:
    return _few(next((texts[one] for one in those if one in texts), ""))


def _few(text: str) -> str:
    """The first words of an answer, few enough to name a topic."""
    words = next((part for part in parts_of(text) if key_of(part)), "").split()[:FEW]
    while len(" ".join(words)) > LONGEST_TOPIC:
        words.pop()
    return " ".join(words)


def decide_kept(
    sent: Drafts,
    mine: Stances,
    known: Mapping[str, Topic],
    slot: Slot,
    *,
    owner: UserId,
    live: int,
    asked: tuple[str, ...] = (),
    now: datetime,
) -> Kept | Refusal | Doubt:
    """What stands in the second form, added to somebody's stances and their `live` goals; `asked` as with topics."""
    typed = {Stance.LEARN: sent.learn, Stance.HELP: sent.help}
    new = decide_stances(TopicsForm(typed, str(mine.cap), asked), known)
    goal = _goal(sent, owner, known, slot, live=live, asked=asked, now=now)
    if isinstance(new, Refusal):
        return new
    if isinstance(goal, Refusal):
        return goal
    meant = [one.meant for one in (new, goal) if isinstance(one, Doubt)]
    if isinstance(new, Doubt) or isinstance(goal, Doubt):
        return Doubt({typed: topic for each in meant for typed, topic in each.items()})
    return _added(new, mine, goal)


def _goal(
    sent: Drafts,
    owner: UserId,
    known: Mapping[str, Topic],
    slot: Slot,
    *,
    live: int,
    asked: tuple[str, ...],
    now: datetime,
) -> Goal | Refusal | Doubt | None:
    """The goal that stands there, for its owner alone and without check-ins until its time is over."""
    if not sent.what.strip():
        return None
    if not sent.topic.strip():
        return Refusal(sentences.NO_TOPIC, field="topic")
    new = replace(new_goal(owner, today=now.astimezone(slot.clock).date()), every_weeks=0)
    form = GoalForm(sent.topic, sent.what, "", new.until.isoformat(), sent.step, SeenBy.ME, asked=asked)
    return decide_goal(form, new, known, slot, live=live, now=now)


def _added(new: Stances, mine: Stances, goal: Goal | None) -> Kept | Refusal:
    added: dict[Stance, tuple[Topic, ...]] = {}
    for stance in (Stance.LEARN, Stance.HELP):
        added[stance] = tuple(topic for topic in new.of(stance) if key_of(topic.name) not in mine.keys)
        all_of_them = len(mine.of(stance)) + len(added[stance])
        if added[stance] and all_of_them > MOST:
            return Refusal(too_many(MOST, all_of_them), field=stance)
    had = tuple(topic for stance in added for topic in new.of(stance) if topic not in added[stance])
    topics = {stance: (*mine.of(stance), *added.get(stance, ())) for stance in Stance}
    return Kept(replace(mine, topics=topics), added, had, goal)
