"""A score whose distances mean little, like five faces: only the order of answers counts."""

from footpath.evidence.kinds.score import Score


class Rank(Score):
    """Each value is replaced by its place among the authority's earlier ones, and then bet on as a score.

    Places are counted by hundredths, ties in the middle, and half of them are expected below: m = 1/2. The place is
    settled by what came before, whichever version it was, so the mean of a factor is still 1 by the coin.
    """

    ranked = True
