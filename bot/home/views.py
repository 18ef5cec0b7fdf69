"""Where somebody stands: as the card that `/coffee` shows, and as the App Home."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from bot.agenda.views import agenda_button
from bot.blocks import actions, button, context, escaped, header, modal, section
from bot.calendar import zone_named
from bot.cards.views import NOTHING_AROUND, Around, around_blocks
from bot.coffee import views as coffee
from bot.coffee.views import NO_PROGRAMME
from bot.digests.views import digest_button
from bot.goals.goal import Goal
from bot.goals.views import goals_blocks
from bot.home.standing import HomeFacts, Met
from bot.hosts.views import hosts_blocks, learns_blocks
from bot.intros import views as intros
from bot.intros.checkin_views import takeaway_blocks
from bot.now.views import looking_blocks
from bot.people import NO_ZONE
from bot.posts import Block, Message
from bot.preferences import views as preferences
from bot.setup.views import set_up_blocks
from bot.team import Team
from bot.topics.stances import NO_STANCES, Stances
from bot.topics.views import stances_blocks

MET = "home:met"
EARLIER = "home:met-earlier"
LATER = "home:met-later"
WHO_SEES = "home:who-sees"
MOST_MET = 5  # people, on the Home itself
PAGE = 40  # people
A_SECTION = 5  # people: their names may be long, and Slack takes so much text


def card(facts: HomeFacts, *, now: datetime, note: str = "") -> Message:
    """Where I stand: the next round, the latest intro, and what I can change."""
    latest = takeaway_blocks(facts.takeaways)
    if facts.intro is not None:
        latest = [*intros.latest_blocks(facts.intro, facts.coffee.user_id, unsure=facts.unsure), *latest]
    if facts.looking:
        latest = [*looking_blocks(), *latest]
    preferred = () if facts.preferences is None else preferences.summary_blocks(facts.preferences)
    return coffee.card(facts.coffee, latest=latest, preferred=preferred, now=now, note=note)


def home(
    card: Message,
    *,
    desk: Sequence[Block] = (),
    goals: Sequence[Goal] = (),
    closed: int = 0,
    stances: Stances = NO_STANCES,
    around: Around = NOTHING_AROUND,
    met: Sequence[Met] = (),
    zone: str = NO_ZONE,
    begins: bool = False,
    more: bool = False,
    teams: Sequence[Team] = (),
    hosted: Sequence[Team] = (),
    moves: bool = True,
) -> dict[str, Any]:
    """The Home tab around a member's card: their goals, topics and people; where to begin, for an admin.

    How the `teams` learn that they are in; and, for a host, those that they look after, and what lies on their `desk`.
    """
    sees = button("Show me", WHO_SEES, about="Who sees what")
    return {
        "type": "home",
        "blocks": [
            header("Coffee"),
            *(set_up_blocks() if begins else ()),
            *(block for block in card.blocks if not (begins and block == section(NO_PROGRAMME))),
            *goals_blocks(goals, closed=closed),
            *stances_blocks(stances),
            *around_blocks(around),
            *learns_blocks(teams),
            *([_lately(met, zone=zone, more=more)] if met else []),
            *hosts_blocks(hosted, moves=moves, steps=_steps),
            *desk,
            section(
                "*Who sees what:* your answers, pauses and this page are yours alone. Everybody may see your topics; "
                "of each goal you choose who may. The people you are introduced to see your name and the times that "
                "suit you all. Admins see how many take part.",
                accessory=sees,
            ),
        ],
    }


def _steps(team: Team) -> Sequence[Block]:
    """What else a host can open for a team."""
    return agenda_button(team.channel), digest_button(team.channel)


def _lately(met: Sequence[Met], *, zone: str, more: bool) -> Block:
    everybody = button("All", MET, value=0, about="Everybody you have met") if more else None
    return section(f"*People you have met:* {_listed(met, zone=zone)}.", accessory=everybody)


def _listed(met: Sequence[Met], *, zone: str) -> str:
    return ", ".join(f"{escaped(one.name)} ({_when(one, zone=zone)})" for one in met)


def _when(one: Met, *, zone: str) -> str:
    on = one.at.astimezone(zone_named(zone)).date()
    often = f", {one.times} times" if one.times > 1 else ""
    return f"{on.day} {on:%b} {on.year}{often}"


def met_modal(met: Sequence[Met], *, zone: str, start: int) -> dict[str, Any]:
    """Everybody a member has met, the last one first, one page from `start` on."""
    page = met[:PAGE]
    lines = [f"{escaped(one.name)}: {_when(one, zone=zone)}" for one in page]
    paragraphs = [section("\n".join(lines[first : first + A_SECTION])) for first in range(0, len(lines), A_SECTION)]
    turns = [button("Earlier", EARLIER, value=start + PAGE, about="People you met earlier")] if met[PAGE:] else []
    turns = [
        *([button("Later", LATER, value=max(0, start - PAGE), about="People you met later")] if start else []),
        *turns,
    ]
    return modal(
        "People you have met",
        (
            *(paragraphs or [section("Nobody here.")]),
            *([actions(*turns)] if turns else []),
            context("From your own answers: whenever you tapped *We met*. Only you see this."),
        ),
    )


def who_sees_modal() -> dict[str, Any]:
    """Who sees what of all that the bot knows of a member."""
    return modal(
        "Who sees what",
        (
            section(
                "*Only you:* your preferences, pauses and skipped rounds, whether you met and whom, what you take "
                "away, whom you would rather not meet, how often you help, how your goals go, and goals that are "
                "for you alone."
            ),
            section(
                "*Whom you are introduced to:* your name, the reason, one way to meet, times that suit you all, the "
                "one that is picked, and that it is not this week, without a reason."
            ),
            section(
                "*Admins:* how many take part, that a message did not arrive but not whom it was for, and what keeps "
                "somebody out, like being a guest."
            ),
            section(
                "*Partners of a goal:* the goal, why it matters, the next step, and how it goes where you tell them. "
                "*Hosts, your team, everybody:* what a goal is about and until when, where you chose so for it. Your "
                "team is everybody in a coffee with you, or in the channel of a team; hosts look after either."
            ),
            section(
                "*Your team, or everybody:* what you ask and offer, where you chose so for it; never who was asked, "
                "who said no, or who said me too."
            ),
            section("*Everybody:* your topics, too, and nothing else."),
            context(
                "Elevenses cannot read messages. Whoever runs it for you keeps its database, where all of this is."
            ),
        ),
    )
