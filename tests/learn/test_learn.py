"""`/learn` shows where one stands, and one thing to do next."""

from dataclasses import replace

import pytest

from bot.goals.goal import Goal
from bot.learn.views import mine_message
from bot.topics.stances import Stances
from tests.surfaces.of_goals import GOAL, PRIVATE
from tests.surfaces.of_topics import MINE


@pytest.mark.parametrize(
    ("goals", "stances", "next_"),
    [
        ((), MINE, "`/learn goal` and a few words set a goal; first small steps are enough."),
        ((GOAL,), Stances({}), "`/learn topics` says what you help with, so that others find you."),
        ((GOAL, PRIVATE), MINE, "A partner helps most people to stay with a goal."),
        ((GOAL,), MINE, "`/learn who Query plans` finds somebody who helps with it."),
        ((replace(GOAL, topic="<!here> *b*"),), MINE, "`/learn who &lt;!here&gt;"),
    ],
    ids=["no goal", "no topics", "no partner", "all there", "hostile"],
)
def test_what_comes_next_depends_on_what_is_there(goals: tuple[Goal, ...], stances: Stances, next_: str) -> None:
    assert f"*Next:* {next_}" in str(mine_message(goals, stances, closed=0).blocks)
