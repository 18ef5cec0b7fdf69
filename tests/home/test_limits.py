"""The card and the Home stay within Slack's limits, whatever a member has."""

from dataclasses import replace
from datetime import datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.coffee.standing import CardFacts, Standing
from bot.goals.checkin_views import checkin_message, end_message, note_modal, said_message, shared_message
from bot.goals.form import LONGEST
from bot.goals.goal import MOST, Goal, GoalState, Partner, Partnership, Said, SeenBy, Shown
from bot.goals.views import PAGE as GOALS
from bot.goals.views import goal_modal, looks_modal, shown_modal
from bot.home.standing import HomeFacts, Met
from bot.home.views import MOST_MET, PAGE, card, home, met_modal
from bot.hosts.views import MOST_SHOWN
from bot.intro import Answer, Intro, IntroState, Why
from bot.intros.facts import CheckinFacts
from bot.learn.views import mine_message
from bot.people import Person, UserId
from bot.posts import PostState
from bot.programme import ProgrammeState
from bot.wishes import Way
from emulator.blockkit import problems_in_blocks, problems_in_view
from storage.home import TAKEAWAYS
from tests.surfaces.of_hosts import TEAM
from tests.surfaces.of_preferences import FULL, PLAIN
from tests.surfaces.of_topics import MINE
from tests.surfaces.scene import NOW, WEEKLY

MOST_IN_A_MESSAGE = 50
MOST_IN_A_HOME = 100
ZONES = ("Europe/Berlin", "America/New_York", "Asia/Kathmandu", "Etc/UTC")

words = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), min_size=1)
nasty = st.sampled_from(["*", "&", "<!channel>", "_~`", "é"]).map(lambda one: one * 80)
names = st.one_of(words, nasty).map(lambda text: text[:80])
instants = st.integers(-400, 60).map(lambda days: NOW + timedelta(days=days))
people = st.builds(Person, st.integers(2, 10**9).map(lambda one: UserId(f"U{one}")), names, st.sampled_from(ZONES))
ME = Person(UserId("U1"), "*&<" * 26, "Europe/Berlin")


@st.composite
def intros(draw: st.DrawFn) -> Intro:
    """An intro of mine, in any state that a Home shows."""
    others = draw(st.lists(people, min_size=1, max_size=4, unique_by=lambda one: one.id))
    times = tuple(draw(st.lists(instants, max_size=3, unique=True)))
    return Intro(
        draw(st.integers(1, 10**12)),
        (ME, *others),
        Why(draw(st.none() | st.integers(0, 500)), draw(st.integers(0, 2400))),
        times,
        way=draw(st.sampled_from(Way)),
        apart=draw(st.booleans()),
        planned_at=draw(st.none() | instants),
        fresh=draw(st.booleans()),
        card=draw(st.none() | st.integers(0, 99)),
        meeting=draw(st.sampled_from(["", "https://meet.example.org/" + "a" * 200])),
        skipped=frozenset(one.id for one in others[1:] if draw(st.booleans())),
    )


@st.composite
def standings(draw: st.DrawFn) -> Standing:
    """A programme in any state, and where I stand with it."""
    programme = replace(
        WEEKLY,
        id=draw(st.integers(1, 10**12)),
        title=draw(names)[:40],
        state=draw(st.sampled_from([ProgrammeState.RUNNING, ProgrammeState.PAUSED])),
    )
    said, shut, still = draw(st.sampled_from([None, True, False])), draw(st.booleans()), draw(st.booleans())
    return Standing(programme, draw(st.booleans()), said, shut=shut, still=still)


@st.composite
def checkins(draw: st.DrawFn) -> CheckinFacts:
    """A check-in of mine after which I noted something."""
    note = draw(names) * 4
    return CheckinFacts(
        draw(st.integers(1, 10**12)),
        ME.id,
        draw(intros()),
        IntroState.OVER,
        PostState.SENT,
        NOW,
        Answer.MET,
        note[:300],
    )


def facts() -> st.SearchStrategy[HomeFacts]:
    """Where I may stand."""
    mine = st.builds(
        CardFacts,
        st.just(ME.id),
        st.sampled_from(ZONES),
        st.none() | instants,
        st.lists(standings(), max_size=40).map(tuple),
        st.sampled_from([0, 1, 2, 4]),
        st.booleans(),
    )
    return st.builds(
        HomeFacts,
        mine,
        st.none() | intros(),
        st.booleans(),
        st.sampled_from([None, PLAIN, FULL]),
        st.lists(checkins(), max_size=TAKEAWAYS).map(tuple),
    )


texts = st.one_of(words, nasty).map(lambda text: text[:LONGEST])
partners = st.builds(Partner, people, st.sampled_from(Partnership))
goals = st.builds(
    Goal,
    st.just(0),
    st.just(ME.id),
    names.map(lambda text: text[:60]),
    texts,
    instants.map(datetime.date),
    step=texts,
    seen_by=st.sampled_from(SeenBy),
    state=st.sampled_from([GoalState.OPEN, GoalState.ON_HOLD]),
    partners=st.lists(partners, max_size=4).map(tuple),
)
everybody_met = st.lists(st.builds(Met, names, instants, st.integers(1, 999)), max_size=PAGE + 1)


@settings(max_examples=150, deadline=None)
@given(facts(), everybody_met, names, st.sampled_from(ZONES), goals)
def test_the_card_and_the_home_are_within_slacks_limits(
    where: HomeFacts, met: list[Met], note: str, zone: str, goal: Goal
) -> None:
    shown = card(where, now=NOW, note=note)
    assert len(shown.blocks) <= MOST_IN_A_MESSAGE
    assert problems_in_blocks(list(shown.blocks), surface="message") == ()
    made = home(
        shown,
        goals=[replace(goal, id=at) for at in range(MOST)],
        closed=99,
        met=met[:MOST_MET],
        zone=zone,
        begins=not where.coffee.standings,
        more=len(met) > MOST_MET,
        teams=[TEAM] * (MOST_SHOWN + 1),
        hosted=[TEAM] * (MOST_SHOWN + 1),
    )
    assert len(made["blocks"]) <= MOST_IN_A_HOME
    assert problems_in_view(made) == ()


@settings(max_examples=50, deadline=None)
@given(goals, st.sampled_from(Said), st.booleans(), texts)
def test_what_is_shown_of_goals_is_within_slacks_limits(goal: Goal, said: Said, shared: bool, note: str) -> None:  # noqa: FBT001  hypothesis gives it
    told = replace(goal, said=said, said_at=NOW, shared=shared, note=note)
    mine = mine_message([replace(goal, id=at) for at in range(MOST)], MINE, closed=99)
    shown = [Shown(goal, ME.name, partner=shared)] * (GOALS + 1)
    messages = [mine, said_message(told), shared_message(told, ME.name), checkin_message(goal), end_message(goal)]
    for message in messages:
        assert len(message.blocks) <= MOST_IN_A_MESSAGE
        assert problems_in_blocks(list(message.blocks), surface="message") == ()
    for view in (shown_modal(shown, start=3), looks_modal(goal, ME.name), goal_modal(goal), note_modal(told)):
        assert problems_in_view(view) == ()


@settings(max_examples=50, deadline=None)
@given(everybody_met, st.integers(0, 10**6), st.sampled_from(ZONES))
def test_everybody_met_is_told_within_slacks_limits_and_nobody_is_cut_off(
    met: list[Met], start: int, zone: str
) -> None:
    made = met_modal(met, zone=zone, start=start)
    assert problems_in_view(made) == ()
    told = "\n".join(block["text"]["text"] for block in made["blocks"] if block["type"] == "section")
    assert "…" not in told or any("…" in one.name for one in met)
    assert len(told.splitlines()) >= min(len(met), PAGE) or not met
