"""The questions of text swaps: three steps, each a little deeper, and none that needs an office or a family."""

DECK = (
    (
        "What has been a small good thing this week?",
        "What do you see when you look up from your screen?",
        "What is a word or a saying from where you live that you are fond of?",
        "What are you reading, watching or listening to that you would pass on?",
        "What is something ordinary that you do unusually well?",
        "Which sound or smell belongs to the place where you grew up?",
        "What would you do with a free Wednesday?",
        "What is a thing you own that you would buy again at once?",
    ),
    (
        "What did you want to become when you were ten, and what is left of it?",
        "What have you changed your mind about in the last years?",
        "When does work feel light to you?",
        "What did somebody teach you that you still use?",
        "What are you learning at the moment, or would like to?",
        "Which detour in your life turned out well?",
        "What do people often ask you for help with?",
        "What helps you on a slow day?",
    ),
    (
        "What would you like to be asked more often?",
        "When did a stranger's kindness stay with you?",
        "What would you tell yourself of five years ago?",
        "What do you hope to have done two years from now?",
        "What takes courage for you that looks easy from outside?",
        "Who has shaped how you work, and do they know?",
        "What makes you feel at home among other people?",
        "What is something you are quietly proud of?",
    ),
)


def deal(number: int, *, seen: frozenset[str]) -> str:
    """The question that a swap has at this step: the first that nobody has seen, if there is one."""
    step = DECK[number - 1]
    return next((one for one in step if one not in seen), step[0])
