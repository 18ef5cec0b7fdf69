"""Our copies of messages to others after somebody deletes themselves: they no longer say anything of them."""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import or_, select, update

from bot.blocks import escaped
from bot.brokering.proposal import posts_of as posts_of_proposal
from bot.card import card_key
from bot.digests.digest import SAID
from bot.goals.goal import posts_of
from bot.intro import checkin_key, intro_key
from bot.people import NOBODY, UserId
from bot.posts import PostState
from bot.privacy.traces import Fate, Traces, root
from bot.setup.decisions import INVITATION
from storage import copies, news
from storage.base import Whose
from storage.brokered import audiences_of, brokered_by
from storage.brokering import people_of_proposals, proposals_with
from storage.cards import cards_with
from storage.concern import holds
from storage.database import Tx
from storage.delivery import ConversationRow
from storage.directory import load_known
from storage.goals import goals_with, people_of_goals
from storage.hosts import channels_hosted
from storage.intros import CheckinRow, IntroMemberRow
from storage.now import AskedRow, SearchRow
from storage.people import load_people
from storage.posts import PostRow
from storage.programmes import ProgrammeRow
from storage.swaps import SwapMemberRow, SwapQuestionRow
from storage.takebacks import key_of

AT_A_TIME = 500  # ids in one statement
UNSENT = (PostState.DUE, PostState.SENDING, PostState.FAILED, PostState.UNCONFIRMED)
Circle = frozenset[str]


def in_parts(ids: Collection[Any]) -> Iterable[Sequence[Any]]:
    """So many at a time as one statement takes."""
    wanted = sorted(ids)
    return (wanted[start : start + AT_A_TIME] for start in range(0, len(wanted), AT_A_TIME))


def find_traces(tx: Tx, user_id: UserId) -> Traces:
    """What messages to others about somebody are known by."""
    known = [people[user_id].name for people in (load_people(tx, [user_id]), load_known(tx, [user_id])) if people]
    names = {part for name in known if name for part in (name, name.split()[0])}
    return Traces(user_id, frozenset(_roots(tx, user_id)), frozenset(names | {escaped(one) for one in names}))


def _roots(tx: Tx, user_id: UserId) -> Iterable[str]:
    """What the keys of posts begin with that are about what somebody has a part in."""
    team = tx.team_id
    mine = select(IntroMemberRow.intro_id).where(IntroMemberRow.team_id == team, IntroMemberRow.user_id == user_id)
    intro_ids = tx.scalars(mine).all()
    yield from map(intro_key, intro_ids)
    for some in in_parts(intro_ids):
        asked = select(CheckinRow.id).where(CheckinRow.team_id == team, CheckinRow.intro_id.in_(some))
        yield from map(checkin_key, tx.scalars(asked))
    of_swaps = select(SwapQuestionRow.id).join(
        SwapMemberRow,
        (SwapMemberRow.team_id == SwapQuestionRow.team_id) & (SwapMemberRow.swap_id == SwapQuestionRow.swap_id),
    )
    for one in tx.scalars(of_swaps.where(SwapQuestionRow.team_id == team, SwapMemberRow.user_id == user_id)):
        yield from (f"swaps:question:{one}", f"swaps:answers:{one}")
    searches = select(SearchRow.id).where(SearchRow.team_id == team, SearchRow.asker_id == user_id)
    yield from (f"now:question:{one}" for one in tx.scalars(searches))
    owned = select(ProgrammeRow.id).where(ProgrammeRow.team_id == team, ProgrammeRow.owner_id == user_id)
    yield from (f"{INVITATION}:{one}" for one in tx.scalars(owned))
    yield from (posts_of(one).removesuffix(":") for one in goals_with(tx, user_id))
    yield from (f"hosts:team:{one}" for one in channels_hosted(tx, user_id))
    for card in cards_with(tx, user_id):
        yield from (card_key(card.id), f"thanks:card:{card.id}")
    yield from (root(key_of(board)) for board in news.boards_of(tx, user_id))
    yield from (root(key) for key, _ in _said_in_digests(tx, user_id))
    yield from (posts_of_proposal(one).removesuffix(":") for one in proposals_with(tx, user_id))
    yield from map(intro_key, brokered_by(tx, user_id))


def _said_in_digests(tx: Tx, user_id: UserId) -> Sequence[tuple[str, str]]:
    """The posts by which somebody told others that they cheer, or would like to help: the key and who heard it."""
    said = (PostRow.key.startswith(said_by, autoescape=True) for said_by in SAID)
    mine = (PostRow.team_id == tx.team_id, PostRow.key.contains(f":{user_id}:", autoescape=True), or_(*said))
    return [(key, audience) for key, audience in tx.execute(select(PostRow.key, PostRow.audience).where(*mine))]


def find_hearers(tx: Tx, user_id: UserId) -> frozenset[str]:
    """Those who may have heard of somebody: whom they were introduced to or asked, partners, and their channels."""
    team = tx.team_id
    mine = select(IntroMemberRow.intro_id).where(IntroMemberRow.team_id == team, IntroMemberRow.user_id == user_id)
    asked = select(AskedRow.user_id).join(
        SearchRow, (SearchRow.team_id == AskedRow.team_id) & (SearchRow.id == AskedRow.search_id)
    )
    owned = select(ProgrammeRow.channel_id).where(ProgrammeRow.team_id == team, ProgrammeRow.owner_id == user_id)
    partners = (
        tx.scalars(
            select(IntroMemberRow.user_id).where(IntroMemberRow.team_id == team, IntroMemberRow.intro_id.in_(some))
        )
        for some in in_parts(tx.scalars(mine).all())
    )
    found = {one for some in partners for one in some}
    found |= set(tx.scalars(asked.where(AskedRow.team_id == team, SearchRow.asker_id == user_id)))
    found |= people_of_goals(tx, goals_with(tx, user_id)) | set(channels_hosted(tx, user_id))
    found |= {one for card in cards_with(tx, user_id) for one in (card.author.id, card.to, card.channel) if one}
    found |= {board.channel for board in news.boards_of(tx, user_id)}
    found |= {audience for _, audience in _said_in_digests(tx, user_id)}
    found |= people_of_proposals(tx, proposals_with(tx, user_id))
    found |= audiences_of(tx, brokered_by(tx, user_id))
    return frozenset((found | set(tx.scalars(owned))) - {user_id})


def owed_about(tx: Tx, intro_ids: Collection[int]) -> tuple[int, ...]:
    """Those of these intros of which somebody is still to hear something."""
    roots = {intro_key(one): one for one in intro_ids}
    owed = select(PostRow.key).where(PostRow.team_id == tx.team_id, PostRow.state == PostState.DUE)
    return tuple(sorted({roots[root(key)] for key in tx.scalars(owed) if root(key) in roots}))


def readdress_groups(
    tx: Tx, user_id: UserId, intro_ids: Collection[int], nobodies: Mapping[Circle, UserId]
) -> frozenset[str]:
    """Keep the message that all of an intro share, for a nobody in their place: the others still see it change.

    The audiences that there are now.
    """
    roots = {intro_key(one) for one in intro_ids}
    rows = tx.execute(
        select(PostRow.id, PostRow.key, PostRow.audience).where(
            PostRow.team_id == tx.team_id, holds(PostRow.audience, Whose.SEVERAL, user_id)
        )
    ).all()
    renamed: dict[str, str] = {}
    for post_id, key, audience in rows:
        others = frozenset(audience.split(",")) - {user_id}
        if root(key) in roots and others in nobodies:
            renamed[audience] = ",".join(sorted({*others, nobodies[others]}))
            this = (PostRow.team_id == tx.team_id, PostRow.id == post_id)
            tx.execute(update(PostRow).where(*this).values(audience=renamed[audience]))
    for audience, instead in renamed.items():
        here = (ConversationRow.team_id == tx.team_id, ConversationRow.audience == audience)
        tx.execute(update(ConversationRow).where(*here).values(audience=instead))
    return frozenset(renamed.values())


def scrub(tx: Tx, traces: Traces, hearers: Collection[str]) -> None:
    """Empty our copies of what these heard of somebody; what is owed to anybody and names them is dropped."""
    _rename(tx, traces.user_id)
    team = PostRow.team_id == tx.team_id
    ids = set(tx.scalars(select(PostRow.id).where(team, PostRow.state.in_(UNSENT))))
    for some in in_parts(hearers):
        heard = tx.execute(select(PostRow.id, PostRow.key).where(team, PostRow.audience.in_(some)))
        ids |= {post_id for post_id, key in heard if traces.about(key)}
    columns = (PostRow.id, PostRow.key, PostRow.state, PostRow.intent_at, PostRow.text, PostRow.blocks)
    for some in in_parts(ids):
        fates: dict[Fate | None, list[int]] = {}
        for post_id, key, state, intent_at, text, blocks in tx.execute(
            select(*columns).where(team, PostRow.id.in_(some))
        ):
            said = f"{text}\n{json.dumps(blocks, ensure_ascii=False)}"
            fate = traces.decide(key, PostState(state), said, intended=intent_at is not None)
            fates.setdefault(fate, []).append(post_id)
        copies.empty(tx, fates.get(Fate.EMPTY, ()))
        copies.drop(tx, fates.get(Fate.DROP, ()))


def _rename(tx: Tx, user_id: UserId) -> None:
    """Take the id out of the key of what somebody else hears now, who looks after their programme."""
    having = select(PostRow.id, PostRow.key).where(
        PostRow.team_id == tx.team_id,
        PostRow.key.contains(f":{user_id}:", autoescape=True),
        ~holds(PostRow.audience, Whose.SEVERAL, user_id),
    )
    for post_id, key in tx.execute(having).all():
        this = (PostRow.team_id == tx.team_id, PostRow.id == post_id)
        tx.execute(update(PostRow).where(*this).values(key=key.replace(f":{user_id}:", f":{NOBODY}{post_id}:")))
