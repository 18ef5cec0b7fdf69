"""Everything about somebody, as a file that they can read: what it is, then each kind of thing under its own word."""

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from typing import Any

from bot.people import UserId
from bot.privacy import sentences

FILE = "everything-about-me.json"
WORDS = {  # what a table is called in the file; any other has its own name
    "asked": "questions_whether_you_are_free_now",
    "avoid": "people_you_would_rather_not_meet",
    "card": "what_you_asked_offered_and_shared",
    "channel_person": "channels_with_a_programme",
    "checkin": "check_ins",
    "consent": "what_you_said_to_being_introduced",
    "conversation": "conversations_with_the_bot",
    "desk": "when_suggestions_were_looked_for",
    "directory_person": "as_slack_lists_you",
    "dismissal": "people_you_would_rather_not_introduce",
    "goal": "your_goals",
    "goal_partner": "goals_you_were_asked_to_go_along_with",
    "host": "teams_you_look_after",
    "host_move": "moves_of_the_week_for_hosts",
    "intro": "introductions",
    "intro_member": "your_part_in_introductions",
    "lead": "meetings_in_which_you_lead_the_learning",
    "member": "you",
    "participation": "programmes_you_are_in",
    "post": "messages_from_the_bot",
    "programme": "programmes_you_look_after",
    "proposal": "introductions_you_proposed",
    "search": "searches_for_somebody_now",
    "spent": "days_on_which_we_wrote_to_you_unasked",
    "stance": "topics",
    "suggestion": "introductions_suggested_to_you",
    "swap": "text_swaps",
    "swap_answer": "your_answers_in_text_swaps",
    "swap_member": "your_part_in_text_swaps",
    "swap_question": "questions_you_answered_in_text_swaps",
    "team": "teams_without_a_host_that_you_care_for",
    "tap": "what_you_said_of_cards",
}


def copy_file(rows: Mapping[str, Sequence[Mapping[str, Any]]], *, user_id: UserId, now: datetime) -> bytes:
    """The file; instants are ISO 8601, in UTC."""
    about = {"for": user_id, "made_at": now, "what": sentences.WHAT_IS_IN_IT, "not_in_it": sentences.NOT_IN_IT}
    copy = {"about": about} | {WORDS.get(name, name): list(some) for name, some in sorted(rows.items())}
    return (json.dumps(copy, indent=2, ensure_ascii=False, default=_written) + "\n").encode()


def _written(value: datetime | date | time) -> str:
    return value.isoformat()
