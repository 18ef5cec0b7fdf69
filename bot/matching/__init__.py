"""Who meets whom: pure, reproducible, without any idea of Slack."""

from bot.matching.groups import Grouping, group_up
from bot.matching.knowledge import Knowledge, Recipe

__all__ = ["Grouping", "Knowledge", "Recipe", "group_up"]
