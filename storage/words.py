"""Words that stand for a topic in a workspace, as its admins say."""

from collections.abc import Mapping

from sqlalchemy import ForeignKeyConstraint, String, delete, select, update
from sqlalchemy.orm import Mapped, mapped_column

from bot.topic import Topic, key_of
from bot.topics.words import WordsPlan
from storage import topics
from storage.base import NOBODYS, Base, Id, team_id
from storage.cards import CardRow
from storage.database import Tx
from storage.goals import GoalRow
from storage.statements import insert_all_new
from storage.topics import StanceRow, TopicRow


class WordRow(Base):
    """A word that stands for a topic in this workspace, as an admin says."""

    __tablename__ = "topic_word"
    __table_args__ = (
        ForeignKeyConstraint(["team_id", "topic_id"], ["topic.team_id", "topic.id"], ondelete="CASCADE"),
        NOBODYS,
    )

    team_id: Mapped[str] = team_id()
    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    word: Mapped[str] = mapped_column(String(64))
    topic_id: Mapped[int] = mapped_column(Id)


def known_topics(tx: Tx) -> Mapping[str, Topic]:
    """The topics of this workspace by key, and by the words that its admins added."""
    rows = tx.scalars(select(TopicRow).where(TopicRow.team_id == tx.team_id).order_by(TopicRow.id))
    words = {key_of(word): topic for word, topic in load_words(tx).items()}
    return {row.key: Topic(row.id, row.name) for row in rows} | words


def load_words(tx: Tx) -> dict[str, Topic]:
    """The words that admins added, as they typed them, and what each stands for."""
    rows = tx.execute(
        select(WordRow.word, TopicRow.id, TopicRow.name)
        .join(TopicRow, (TopicRow.team_id == WordRow.team_id) & (TopicRow.id == WordRow.topic_id))
        .where(WordRow.team_id == tx.team_id)
        .order_by(WordRow.word)
    )
    return {word: Topic(topic_id, name) for word, topic_id, name in rows}


def keep_words(tx: Tx, plan: WordsPlan) -> None:
    """Let words stand for a topic; whoever named one of them gets that topic, unless they named both."""
    tx.execute(delete(WordRow).where(WordRow.team_id == tx.team_id, WordRow.key.in_(plan.words)))
    if plan.topic is None:
        return
    topic_id = topics.keep_topics(tx, [plan.topic])[key_of(plan.topic.name)]
    mine = (TopicRow.team_id == tx.team_id, TopicRow.key.in_(plan.words), TopicRow.id != topic_id)
    merged = list(tx.scalars(select(TopicRow.id).where(*mine)))
    theirs = (StanceRow.team_id == tx.team_id, StanceRow.topic_id.in_(merged))
    there = select(StanceRow.user_id).where(StanceRow.team_id == tx.team_id, StanceRow.topic_id == topic_id)
    rows = tx.scalars(select(StanceRow).where(*theirs, StanceRow.user_id.not_in(there)).order_by(StanceRow.place)).all()
    moved = [
        {"user_id": one.user_id, "topic_id": topic_id, "stance": one.stance, "place": one.place, "said_at": one.said_at}
        for one in rows
    ]
    insert_all_new(tx, StanceRow, moved)
    for table in (WordRow, GoalRow, CardRow):
        tx.execute(
            update(table).where(table.team_id == tx.team_id, table.topic_id.in_(merged)).values(topic_id=topic_id)
        )
    tx.execute(delete(TopicRow).where(TopicRow.team_id == tx.team_id, TopicRow.id.in_(merged)))
    insert_all_new(tx, WordRow, [{"key": key, "word": word, "topic_id": topic_id} for key, word in plan.words.items()])
