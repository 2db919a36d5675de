r"""The envelope: what stands around the body of a news text.

Takes text.  Gives an :class:`Envelope`: headline, kicker, standfirst, all
fields that were read (front matter, headers, messenger posts, links), the body,
and the removals that lead from the text to the body.  Raises
:class:`InputTypeError` for anything but ``str``; any ``str`` gives a result.

>>> from newsnorm import split_envelope
>>> envelope = split_envelope("Titre : Pluie\nDate : 13/02/2025\n\nIl pleut.")
>>> envelope.headline, envelope.body
('Pluie', 'Il pleut.')
"""

from __future__ import annotations

from newsnorm.envelope.split import find_headline as find_headline
from newsnorm.envelope.split import split_envelope as split_envelope

__all__ = ["find_headline", "split_envelope"]
