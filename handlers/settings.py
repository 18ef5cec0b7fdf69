"""What the operator sets."""

from typing import Annotated

from pydantic import AfterValidator, AliasChoices, Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.links import check_meeting_url, check_public_url

BOT_TOKEN_NAMES = AliasChoices("slack_bot_token", "slack_cli_xoxb")  # the second: from Slack's command-line tool
APP_TOKEN_NAMES = AliasChoices("slack_app_token", "slack_cli_xapp")


class Settings(BaseSettings):
    """What the operator sets, in the environment or in `.env`."""

    model_config = SettingsConfigDict(env_file=".env", extra="ignore", env_ignore_empty=True)

    slack_bot_token: SecretStr = Field(default=SecretStr(""), validation_alias=BOT_TOKEN_NAMES)
    slack_app_token: SecretStr = Field(default=SecretStr(""), validation_alias=APP_TOKEN_NAMES)
    slack_signing_secret: SecretStr = SecretStr("")
    slack_api_url: str = "https://slack.com/api/"
    database_url: str = "sqlite:///elevenses.sqlite"
    sealing_keys: SecretStr = SecretStr("")
    host: str = "127.0.0.1"
    port: int = Field(default=3000, ge=0, le=65535)
    public_url: Annotated[str, AfterValidator(check_public_url)] = ""
    meeting_url: Annotated[str, AfterValidator(check_meeting_url)] = ""
    fetch_titles: bool = False
