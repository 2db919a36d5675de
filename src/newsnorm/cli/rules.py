"""``newsnorm rules``: every boilerplate rule, with what it takes and what it leaves."""

from __future__ import annotations

import argparse
import sys
from typing import get_args

from newsnorm._text.rules import Rule, installed_rules, shipped_rules
from newsnorm.model import RemovalKind


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser(
        "rules",
        help="list the boilerplate rules",
        description="List every boilerplate rule by its id, with its kind, its patterns, and "
        "examples of what it takes (+) and what it leaves (-).",
    )
    parser.add_argument("--language", metavar="TAG", help="only the rules of one language")
    parser.add_argument("--kind", choices=get_args(RemovalKind), help="only rules of one kind")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Run the command."""
    rules = [
        rule
        for rule in (*shipped_rules().rules, *installed_rules())
        if arguments.language in (None, rule.language) and arguments.kind in (None, rule.kind)
    ]
    for rule in rules:
        sys.stdout.write(_described(rule) + "\n\n")
    sys.stderr.write(f"{len(rules)} rules\n")
    return 0


def _described(rule: Rule) -> str:
    sure = "" if rule.sure else ", only with other evidence"
    lines = [f"{rule.id}: {rule.kind}{sure}"]
    lines += [f"    {pattern}" for pattern in rule.pattern]
    lines += [f"  + {example}" for example in rule.yes]
    lines += [f"  - {example}" for example in rule.no]
    return "\n".join(lines)
