"""What is said about what is kept of somebody."""

SOMEBODY = "Somebody who left"  # in place of a name
BROUGHT_TOGETHER = "somebody brought you together."  # in place of their words

WHAT_IS_IN_IT = "Everything that Elevenses keeps of you and that you may see. Times are in UTC."
NOT_IN_IT = (
    "What other people keep to themselves: whom they would rather not meet, whether they met, what they note, "
    "what they answer before it is shown, and who said no."
)
SENT = "Sent: a file with everything about you is in our direct messages. Only you see it."
TRY_AGAIN = "Slack did not take the file, so nothing was sent. Please try again in a few minutes."
RESTRICTED = frozenset(
    {
        "file_type_not_allowed",
        "file_upload_size_restricted",
        "file_uploads_disabled",
        "file_uploads_except_images_disabled",
    }
)


def not_sent(error: str, *, needed: str = "") -> str:
    """Why the file was not sent, by Slack's name for it if it gave one, and who can change that."""
    if error == "missing_scope":
        return (
            "I may not send files here yet, so nothing was sent. An admin of the Slack app has to add the scope "
            f"`{needed or 'files:write'}` and install it again."
        )
    if error in RESTRICTED:
        return (
            f"This workspace does not let me send such a file (Slack says `{error}`), so nothing was sent. "
            "Whoever runs Elevenses for you can give it to you instead."
        )
    return TRY_AGAIN


DELETED = (
    "You are deleted: nothing that Elevenses kept of you is left. Take care. "
    "`/coffee` in a channel with coffee begins anew, any time."
)
