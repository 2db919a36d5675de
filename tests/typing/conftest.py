"""The two files beside are for type checkers; they are never imported."""

collect_ignore = ["good.py", "misuse.py"]
