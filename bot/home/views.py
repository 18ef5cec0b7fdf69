"""The App Home: today, and who sees what."""

from typing import Any

from bot.blocks import context, header
from bot.posts import Message

MOST = 100  # blocks that Slack takes


def home(coffee: Message) -> dict[str, Any]:
    """The Home tab around a member's coffee card."""
    return {
        "type": "home",
        "blocks": [
            header("Coffee"),
            *coffee.blocks[: MOST - 2],
            context(
                "Who sees what: your answers, pauses and this page are yours alone. The people you are introduced to "
                "see your name and the times that suit you all. Admins see how many take part."
            ),
        ],
    }
