"""The five-year plan as the team sees it: a sentence, a picture, the table behind it, and the steps that serve it."""
