"""What was shown to a channel and is taken back: the messages are changed, and no longer say it."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import datetime

from bot.agenda.agenda import agenda_key
from bot.agenda.views import what_is_left
from bot.digests.digest import digest_key
from bot.digests.views import digest_message
from bot.news import Board
from bot.people import UserId
from bot.posts import Message
from storage import news, posts
from storage.database import Tx
from storage.news import Shown


@contextmanager
def shown_anew(tx: Tx, card_id: int, *, now: datetime) -> Iterator[None]:
    """Let the boards that showed a card show it as it stands after the block, or no longer."""
    boards = news.boards_with(tx, card_ids=[card_id])
    yield
    show_again(tx, boards, now=now)


def show_again(tx: Tx, boards: Collection[Shown], *, now: datetime, without: UserId | None = None) -> None:
    """Let these boards show what their owners show still; nothing of one of them, if there is somebody `without`."""
    for board in sorted(boards, key=lambda one: (one.on, one.channel, one.board)):
        posts.change(tx, key_of(board), _message(tx, board, without), now=now)


def key_of(board: Shown) -> str:
    """The key of the post that shows a board."""
    return (digest_key if board.board is Board.DIGEST else agenda_key)(board.channel, board.on)


def _message(tx: Tx, board: Shown, without: UserId | None) -> Message:
    items = news.load_shown_again(tx, board, without=without)
    if board.board is Board.DIGEST:
        return digest_message(items, board.on)
    return what_is_left(items)
