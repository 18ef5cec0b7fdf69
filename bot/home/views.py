"""Where somebody stands: as the card that `/coffee` shows, and as the App Home."""

from datetime import datetime
from typing import Any

from bot.blocks import context, header
from bot.coffee import views as coffee
from bot.home.standing import HomeFacts
from bot.intros import views as intros
from bot.intros.checkin_views import takeaway_blocks
from bot.posts import Message
from bot.preferences import views as preferences

MOST = 100  # blocks that Slack takes


def card(facts: HomeFacts, *, now: datetime, note: str = "") -> Message:
    """Where I stand: the next round, the latest intro, and what I can change."""
    latest = takeaway_blocks(facts.takeaways)
    if facts.intro is not None:
        latest = [*intros.latest_blocks(facts.intro, facts.coffee.user_id, unsure=facts.unsure), *latest]
    preferred = () if facts.preferences is None else preferences.summary_blocks(facts.preferences)
    return coffee.card(facts.coffee, latest=latest, preferred=preferred, now=now, note=note)


def home(card: Message) -> dict[str, Any]:
    """The Home tab around a member's card."""
    return {
        "type": "home",
        "blocks": [
            header("Coffee"),
            *card.blocks[: MOST - 2],
            context(
                "Who sees what: your answers, pauses and this page are yours alone. The people you are introduced to "
                "see your name and the times that suit you all. Admins see how many take part."
            ),
        ],
    }
