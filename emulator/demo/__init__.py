"""Elevenses played in the emulated workspace: invented people, weeks in stepped time, and what each of them saw."""
