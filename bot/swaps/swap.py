"""A text swap: three questions that people answer in writing, and whose answers show together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from bot.people import Person, UserId


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody wrote ("" where they skip), and to which turn of the question."""

    text: str
    turn: int

    @property
    def skips(self) -> bool:
        """Whether they skip this question."""
        return not self.text


@dataclass(frozen=True, slots=True)
class Question:
    """One of the three: the words it has had, the turn that counts now, and what each has said so far."""

    id: int
    number: int
    words: tuple[str, ...]
    turn: int
    said: Mapping[UserId, Said]
    shown: bool = False

    def asks(self, who: UserId) -> str:
        """The words that this person has before them."""
        said = self.said.get(who)
        return self.words[self.turn if said is None or said.skips else said.turn]


@dataclass(frozen=True, slots=True)
class Swap:
    """A swap as it stands: who is in, who has left it, and how many these people have had, this one included."""

    id: int
    people: tuple[Person, ...]
    gone: tuple[Person, ...]
    questions: tuple[Question, ...]
    over: bool = False
    together: int = 1

    @property
    def everybody(self) -> tuple[Person, ...]:
        """Whoever is in, or was."""
        return tuple(sorted((*self.people, *self.gone), key=lambda one: one.id))

    def is_in(self, who: UserId) -> bool:
        """Whether this person takes part."""
        return any(person.id == who for person in self.people)

    def question(self, question_id: int) -> Question:
        """The question with this id."""
        return next(one for one in self.questions if one.id == question_id)

    def with_question(self, changed: Question) -> "Swap":
        """The same swap, with this question as it is now."""
        return replace(self, questions=tuple(changed if one.id == changed.id else one for one in self.questions))

    def without(self, leaving: Sequence[UserId]) -> "Swap":
        """The same swap without these people; what they wrote and nobody has seen goes with them."""
        left = tuple(person for person in self.people if person.id not in leaving)
        gone = (*self.gone, *(person for person in self.people if person.id in leaving))
        questions = tuple(one if one.shown else _unsaid(one, leaving) for one in self.questions)
        return replace(self, people=left, gone=gone, questions=questions)


def _unsaid(question: Question, leaving: Sequence[UserId]) -> Question:
    return replace(question, said={who: said for who, said in question.said.items() if who not in leaving})


def question_key(question_id: int, user_id: UserId) -> str:
    """The key of the post that asks one person one question."""
    return f"swaps:question:{question_id}:{user_id}"


def answers_key(question_id: int, user_id: UserId) -> str:
    """The key of the post that shows the answers to somebody to whom no question comes any more."""
    return f"swaps:answers:{question_id}:{user_id}"
