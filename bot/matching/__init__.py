"""Who meets whom: pure, reproducible, without any idea of Slack."""

from bot.matching.certificate import Certificate
from bot.matching.crowd import Term
from bot.matching.groups import Grouping, group_up
from bot.matching.knowledge import Knowledge, Recipe

__all__ = ["Certificate", "Grouping", "Knowledge", "Recipe", "Term", "group_up"]
