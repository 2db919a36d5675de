"""One document, or a block of documents, through all stages."""

from __future__ import annotations

from collections.abc import Sequence

from newsnorm.model import Article
from newsnorm.options import DEFAULT_OPTIONS, Options
from newsnorm.pipeline.draft import Draft
from newsnorm.pipeline.sources import Source
from newsnorm.pipeline.stages import LANGUAGE_STAGE, STAGES, name_languages


def normalize(source: Source, *, options: Options = DEFAULT_OPTIONS) -> Article:
    r"""Turn one messy document into an article, with a ledger of every change.

    *source* is a text, the bytes of one, the path of a file, or a mapping as
    extractors give it (``text`` or ``raw``, and schema.org names in snake case
    such as ``headline``, ``date_published``, ``author``, ``url``).

    What is doubtful is in the article's ``doubts``.  Raises
    :class:`InputError` for what is no document, and :class:`SourceError`
    for a file that cannot be read.

    >>> article = normalize("Date: 12 February 2025\n\nThe GrÃ¼ne party met in Berlin.")
    >>> article.article_body, str(article.date_published)
    ('The Grüne party met in Berlin.', '2025-02-12')
    """
    draft = Draft(source)
    for stage in STAGES:
        stage(draft, options)
    return draft.article


def normalize_block(sources: Sequence[Source], options: Options) -> list[Article | Exception]:
    """Return for each document its article, or the error that stopped it, which stops no other.

    The documents go through each stage one after the other: what the stage works with (tables,
    rules, its own code) then stays in the processor's caches, and languages are cheaper to name
    for many texts at once.
    """
    drafts = [Draft(source) for source in sources]
    errors: dict[int, Exception] = {}
    for stage in STAGES:
        sound = [place for place in range(len(drafts)) if place not in errors]
        if stage is LANGUAGE_STAGE and options.language_detector is None:
            name_languages([drafts[place] for place in sound], options)
            continue
        for place in sound:
            try:
                stage(drafts[place], options)
            except Exception as error:  # noqa: BLE001  (given to the caller, in its place)
                errors[place] = error
    return [errors.get(place) or draft.article for place, draft in enumerate(drafts)]
