"""What is said where somebody explores."""

NOT_HERE = "Only people of this workspace can set topics and goals here. The questions are yours all the same."
NO_TOPIC = "Name its topic in a few words, or leave the goal empty."
EMPTY = (
    "Not knowing is normal, and nothing has to follow. `/learn who` shows what colleagues help with, and "
    "`/learn topics` is there whenever something comes to mind."
)
NOTHING_KEPT = "Nothing was kept."
NOTHING_ELSE = "Nothing else was kept. `/learn` shows this, and how to change it or delete it."
