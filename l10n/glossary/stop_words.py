"""English words that are no terms, and that none begins or ends with."""

from __future__ import annotations

_WORDS = """
a about across after again against ago all along also although always among an and another
any are around as at away back be because been before behind being below between beyond both
but by came can come could despite did do does down during each either even ever every few
first for from further get goes got had has have he her here hers him his how however i if
in inside into is it its itself just last least less let like made make many may me might
more most much must my near neither never new next no nor not now of off often on once one
only or other others our out outside over own per rather said same several shall she should
since so some still such take than that the their them then there these they this those
though through to too took toward towards two under until up upon us very was we went were
what when where whether which while who whom whose why will with within without would yes
yet you your
"""

STOP_WORDS = frozenset(_WORDS.split())
