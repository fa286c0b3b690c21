"""What a person needs to bring a new territory in: its folder, and the lines to decide on.

init       makes the folder, from templates and the documents that are at hand
kinds      guesses the kind of a document, and which column of a table holds what
review     lists what the loader could not decide, each as a line to paste
actors     the lines for actors.csv: names that nobody knows yet
cells      the lines for corrections.csv: cells that make no value
pairs      the lines for alignments/: what may be linked
settings   what the two commands are told
"""
