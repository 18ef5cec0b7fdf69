"""Why nothing can be posted in a channel."""

from enum import StrEnum


class Closed(StrEnum):
    """A channel that was archived or deleted, or that the bot was removed from."""

    ARCHIVED = "archived"
    DELETED = "deleted"
    LOST = "lost"
