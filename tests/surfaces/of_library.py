"""Samples of the library, of stories and of thanks."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.audiences import Sharer
from bot.blocks import told
from bot.card import Audience, Card, CardKind
from bot.library import sentences as library_sentences
from bot.library import views as library
from bot.library.form import begin
from bot.library.found import PAGE, Found, May, Sought
from bot.people import ChannelId
from bot.posts import Message
from bot.stories import views as stories
from bot.story import Story, StoryKind
from bot.thanks import sentences as thanks_sentences
from bot.thanks import views as thanks
from bot.topic import Doubt
from tests.surfaces.of_topics import KUBERNETES
from tests.surfaces.scene import ANA, BEN, CHI, NOW

DATA, WEB = ChannelId("C1"), ChannelId("C2")
IN_TWO, IN_NONE, GUEST = Sharer((DATA, WEB)), Sharer(()), Sharer((), guest=True)
PAGE_CARD = Card(
    7,
    BEN,
    CardKind.RESOURCE,
    "Short & with <@U9> *examples*",
    NOW,
    channel=DATA,
    topic="Query plans",
    url="https://www.example.org/a?b=1&c=2",
    title="Plans | <@U9> *c*",
)
BARE = replace(PAGE_CARD, id=8, author=ANA, title="", topic="", audience=Audience.EVERYONE)
STORY = Card(
    9,
    BEN,
    CardKind.STORY,
    Story("We cached <@U9> all of it. " * 10, "It got *slower*", "Measure first").text,
    NOW,
    channel=DATA,
    topic="Caching",
    url="https://example.org/clip",
    tag=StoryKind.DID_NOT_WORK,
)
SHORT_STORY = replace(STORY, id=10, text=Story("It went well").text, tag=StoryKind.WORKED, url="", topic="")
WIN = Card(11, ANA, CardKind.WIN, "I read one in the *review*", NOW, channel=DATA, topic="Query plans")
THANKS = Card(12, BEN, CardKind.THANKS, "reading <@U9> my *draft*", NOW, channel=DATA, audience=Audience.TWO, to=CHI.id)
DOUBT = Doubt({"Kubernets": KUBERNETES})

_FOUND = (
    Found(PAGE_CARD, 3, mine=True, may=May.HIDE),
    Found(BARE, 2, may=May.CHANGE),
    Found(STORY),
    Found(SHORT_STORY, may=May.CHANGE),
    Found(WIN, may=May.CHANGE),
    Found(replace(WIN, author=BEN, topic="")),
)

MESSAGES: Mapping[str, Message] = {
    "learn-found": library.found_message(_FOUND, Sought("query <@U9> plans")),
    "learn-found-anything": library.found_message(_FOUND[:1] * (PAGE + 1), Sought()),
    "learn-found-second": library.found_message(_FOUND[:1], Sought("SQL", PAGE)),
    "learn-found-nothing": library.found_message((), Sought("Kubernets"), meant=KUBERNETES),
    "learn-found-none-yet": library.found_message((), Sought()),
    "learn-hidden": told(library_sentences.HIDDEN),
    "thanks-said": thanks.thanks_message(THANKS, together=True),
    "thanks-said-apart": thanks.thanks_message(THANKS, together=False),
    "thanks-asked": thanks.question_message(THANKS, CHI.name),
    "thanks-public": thanks.public_message(THANKS, CHI.name),
    "thanks-stays": told(thanks_sentences.STAYS),
    "thanks-no-channel": told(thanks_sentences.NO_CHANNEL),
    "thanks-waits": told(thanks_sentences.ASKED),
}

VIEWS: Mapping[str, dict[str, Any]] = {
    "library-share": library.share_modal(
        begin("https://example.org because", replace(BARE, id=0, topic="Query plans")), IN_TWO
    ),
    "library-share-edit": library.share_modal(BARE, IN_TWO),
    "library-share-guest": library.share_modal(begin("", replace(BARE, id=0)), GUEST),
    "library-share-doubt": library.share_modal(replace(PAGE_CARD, id=0), IN_NONE, topic="Kubernets", doubt=DOUBT),
    "library-saved": library.saved_modal(PAGE_CARD),
    "library-saved-bare": library.saved_modal(BARE),
    "library-twin": library.twin_modal(PAGE_CARD),
    "library-remove": library.remove_modal(PAGE_CARD),
    "library-remove-story": library.remove_modal(STORY),
    "library-removed": library.notice_modal(library_sentences.REMOVED),
    "stories-form": stories.story_modal(0, stories.empty_form("caching")),
    "stories-form-edit": stories.story_modal(9, stories.form_of(STORY)),
    "stories-form-doubt": stories.story_modal(0, replace(stories.form_of(STORY), topic="Kubernets"), doubt=DOUBT),
    "stories-preview": stories.preview_modal(replace(STORY, id=0), stories.form_of(STORY), IN_TWO),
    "stories-preview-edit": stories.preview_modal(SHORT_STORY, stories.form_of(SHORT_STORY), IN_TWO),
    "stories-read": stories.read_modal(STORY),
    "stories-saved": stories.saved_modal(STORY),
    "stories-saved-bare": stories.saved_modal(SHORT_STORY),
    "stories-win": stories.win_modal(WIN, IN_TWO),
    "stories-win-doubt": stories.win_modal(WIN, IN_TWO, topic="Kubernets", doubt=DOUBT),
    "stories-win-saved": stories.win_saved_modal(WIN),
    "thanks-form": thanks.thanks_modal((DATA, WEB), to=BEN.id, text="the *review*"),
    "thanks-form-alone": thanks.thanks_modal(()),
    "thanks-sent": thanks.sent_modal(BEN.name),
}
