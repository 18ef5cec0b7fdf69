"""Whether Slack would take these blocks: its types, its required fields and every limit of `limits.json`."""

from emulator.blockkit.check import problems_in_blocks, problems_in_view
from emulator.blockkit.problem import Problem

__all__ = ["Problem", "problems_in_blocks", "problems_in_view"]
