"""The docs agree with what there is."""

import re
from pathlib import Path

import handlers
from handlers.settings import Settings

ROOT = Path(__file__).parents[2]
PAGES = (ROOT / "README.md", *(ROOT / "docs").rglob("*.md"))


def test_every_setting_is_documented() -> None:
    operating, sample = (ROOT / "docs" / "operating.md").read_text(), (ROOT / ".env.sample").read_text()
    for name in Settings.model_fields:
        assert f"`{name.upper()}`" in operating
        assert name.upper() in sample or name == "slack_api_url"


def test_every_link_leads_somewhere() -> None:
    for page in PAGES:
        for link in re.findall(r"\]\(([^)#]+)", page.read_text()):
            assert link.startswith("http") or (page.parent / link).exists(), f"{page.name}: {link}"


def test_every_decision_says_why_and_how_it_is_checked() -> None:
    decisions = sorted((ROOT / "docs" / "decisions").glob("*.md"))
    assert decisions
    for page in decisions:
        headings = re.findall(r"^## (.+)$", page.read_text(), re.MULTILINE)
        assert headings == ["Context", "Decision", "Consequences", "Checks"], page.name


def test_every_feature_has_files_of_its_name_and_a_journey() -> None:
    for feature in handlers.FEATURES:
        name = feature.__name__.rpartition(".")[2]
        assert (ROOT / "tests" / name).is_dir(), name
