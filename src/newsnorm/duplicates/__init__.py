"""What is a copy of what, where, and why.

:func:`deduplicate` takes texts or articles and gives clusters of copies and the
relations between texts; :func:`cluster_to_dict` and :func:`relation_to_dict`
turn those into plain values.
"""

from __future__ import annotations

from newsnorm.duplicates.batch import cluster_to_dict, deduplicate, relation_to_dict

__all__ = ["cluster_to_dict", "deduplicate", "relation_to_dict"]
