"""What has been dealt with already, so that Slack may tell us twice and it counts once."""

from datetime import datetime

from sqlalchemy import Index, String, delete
from sqlalchemy.orm import Mapped, mapped_column

from storage.base import NOBODYS, Base, team_id
from storage.database import Tx
from storage.statements import changed, insert_new


class ReceiptRow(Base):
    """One delivery from Slack that had its effect: a trigger id or an event id."""

    __tablename__ = "receipt"
    __table_args__ = (Index("ix_receipt_at", "team_id", "at"), NOBODYS)

    team_id: Mapped[str] = team_id()
    key: Mapped[str] = mapped_column(String(255), primary_key=True)
    at: Mapped[datetime]


class AlreadyDoneError(Exception):
    """This delivery had its effect before; there is nothing left to do."""


def claim_receipt(tx: Tx, key: str, *, now: datetime) -> None:
    """Take `key` for this transaction.

    Raises:
        AlreadyDoneError: when an earlier, committed transaction took it.
    """
    if not insert_new(tx, ReceiptRow, {"key": key[:255], "at": now}):
        raise AlreadyDoneError(key)


def forget_receipts(tx: Tx, *, before: datetime) -> int:
    """Drop the receipts that Slack can no longer ask about; how many."""
    return changed(tx, delete(ReceiptRow).where(ReceiptRow.team_id == tx.team_id, ReceiptRow.at < before))
