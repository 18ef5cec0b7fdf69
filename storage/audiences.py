"""With whom somebody can share."""

from bot.audiences import Sharer
from bot.people import Absence, Person
from storage import hosts
from storage.database import Tx


def load_sharer(tx: Tx, person: Person) -> Sharer:
    """The teams that somebody is in, and whether they are a guest, as Slack says now."""
    return Sharer(hosts.channels_of(tx, person.id), guest=person.absence is Absence.GUEST)
