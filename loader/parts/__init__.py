"""Parts: what each territory says, made apart from the others, and how the parts become one sorted dataset.

territory    one territory's part: its own sorted N-Quads, its ledger, and the records that it shares with others
shared       what territories share, made once of the records of all
agreement    whether they say the same of the organisations that they share
rules        what every graph must keep, judged together
lines        quads as canonical, sorted lines
merge        sorted files as one, each triple once
"""
