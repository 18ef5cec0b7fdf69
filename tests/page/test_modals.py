"""Each modal of the product is opened and submitted on the page; a new one has to be added here."""

from collections.abc import Awaitable, Callable, Mapping

import pytest
from playwright.async_api import Locator, expect

from tests.architecture.listening import heard
from tests.page import asking, boards, brokering, exploring, hosting, sharing
from tests.page.browser import Tab

pytestmark = pytest.mark.asyncio(loop_scope="session")
MOST = 30  # things that fall due before what a journey waits for


async def _setup(tab: Tab) -> None:
    await tab.acts_as("Ana")
    await tab.types("/elevenses setup")
    await tab.screen.get_by_role("button", name="Look ahead: Coffee").last.click()
    ahead = tab.page.get_by_role("dialog", name="Looking ahead")
    await expect(ahead).to_contain_text("Waiting for new faces costs")
    await tab.breaks_no_rule()
    await ahead.get_by_role("button", name="Close").click()
    await tab.screen.get_by_role("button", name="Change: Coffee").last.click()
    dialog = tab.page.get_by_role("dialog", name="Coffee in a channel")
    await dialog.get_by_label("Time zone").fill("Atlantis")
    await dialog.get_by_role("button", name="Save").click()
    await expect(dialog.get_by_role("alert")).to_be_visible()
    await expect(dialog.get_by_label("Time zone")).to_be_focused()
    await tab.breaks_no_rule()
    await dialog.get_by_label("Time zone").fill("Lisbon")
    await dialog.get_by_label("How often").select_option("Every two weeks")
    await dialog.get_by_label("At", exact=True).fill("11:30")
    await dialog.get_by_role("button", name="Save").click()
    done = tab.page.get_by_role("dialog")
    await expect(done).to_contain_text("(Europe/Lisbon)")
    await done.get_by_role("button", name="Close").click()
    await expect(done).to_have_count(0)


async def _start(tab: Tab) -> None:
    await tab.acts_as("Ana")
    await tab.types("/elevenses setup")
    await tab.screen.get_by_role("button", name="Start another").last.click()
    form = tab.page.get_by_role("dialog", name="Coffee in a channel")
    await form.get_by_label("Called").fill("Book club")
    await form.get_by_label("How many meet").select_option("Four")
    await form.get_by_label("Guests may join").check()
    await form.get_by_role("button", name="Preview").click()
    preview = tab.page.get_by_role("dialog", name="Before anything is sent")
    await expect(preview).to_contain_text("If all said yes")
    await tab.breaks_no_rule()
    await preview.get_by_role("button", name="Back").click()
    await expect(form.get_by_label("Called")).to_have_value("Book club")
    await form.get_by_role("button", name="Preview").click()
    await preview.get_by_role("button", name="Start").click()
    await expect(form).to_contain_text("The invitation is on its way")
    await form.get_by_role("button", name="Close").click()
    await expect(form).to_have_count(0)


async def _preferences(tab: Tab, part: str) -> tuple[Locator, Locator]:
    """The page of preferences, and the form of one part laid on it."""
    await tab.acts_as("Ana")
    await tab.types("/coffee preferences")
    dialog = tab.page.get_by_role("dialog", name="Your coffee")
    await expect(dialog).to_contain_text("Whom and what not")
    await tab.breaks_no_rule()
    await dialog.get_by_role("button", name=f"Change: {part}").click()
    return dialog, dialog.get_by_role("button", name="Save")


async def _done(tab: Tab, dialog: Locator, words: str) -> None:
    await expect(dialog).to_contain_text(words)
    await tab.breaks_no_rule()
    await dialog.get_by_role("button", name="Close").click()
    await expect(dialog).to_have_count(0)


async def _often(tab: Tab) -> None:
    dialog, save = await _preferences(tab, "how often, and how many")
    await dialog.get_by_role("combobox", name="How often").select_option("Every two weeks at most")
    await dialog.get_by_label("Ask me first, each time").check()
    await tab.breaks_no_rule()
    await save.click()
    await _done(tab, dialog, "Every two weeks at most. Any number at once. You are asked first, each time.")


async def _messages(tab: Tab) -> None:
    dialog, save = await _preferences(tab, "messages")
    await dialog.get_by_role("combobox", name="How many messages").select_option("Two a week at most")
    await tab.breaks_no_rule()
    await save.click()
    await _done(tab, dialog, "Two a week at most. 0 of 2 messages this week.")


async def _hours(tab: Tab) -> None:
    dialog, save = await _preferences(tab, "days and hours")
    await dialog.get_by_label("To", exact=True).fill("09:30")
    await save.click()
    await expect(dialog.get_by_role("alert")).to_contain_text("at least an hour")
    await tab.breaks_no_rule()
    await dialog.get_by_label("To", exact=True).fill("15:00")
    await dialog.get_by_label("Friday").uncheck()
    await save.click()
    await _done(tab, dialog, "Monday to Thursday, 09:00 to 15:00")


async def _ways(tab: Tab) -> None:
    dialog, save = await _preferences(tab, "ways, place and languages")
    await dialog.get_by_role("textbox", name="Languages").fill("Klingon")
    await save.click()
    await expect(dialog.get_by_role("alert")).to_contain_text("I do not know the language")
    await dialog.get_by_role("textbox", name="Languages").fill("English, Deutsch")
    await dialog.get_by_label("Text swap").check()
    await tab.breaks_no_rule()
    await save.click()
    await _done(tab, dialog, "Languages: English, German.")


async def _limits(tab: Tab) -> None:
    dialog, save = await _preferences(tab, "whom and what not")
    await dialog.get_by_role("textbox", name="Topics to skip").fill("Football")
    await tab.breaks_no_rule()
    await save.click()
    await _done(tab, dialog, "Nobody is left out. Topics to skip: Football")


async def _asked(tab: Tab) -> None:
    """Two Mondays come, and Ana, who is in, looks at what the bot has to say to her alone."""
    await tab.acts_as("Ana")
    for _ in range(2):
        await tab.winds("Next Monday")
    await tab.screen.locator(".place").nth(3).click()


async def _keep(tab: Tab) -> None:
    await _asked(tab)
    await tab.screen.get_by_role("button", name="We met").last.click()
    await tab.screen.get_by_role("button", name="Note a takeaway").last.click()
    dialog = tab.page.get_by_role("dialog", name="A takeaway")
    await dialog.get_by_label("What do you take away?").fill("Ask for the plan first")
    await tab.breaks_no_rule()
    await dialog.get_by_role("button", name="Keep").click()
    await expect(dialog).to_contain_text("Kept.")
    await dialog.get_by_role("button", name="Close").click()
    await expect(dialog).to_have_count(0)


async def _unfit(tab: Tab) -> None:
    await _asked(tab)
    await tab.screen.get_by_role("button", name="More").last.click()
    await tab.screen.get_by_role("button", name="Not a fit").last.click()
    dialog = tab.page.get_by_role("dialog", name="Not a fit")
    await dialog.get_by_role("checkbox").first.check()  # of two it is checked already, of three one is chosen
    await tab.breaks_no_rule()
    await dialog.get_by_role("button", name="Note it quietly").click()
    await expect(dialog).to_contain_text("Noted, quietly.")
    await dialog.get_by_role("button", name="Close").click()
    await expect(dialog).to_have_count(0)


async def _pause(tab: Tab) -> None:
    await tab.acts_as("Ana")
    await tab.types("/coffee")
    await tab.screen.get_by_role("button", name="Choose until when to pause").last.click()
    dialog = tab.page.get_by_role("dialog", name="Pause coffee")
    suggested = await dialog.get_by_label("Back on").input_value()
    await dialog.get_by_label("Back on").fill("2020-01-01")
    await dialog.get_by_role("button", name="Pause").click()
    await expect(dialog.get_by_role("alert")).to_contain_text("A pause ends tomorrow at the earliest")
    await tab.breaks_no_rule()
    await dialog.get_by_label("Back on").fill(suggested)
    await dialog.get_by_role("button", name="Pause").click()
    await _done(tab, dialog, "Nothing is asked of you until then.")


async def _swap(tab: Tab) -> None:
    await tab.acts_as("Ana")
    await tab.winds("Next Monday")
    await tab.types("/coffee")
    await tab.screen.get_by_role("button", name="Three questions in writing").last.click()
    await tab.screen.get_by_role("button", name="Elevenses new").click()
    answer = tab.screen.get_by_role("button", name="Answer", exact=True)
    for _ in range(MOST):  # the next thing may be somebody else's
        if await answer.count():
            break
        await tab.winds("Next thing")
    await answer.last.click()
    dialog = tab.page.get_by_role("dialog", name="Text swap")
    await dialog.get_by_label("Your answer").fill("Soup,\nand snow.")
    await tab.breaks_no_rule()
    await dialog.get_by_role("button", name="Keep").click()
    await expect(dialog).to_contain_text("Kept.")
    await dialog.get_by_role("button", name="Close").click()
    await expect(dialog).to_have_count(0)


async def _topics(tab: Tab) -> None:
    await tab.acts_as("Ana")
    await tab.types("/learn topics")
    dialog = tab.page.get_by_role("dialog", name="Your topics")
    await dialog.get_by_label("I want to learn").fill("Kubernets, query plans")
    await dialog.get_by_label("I can help with").fill("giving feedback")
    await dialog.get_by_label("I help at most").select_option("5 introductions a month")
    await dialog.get_by_role("button", name="Save").click()
    await expect(dialog).to_contain_text("did you mean Kubernetes?")
    await tab.breaks_no_rule()
    await dialog.get_by_label("I want to learn").fill("Kubernetes, query plans")
    await dialog.get_by_role("button", name="Save").click()
    await _done(tab, dialog, "I want to learn: Kubernetes, Query plans")


async def _words(tab: Tab) -> None:
    await tab.acts_as("Ana")
    await tab.types("/elevenses topics")
    await tab.screen.get_by_role("button", name="Words that mean the same").last.click()
    dialog = tab.page.get_by_role("dialog", name="Words that mean the same")
    await dialog.get_by_label("These words").fill("shipping")
    await dialog.get_by_label("Mean this topic").fill("Shipping")
    await dialog.get_by_role("button", name="Save").click()
    await expect(dialog.get_by_role("alert")).to_contain_text("cannot stand for itself")
    await dialog.get_by_label("Mean this topic").fill("Continuous integration")
    await dialog.get_by_role("button", name="Save").click()
    await _done(tab, dialog, "“shipping” is Continuous integration")


async def _delete(tab: Tab) -> None:
    await tab.acts_as("Ana")
    await tab.types("/elevenses privacy")
    await tab.screen.get_by_role("button", name="Delete me").last.click()
    dialog = tab.page.get_by_role("dialog", name="Delete me")
    await expect(dialog).to_contain_text("cannot be undone")
    await tab.breaks_no_rule()
    await dialog.get_by_role("button", name="Delete me").click()
    await expect(dialog).to_contain_text("You are deleted")
    await dialog.get_by_role("button", name="Close").click()
    await expect(dialog).to_have_count(0)


async def _goal(tab: Tab) -> None:
    await tab.acts_as("Ana")
    await tab.types("/learn goal reading query plans")
    dialog = tab.page.get_by_role("dialog", name="Your goal")
    await expect(dialog.get_by_label("I want to get better at")).to_have_value("reading query plans")
    await dialog.get_by_label("Topic").fill("query plans")
    await dialog.get_by_label("Until").fill("2020-01-01")
    await dialog.get_by_label("Who may see it").select_option("Everyone")
    await dialog.get_by_role("button", name="How your goal looks to each of them").click()
    looks = tab.page.get_by_role("dialog", name="How it looks")
    await expect(looks).to_contain_text("Coffee may use it, and say so.")
    await tab.breaks_no_rule()
    await looks.get_by_role("button", name="Close").click()
    await dialog.get_by_role("button", name="Save").click()
    await expect(dialog.get_by_role("alert")).to_contain_text("That day is not ahead.")
    await tab.breaks_no_rule()
    await dialog.get_by_label("Until").fill("2026-12-24")
    await dialog.get_by_role("button", name="Save").click()
    await _done(tab, dialog, "reading query plans · Query plans · until 24 Dec 2026 · seen by everyone")


async def _with_goal(tab: Tab) -> None:
    """Ana has a goal with which Ben goes along, and looks at it."""
    await tab.acts_as("Ana")
    await tab.types("/learn goal reading query plans")
    dialog = tab.page.get_by_role("dialog", name="Your goal")
    await dialog.get_by_label("Topic").fill("query plans")
    await dialog.get_by_role("group", name="Partners").get_by_label("Ben").check()
    await dialog.get_by_role("button", name="Save").click()
    await _done(tab, dialog, "Ben asked")
    await tab.types("/learn")


async def _menu(tab: Tab, choice: str, dialog: str) -> Locator:
    await _with_goal(tab)
    await tab.screen.get_by_role("button", name="More").last.click()
    await tab.screen.get_by_role("button", name=choice).last.click()
    return tab.page.get_by_role("dialog", name=dialog)


async def _checkins(tab: Tab) -> None:
    dialog = await _menu(tab, "Check-ins", "Check-ins")
    await dialog.get_by_label("Ask me").select_option("Every 3 weeks")
    await dialog.get_by_label("On", exact=True).select_option("Friday")
    await dialog.get_by_label("At", exact=True).fill("11:30")
    await tab.breaks_no_rule()
    await dialog.get_by_role("button", name="Save").click()
    await _done(tab, tab.page.get_by_role("dialog"), "Saved. I ask every 3 weeks.")


async def _delete_goal(tab: Tab) -> None:
    dialog = await _menu(tab, "Delete", "Delete this goal")
    await tab.breaks_no_rule()
    await dialog.get_by_role("button", name="Delete").click()
    await _done(tab, tab.page.get_by_role("dialog"), "Deleted. Nothing of it is kept.")


async def _note(tab: Tab) -> None:
    await _with_goal(tab)
    await tab.screen.get_by_role("button", name="Stuck").last.click()
    await tab.screen.get_by_role("button", name="Add a note").last.click()
    dialog = tab.page.get_by_role("dialog", name="A note")
    await dialog.get_by_label("How it goes").fill("Nested loops puzzle me")
    await tab.breaks_no_rule()
    await dialog.get_by_role("button", name="Keep").click()
    await _done(tab, tab.page.get_by_role("dialog"), "Your note: Nested loops puzzle me")


async def _smaller_step(tab: Tab) -> None:
    await _with_goal(tab)
    await tab.screen.get_by_role("button", name="Stuck").last.click()
    await tab.screen.get_by_role("button", name="A smaller step").last.click()
    dialog = tab.page.get_by_role("dialog", name="A smaller step")
    await dialog.get_by_label("What could be done in a quarter of an hour?").fill("Read one plan")
    await tab.breaks_no_rule()
    await dialog.get_by_role("button", name="Keep").click()
    await _done(tab, tab.page.get_by_role("dialog"), "reading query plans is stuck.")


async def _offer(tab: Tab) -> None:
    await _with_goal(tab)
    await tab.acts_as("Ben")
    await tab.winds("Next Monday")
    await tab.screen.get_by_role("button", name="Elevenses new").click()
    await tab.screen.get_by_role("button", name="Happy to").last.click()
    await expect(tab.screen.get_by_text("Good to know: you go along.")).to_be_visible()
    await tab.acts_as("Ana")
    await tab.types("/learn")
    await tab.screen.get_by_role("button", name="Moving").last.click()
    await tab.screen.get_by_role("button", name="Tell Ben").last.click()
    await tab.acts_as("Ben")
    await tab.winds("Next Monday")
    await tab.screen.get_by_role("button", name="Offer").last.click()
    dialog = tab.page.get_by_role("dialog", name="To your partner")
    await dialog.get_by_label("What do you offer Ana?").fill("Half an hour")
    await tab.breaks_no_rule()
    await dialog.get_by_role("button", name="Send").click()
    await _done(tab, tab.page.get_by_role("dialog"), "They have heard from you.")


JOURNEYS: Mapping[str, Callable[[Tab], Awaitable[None]]] = {
    "setup:submit": _setup,
    "setup:start": _start,
    "preferences:often": _often,
    "preferences:messages": _messages,
    "preferences:hours": _hours,
    "preferences:ways": _ways,
    "preferences:limits": _limits,
    "coffee:pause-until": _pause,
    "intros:keep": _keep,
    "intros:unfit": _unfit,
    "swaps:save": _swap,
    "goals:save": _goal,
    "goals:checkins": _checkins,
    "goals:delete": _delete_goal,
    "goals:keep-note": _note,
    "goals:keep-step": _smaller_step,
    "goals:say": _offer,
    "cards:save": asking.asks,
    "cards:name": asking.names_somebody,
    "cards:closed": asking.closes,
    "cards:delete": asking.deletes,
    "explore:draft": exploring.answers,
    "explore:save": exploring.drafts,
    "hosts:save": hosting.names_hosts,
    "library:save": sharing.page,
    "library:remove": sharing.remove,
    "stories:preview": sharing.look,
    "stories:save": sharing.story,
    "stories:save-win": sharing.win,
    "thanks:send": sharing.thanks,
    "digests:save": boards.digest,
    "agenda:keep": boards.agenda,
    "brokering:save": brokering.proposes,
    "brokering:send": brokering.writes_back,
    "topics:save": _topics,
    "topics:same": _words,
    "privacy:erase": _delete,
}


async def test_every_modal_is_opened_and_submitted_here() -> None:
    assert heard()["view"] == set(JOURNEYS)


@pytest.mark.parametrize("name", JOURNEYS)
async def test_a_modal_is_filled_in_and_submitted(tab: Tab, name: str) -> None:
    await JOURNEYS[name](tab)
    assert tab.wrong == []
