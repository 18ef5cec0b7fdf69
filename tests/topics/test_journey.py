"""People say what they help with and want to learn, find each other by it, and are introduced for it."""

from datetime import timedelta

from emulator.person import Person
from tests.stage import MONDAY, Coffee, Stage, set_up_coffee

LEARN, HELP, CURIOUS, CAP = "I want to learn", "I can help with", "I am curious about", "I help at most"


async def chooses(somebody: Person, /, **fields: str) -> None:
    """Somebody fills in the form and closes it."""
    labels = {"learn": LEARN, "helps": HELP, "curious": CURIOUS, "cap": CAP}
    await somebody.runs("/learn topics")
    await somebody.fills({labels[name]: value for name, value in fields.items()})
    await somebody.submits()
    somebody.sees("Saved.")
    await somebody.closes()


async def with_topics(stage: Stage) -> Coffee:
    """Ben helps with Kubernetes, Ana wants to learn it; all three are in coffee."""
    coffee = await set_up_coffee(stage)
    for person in (coffee.ana, coffee.ben, coffee.chi):
        await person.runs("/coffee join")
    await chooses(coffee.ben, helps="k8s, writing RFCs", learn="giving feedback")
    await chooses(coffee.ana, learn="Kubernetes", helps="Feedback")
    return coffee


async def test_topics_are_chosen_all_at_once_and_shown_where_one_stands(stage: Stage) -> None:
    ana = stage.somebody("Ana")
    await ana.runs("/learn")
    ana.sees("Say what you help with and what you would like to learn")
    await ana.presses("Choose topics")
    await ana.fills(
        {LEARN: "query plans, Rust", HELP: "K8s", CURIOUS: "threat modelling", CAP: "5 introductions a month"}
    )
    await ana.submits()
    ana.sees("I want to learn: Query plans, Rust")
    ana.sees("I can help with: Kubernetes")
    ana.sees("I am curious about: Threat modeling")
    ana.sees("Helped in 0 of 5 introductions this month.")
    await ana.closes()
    await ana.runs("/learn topics")
    await ana.fills({LEARN: "", HELP: "", CURIOUS: ""})
    await ana.submits()
    await ana.closes()
    await ana.runs("/learn")
    ana.sees("Choose topics")


async def test_a_slip_is_asked_about_and_nothing_typed_is_lost(stage: Stage) -> None:
    ana = stage.somebody("Ana")
    await ana.runs("/learn topics")
    await ana.fills({LEARN: "Kubernets", HELP: "Rust", CAP: "2 introductions a month"})
    await ana.submits()
    ana.sees("“Kubernets”: did you mean Kubernetes?")
    ana.sees("2 introductions a month")
    await ana.submits()
    ana.sees("I want to learn: Kubernets")
    ana.sees("I can help with: Rust")


async def test_who_helps_is_found_with_what_one_can_do_for_them(stage: Stage) -> None:
    coffee = await with_topics(stage)
    await coffee.ana.runs("/learn who kubernetes")
    coffee.ana.sees("Kubernetes: these colleagues said that they help with it.")
    coffee.ana.sees("about 2 hours of your day in common; wants to learn Feedback, which you help with")
    await coffee.chi.runs("/learn who K8s")
    coffee.chi.sees("about 3 hours of your day in common")
    coffee.chi.does_not_see("which you help with")
    await coffee.chi.runs("/learn who")
    coffee.chi.sees("Somebody helps with Feedback (1), Kubernetes (1), Writing RFCs (1).")


async def test_who_is_away_or_is_the_asker_or_avoided_by_them_is_not_found(stage: Stage) -> None:
    coffee = await with_topics(stage)
    await coffee.ben.runs("/learn who k8s")
    coffee.ben.sees("Nobody is free to help with Kubernetes at the moment.")
    coffee.ben.sees("Ana would like to learn it, too")
    await coffee.ben.runs("/coffee pause 1w")
    await coffee.ana.runs("/learn who k8s")
    coffee.ana.sees("Nobody is free to help with Kubernetes at the moment.")
    coffee.ana.sees("You have noted that you want to learn it.")
    await coffee.ben.runs("/coffee back")
    await coffee.chi.runs("/coffee preferences")
    await coffee.chi.presses("Change: whom and what not")
    await coffee.chi.fills({"People I would rather not be matched with": [coffee.ana, coffee.ben]})
    await coffee.chi.submits()
    await coffee.chi.closes(all_of_them=True)
    await coffee.chi.runs("/learn who k8s")
    coffee.chi.sees("Nobody is free to help with Kubernetes at the moment.")
    coffee.chi.does_not_see("would like to learn it, too")
    await coffee.ben.runs("/learn who feedback")
    coffee.ben.sees("Feedback: these colleagues said that they help with it.")


async def test_where_nobody_helps_one_tap_notes_the_wish_and_close_topics_are_shown(stage: Stage) -> None:
    coffee = await with_topics(stage)
    await coffee.chi.runs("/learn who sourdough")
    coffee.chi.sees("Nobody is free to help with sourdough at the moment.")
    coffee.chi.does_not_see("Close to it")
    await coffee.chi.runs("/learn who writing")
    coffee.chi.sees("Nobody is free to help with Writing at the moment.")
    coffee.chi.sees("Close to it: Writing RFCs (1).")
    await coffee.chi.presses("I want to learn it")
    coffee.chi.sees("Noted: you want to learn it.")
    await coffee.chi.runs("/learn")
    coffee.chi.sees("I want to learn: Writing")
    await coffee.chi.runs("/learn who Kubernets")
    coffee.chi.sees("Did you mean Kubernetes? `/learn who Kubernetes` looks for it.")


async def test_coffee_brings_together_who_wants_and_who_helps_and_says_so(stage: Stage) -> None:
    coffee = await with_topics(stage)
    await coffee.chi.runs("/coffee leave")
    await stage.until(MONDAY, "20:00")
    coffee.ana.sees(
        "Ana wants to learn Kubernetes, which Ben helps with; Ben wants to learn Feedback, which Ana helps with;"
    )
    await coffee.ana.chooses("intros:more", "Why us?")
    coffee.ana.sees("A topic: Ana wants to learn Kubernetes, which Ben helps with.")
    await coffee.ben.runs("/learn")
    coffee.ben.sees("Helped in 1 of 3 introductions this month.")
    coffee.ana.does_not_see("of 3 introductions this month")


async def test_who_has_helped_as_often_as_they_like_is_spared(stage: Stage) -> None:
    coffee = await with_topics(stage)
    await chooses(coffee.ben, cap="1 introduction a month")
    await coffee.chi.runs("/coffee leave")
    await stage.until(MONDAY, "20:00")
    await coffee.chi.runs("/learn who kubernetes")
    coffee.chi.sees("Nobody is free to help with Kubernetes at the moment.")
    await coffee.ben.presses("Not this week")
    await coffee.chi.runs("/learn who kubernetes")
    coffee.chi.sees("Kubernetes: these colleagues said that they help with it.")


async def test_bad_words_are_told_and_what_was_tampered_with_changes_nothing(stage: Stage) -> None:
    ana = stage.somebody("Ana")
    await ana.runs("/learn whoo")
    ana.sees("I do not know “whoo”. Did you mean `/learn who`?")
    await ana.runs("/learn help")
    ana.sees("`/learn who query plans` finds somebody")
    await ana.runs("/learn who !!")
    ana.sees("“!!” has no word in it.")
    await ana.runs(f"/learn who {'x' * 61}")
    ana.sees("is longer than 60 characters")
    await ana.runs("/learn who")
    ana.sees("Nobody has said yet what they help with.")
    await ana.runs("/learn who Rust")
    await ana.presses("I want to learn it", value="x" * 200)
    ana.does_not_see("Noted")
    await ana.runs("/learn topics")
    await ana.fills({LEARN: ", ".join(f"topic{at}" for at in range(16))})
    await ana.submits()
    ana.sees("That is 16 topics, and 15 is the most here.")
    await ana.fills({LEARN: ", ".join(f"topic{at}" for at in range(15))})
    await ana.submits()
    await ana.closes()
    await ana.runs("/learn who Rust")
    await ana.presses("I want to learn it")
    ana.sees("That is 16 topics, and 15 is the most here.")


async def test_topics_hold_no_markup(stage: Stage) -> None:
    ana, ben = stage.somebody("Ana"), stage.somebody("Ben")
    await chooses(ben, helps="<!channel> a & b")
    await ana.runs("/learn who channel a & b")
    ana.sees("channel")
    ana.does_not_see("<!channel>")


async def test_twice_a_year_it_is_asked_whether_topics_still_fit_in_working_hours_and_once(stage: Stage) -> None:
    ana = stage.somebody("Ana")
    await chooses(ana, helps="Kubernetes")
    begun = stage.clock.now().date()
    await stage.until(begun + timedelta(weeks=25), "12:00")
    ana.does_not_see("Do your topics still fit?")
    await stage.until(begun + timedelta(weeks=27), "12:00")
    ana.sees("Do your topics still fit?")
    ana.sees("You get this twice a year")
    await ana.presses("They fit")
    ana.sees("Thank you. You are asked again in half a year.")
    await stage.until(begun + timedelta(weeks=51), "12:00")
    assert len([one for one in ana.messages if "still fit" in one.text]) == 0
    await stage.until(begun + timedelta(weeks=54), "12:00")
    assert len([one for one in ana.messages if "still fit" in one.text]) == 1


async def test_who_is_paused_is_asked_after_the_pause_and_who_has_no_topics_never(stage: Stage) -> None:
    coffee = await with_topics(stage)
    begun = stage.clock.now().date()
    await coffee.ana.runs("/learn topics")
    await coffee.ana.fills({LEARN: "", HELP: ""})
    await coffee.ana.submits()
    await stage.until(begun + timedelta(weeks=25), "12:00")
    await coffee.ben.runs("/coffee pause 4w")
    await stage.until(begun + timedelta(weeks=28), "12:00")
    coffee.ben.does_not_see("Do your topics still fit?")
    await stage.until(begun + timedelta(weeks=31), "12:00")
    coffee.ben.sees("Do your topics still fit?")
    coffee.ana.does_not_see("Do your topics still fit?")


async def says(admin: Person, words: str, topic: str) -> None:
    """An admin says which words mean the same."""
    await admin.runs("/elevenses topics")
    await admin.presses("Words that mean the same")
    await admin.fills({"These words": words, "Mean this topic": topic})
    await admin.submits()


async def test_an_admin_says_which_words_mean_the_same_and_who_named_one_keeps_their_stance(stage: Stage) -> None:
    ana, ben, chi = stage.somebody("Ana", admin=True), stage.somebody("Ben"), stage.somebody("Chi")
    await chooses(ben, helps="Shipping", curious="Releases")
    await chooses(chi, learn="Releases")
    await says(ana, "releases, ship it, shipping", "Continuous delivery of mobile apps")
    ana.sees("“ship it” is Continuous delivery of mobile apps")
    await ana.closes()
    await chi.runs("/learn who ship it")
    chi.sees("Continuous delivery of mobile apps: these colleagues said that they help with it.")
    await ben.runs("/learn")
    ben.sees("I can help with: Continuous delivery of mobile apps")
    ben.does_not_see("curious about: Releases")
    await ana.runs("/elevenses topics")
    ana.sees("Topics that somebody helps with: Continuous delivery of mobile apps (1).")
    ana.sees("Words that were added: “releases” is Continuous delivery of mobile apps")
    await says(ana, "ship it", "")
    ana.sees("Saved.")
    await ana.closes()
    await chi.runs("/learn who ship it")
    chi.sees("Nobody is free to help with ship it at the moment.")


async def test_only_an_admin_says_which_words_mean_the_same_and_bad_words_are_told(stage: Stage) -> None:
    ana, ben = stage.somebody("Ana", admin=True), stage.somebody("Ben")
    await ben.runs("/elevenses topics")
    ben.sees("Only workspace admins and hosts of a team say which words mean the same.")
    for words, topic, why in (
        ("Rust, rust lang", "Rust", "“Rust” cannot stand for itself."),
        ("!!", "Rust", "“!!” has no word in it."),
        (",", "Rust", "Type the words first"),
        ("ship it", "x" * 61, "is longer than 60 characters"),
    ):
        await says(ana, words, topic)
        ana.sees(why)
        await ana.closes()
    await ana.runs("/elevenses topics")
    await ana.presses("Words that mean the same")
    await ana.fills({"These words": "ship it", "Mean this topic": "Shipping"})
    ana.is_admin = False
    await ana.submits()
    ana.sees("Only workspace admins and hosts of a team say which words mean the same.")
