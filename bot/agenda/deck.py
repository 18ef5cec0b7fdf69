"""Openers: two minutes in which everybody says something that is no work, all of our own; none asks for much."""

DECK = (
    "What did you change your mind about this month?",
    "What is a small thing that made work easier lately?",
    "Which word would you give this week?",
    "What did you learn by accident?",
    "What would you like to have more time for?",
    "Which tool would you not want to be without?",
    "What was a good question you heard lately?",
    "What are you looking forward to?",
    "What is something you do differently from a year ago?",
    "Which sound belongs to your working day?",
    "What did somebody explain well to you?",
    "What is the best thing you read or heard this month?",
    "What would you show to somebody who is new here?",
    "Which of your habits works well?",
    "What have you stopped doing, and do not regret?",
    "What is easier than people think?",
    "What is harder than people think?",
    "Which colour has the sky where you are?",
    "What did you make with your hands lately?",
    "What would you ask an expert, if one were here?",
    "What did you find after looking for it far too long?",
    "Which song, book or film could go with this project?",
    "What went better than planned?",
    "What do you know about that nobody here would guess?",
    "What is on your desk that has a story?",
    "Which question do you keep coming back to?",
    "What was the last thing you were a beginner at?",
    "Who taught you something without knowing it?",
    "What would you like to try once, in small?",
    "What is a good way to end a day?",
)


def opener_of(channel: str, week: int, swapped: int) -> str:
    """The opener of a channel's meeting in a week, after it was swapped so often: the same for everybody in it."""
    return DECK[(sum(map(ord, channel)) + week + swapped) % len(DECK)]
