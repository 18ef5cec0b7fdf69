"""What is kept of the story: who met whom, why and when, what they said, and what it came to."""

from dataclasses import dataclass, field
from datetime import date

from emulator.demo.people_file import Colleague


@dataclass(frozen=True, slots=True)
class Met:
    """An introduction as its people saw it.

    `people` are places in the cast, and `arrived` tells the moment it came on each one's clock. `skipped_by` is
    the name of who tapped it away, or "".
    """

    people: tuple[int, ...]
    names: tuple[str, ...]
    why: str
    times: tuple[str, ...]
    arrived: tuple[str, ...]
    skipped_by: str = ""


@dataclass(frozen=True, slots=True)
class Answered:
    """What somebody tapped when asked, or "" for nothing; `seen_by` counts the others who can see the question."""

    person: int
    name: str
    answer: str
    seen_by: int


@dataclass(slots=True)
class Week:
    """One week: how many were in when its round came, and what happened."""

    number: int
    monday: date
    people_in: int = 0
    intros: tuple[Met, ...] = ()
    seconds: tuple[Met, ...] = ()  # in place of some that were skipped
    brought: tuple[Met, ...] = ()  # together by a colleague, or by an ask or an offer
    answers: tuple[Answered, ...] = ()
    events: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Scene:
    """What somebody saw, word for word, under a heading that says who and where; `note` adds when."""

    heading: str
    text: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Tally:
    """How many of one kind people made, and how many of these are live, and have come to an end."""

    made: int = 0
    live: int = 0
    over: int = 0

    @property
    def lost(self) -> int:
        """How many are neither."""
        return self.made - self.live - self.over


@dataclass(frozen=True, slots=True)
class Books:
    """What was begun and what became of it; `asks` are offers, too.

    `over_cap` counts introductions in which somebody was to help once more in a month than they like.
    """

    goals: Tally = Tally()
    asks: Tally = Tally()
    proposals: Tally = Tally()
    introductions: Tally = Tally()
    over_cap: int = 0


@dataclass(frozen=True, slots=True)
class Finding:
    """What the weeks came to, counted from what people saw and from what the bot asked of Slack.

    `left_out` counts people in a round whom nobody was introduced to, `repeats` those in a round who had been
    introduced before: a second chance takes whoever is free. Messages are those that nobody asked for: a text
    swap is its people's own. `weeks_over_budget` and `days_over_budget` are those of somebody's own calendar in
    which they got more than three, or more than one. `messages_outside_hours` are all that somebody got before
    nine, after five or on a weekend, on their own clock.
    """

    people: int
    zones: int
    weeks: int
    introductions: int
    left_out: int
    repeats: int
    fewest_colleagues_met: int
    most_colleagues_met: int
    messages_per_person_and_week: float
    most_messages_in_a_week: int
    weeks_over_budget: int
    days_over_budget: int
    answers_seen_by_others: int
    history_methods_called: int
    posts_unconfirmed: int
    messages_outside_hours: int
    failed_deliveries: int
    errors_logged: int
    books: Books = Books()


@dataclass(slots=True)
class Story:
    """All that happened; `finding` is there once it has ended."""

    people: tuple[Colleague, ...]
    seed: int
    weeks: list[Week] = field(default_factory=list)
    scenes: list[Scene] = field(default_factory=list)
    finding: Finding | None = None
