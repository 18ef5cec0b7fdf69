"""Who meets whom: pure, reproducible, without any idea of Slack."""

from bot.matching.groups import group_up
from bot.matching.pairs import Knowledge

__all__ = ["Knowledge", "group_up"]
