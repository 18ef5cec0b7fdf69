"""One topic has one name, however it is typed; what may be a slip is asked about."""

import pytest

from bot.topic import Topic, alike, find_topic, key_of, shipped, suggest_topic

KNOWN = {
    "query plan": Topic(1, "Query plans"),
    "kubernete": Topic(2, "Kubernetes"),
    "beekeeping": Topic(3, "Beekeeping"),
}


@pytest.mark.parametrize("typed", ["k8s", "K8s", " Kubernetes", "kubernetes", "KUBE", "Kubernetes."])
def test_spellings_of_one_topic_are_one(typed: str) -> None:
    assert find_topic(typed, {}) == Topic(0, "Kubernetes")
    assert find_topic(typed, KNOWN) == KNOWN["kubernete"]


@pytest.mark.parametrize(
    ("one", "other"),
    [("C++", "C"), ("C#", "C"), ("Hiring", "Hiking"), ("Swift", "Taylor Swift"), ("Java", "JavaScript"), ("Go", "Git")],
)
def test_what_only_looks_alike_is_not_one_topic(one: str, other: str) -> None:
    assert key_of(find_topic(one, {}).name) != key_of(find_topic(other, {}).name)
    assert suggest_topic(one, {key_of(other): Topic(1, other)}) is None


@pytest.mark.parametrize(
    ("plural", "singular"), [("stories", "story"), ("boxes", "box"), ("APIs", "API"), ("plans", "plan")]
)
def test_a_plural_is_the_same_topic(plural: str, singular: str) -> None:
    assert key_of(plural) == key_of(singular)


@pytest.mark.parametrize("word", ["analysis", "CSS", "status", "R", "AWS"])
def test_not_everything_on_s_is_a_plural(word: str) -> None:
    assert key_of(word) == word.casefold()


def test_a_new_topic_is_called_as_it_was_typed() -> None:
    assert find_topic("  Sourdough   baking ", KNOWN) == Topic(0, "Sourdough baking")
    assert key_of("!?") == ""


def test_another_topic_is_proposed_where_it_is_spelt_almost_alike_and_only_then() -> None:
    assert suggest_topic("Kubernets", {}) == Topic(0, "Kubernetes")
    assert suggest_topic("Bekeeping", KNOWN) == KNOWN["beekeeping"]
    assert suggest_topic("Sourdough", KNOWN) is None
    assert suggest_topic("Beekeeping", KNOWN) is None


def test_topics_of_the_workspace_that_are_somewhat_alike_are_found() -> None:
    assert alike(find_topic("query tuning", KNOWN), KNOWN) == (1,)
    assert alike(KNOWN["query plan"], KNOWN) == ()


def test_no_shipped_word_stands_for_two_topics() -> None:
    names = set(shipped().values())
    assert {name: shipped()[key_of(name)] for name in names} == {name: name for name in names}
    assert "" not in shipped()
