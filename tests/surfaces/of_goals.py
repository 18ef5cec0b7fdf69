"""Samples of goals, and of what `/learn` shows."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, time
from typing import Any

from bot.goals import checkin_views as checkins
from bot.goals import views as goals
from bot.goals.form import new_goal
from bot.goals.goal import Goal, GoalState, Partner, Partnership, Said, SeenBy, Shown, Slot
from bot.hosts.views import learns_blocks
from bot.learn.views import mine_message
from bot.posts import Message
from bot.topic import Doubt
from bot.topics.stances import Stances
from tests.surfaces.of_cards import AROUND
from tests.surfaces.of_hosts import TEAM
from tests.surfaces.of_topics import KUBERNETES, MINE
from tests.surfaces.scene import ANA, BEN, CHI, NOW

WITH_BEN = Partner(BEN, Partnership.ACCEPTED)
GOAL = Goal(
    7,
    ANA.id,
    "Query plans",
    "Reading <@U9> *query* plans",
    date(2027, 1, 15),
    why="Slow pages & <@U1>",
    step="Explain one slow query",
    partners=(WITH_BEN, Partner(CHI, Partnership.ASKED)),
)
PRIVATE = replace(GOAL, id=8, what="Saying no", topic="Saying no", step="", why="", seen_by=SeenBy.ME, partners=())
HELD = replace(PRIVATE, id=9, what="Rust", topic="Rust", state=GoalState.ON_HOLD, seen_by=SeenBy.EVERYONE)
SLOT = Slot("Europe/Berlin", 3, time(14))


def said(what: Said, goal: Goal = GOAL, **more: Any) -> Goal:
    """A goal of which its owner said this last."""
    return replace(goal, said=what, said_at=NOW, **more)


MESSAGES: Mapping[str, Message] = {
    "learn-mine": mine_message((GOAL, PRIVATE, HELD), MINE, closed=2),
    "learn-in-a-team": mine_message((GOAL,), MINE, closed=0, learns=learns_blocks((TEAM,))),
    "learn-nothing-yet": mine_message((), Stances({}), closed=0),
    "learn-no-topics": mine_message((GOAL,), Stances({}), closed=0),
    "learn-cards": mine_message((GOAL,), MINE, AROUND, closed=0),
    "learn-with-partner": mine_message((GOAL,), MINE, closed=0),
    "goals-checkin": checkins.checkin_message(GOAL),
    "goals-checkin-weekly": checkins.checkin_message(replace(PRIVATE, every_weeks=1)),
    "goals-stop": checkins.stop_message(GOAL),
    "goals-end": checkins.end_message(GOAL),
    "goals-said-moving": checkins.said_message(said(Said.MOVING)),
    "goals-said-stuck": checkins.said_message(said(Said.STUCK)),
    "goals-said-stuck-alone": checkins.said_message(said(Said.STUCK, PRIVATE, note="Where *to* begin")),
    "goals-said-hold": checkins.said_message(said(Said.ON_HOLD, HELD)),
    "goals-said-done-told": checkins.said_message(said(Said.DONE, shared=True, note="It clicked")),
    "goals-said-told-both": checkins.said_message(
        said(Said.LET_GO, partners=(WITH_BEN, Partner(CHI, Partnership.ACCEPTED)), shared=True)
    ),
    "goals-shared": checkins.shared_message(said(Said.STUCK, note="Nested <@U9> loops"), "Ana"),
    "goals-cheered": checkins.cheered_message(GOAL, BEN.name),
    "goals-line": checkins.line_message(GOAL, BEN.name, "Which <@U9> plan?", offer=False),
    "goals-told": checkins.told_message(GOAL),
    "goals-invitation": goals.invitation_message(GOAL, "Ana"),
    "goals-accepted": goals.accepted_message(GOAL, "Ana"),
    "goals-answer-yes": goals.plan_answer(GOAL, BEN, Partnership.ACCEPTED, now=NOW).message,
    "goals-answer-no": goals.plan_answer(GOAL, BEN, Partnership.DECLINED, now=NOW).message,
    "goals-answer-left": goals.plan_answer(GOAL, BEN, Partnership.LEFT, now=NOW).message,
}

_MANY = tuple(replace(PRIVATE, id=at, state=GoalState.DONE, said=Said.DONE) for at in range(goals.PAGE + 1))
_SHOWN = tuple(Shown(goal, "Ana") for goal in _MANY)

VIEWS: Mapping[str, dict[str, Any]] = {
    "goals-modal": goals.goal_modal(GOAL),
    "goals-modal-new": goals.goal_modal(new_goal(ANA.id, today=NOW.date(), words="reading query plans")),
    "goals-modal-doubt": goals.goal_modal(
        GOAL, topic="Kubernets", partners=(BEN.id,), doubt=Doubt({"Kubernets": KUBERNETES})
    ),
    "goals-looks-me": goals.looks_modal(PRIVATE, "Ana"),
    "goals-looks-everyone": goals.looks_modal(replace(GOAL, seen_by=SeenBy.EVERYONE), "Ana"),
    "goals-saved": goals.saved_modal(GOAL),
    "goals-saved-alone": goals.saved_modal(replace(PRIVATE, every_weeks=0)),
    "goals-checkins-modal": goals.checkins_modal(GOAL, SLOT),
    "goals-checkins-kept": goals.notice_modal(goals.checkins_kept(replace(GOAL, every_weeks=0))),
    "goals-delete": goals.delete_modal(GOAL),
    "goals-delete-alone": goals.delete_modal(PRIVATE),
    "goals-closed": goals.closed_modal(_MANY, start=15),
    "goals-closed-none": goals.closed_modal((), start=0),
    "goals-shown": goals.shown_modal((Shown(GOAL, "Ana", partner=True), *_SHOWN), start=0),
    "goals-shown-last": goals.shown_modal((Shown(GOAL, BEN.name),), start=15),
    "goals-shown-none": goals.shown_modal((), start=0),
    "goals-note": checkins.note_modal(said(Said.STUCK, note="Where to begin")),
    "goals-step": checkins.step_modal(GOAL),
    "goals-ask": checkins.say_modal(said(Said.STUCK), "Ana", offer=False),
    "goals-offer": checkins.say_modal(said(Said.STUCK), "Ana", offer=True),
    "goals-kept": checkins.kept_modal(said(Said.STUCK)),
    "goals-kept-step": checkins.kept_modal(GOAL),
}
