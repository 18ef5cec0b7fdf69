"""How many errors are logged while the story is played."""

import logging
import sys
from typing import Self, TextIO


class ErrorCount(logging.StreamHandler[TextIO]):
    """Counts the errors of all loggers until the end of the block; what is logged is printed as it is without it."""

    count = 0

    def __init__(self) -> None:
        super().__init__(sys.stderr)
        self.setLevel(logging.WARNING)

    def emit(self, record: logging.LogRecord) -> None:
        """Count, and print where nobody else does."""
        self.count += record.levelno >= logging.ERROR
        if logging.getLogger().handlers == [self]:
            super().emit(record)

    def __enter__(self) -> Self:
        """Listen."""
        logging.getLogger().addHandler(self)
        return self

    def __exit__(self, *_raised: object) -> None:
        """Listen no longer."""
        logging.getLogger().removeHandler(self)
