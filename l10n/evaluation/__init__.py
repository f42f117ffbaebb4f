"""How good translations are: models against references, and how much people had to mend.

Metrics are sacreBLEU's (Post 2018), with their signatures, so that figures can be compared with
published ones. Needs the extra ``l10n-offline[evaluate]``.
"""

from l10n.evaluation.corpora import TestSet, find_test_set, read_pair
from l10n.evaluation.effort import Effort, post_editing
from l10n.evaluation.scores import Evaluation, Score, evaluate, score

__all__ = [
    "Effort",
    "Evaluation",
    "Score",
    "TestSet",
    "evaluate",
    "find_test_set",
    "post_editing",
    "read_pair",
    "score",
]
