"""Who meets whom: pure, reproducible, without any idea of Slack."""

from bot.matching.pairs import Knowledge, pair_up

__all__ = ["Knowledge", "pair_up"]
