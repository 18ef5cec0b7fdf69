"""Who meets whom: pure, reproducible, without any idea of Slack."""

from bot.matching.groups import group_up
from bot.matching.knowledge import Knowledge, Recipe

__all__ = ["Knowledge", "Recipe", "group_up"]
