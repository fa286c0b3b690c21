"""Figures drawn by the service as SVG: they need no script, follow the page's colours, and print.

svg      the drawing: elements, marks that say which value of which row they draw
figure   what every figure takes and gives
bars     counts, each with its parts
years    counts by year
amounts  sums of money, from minimum to maximum, with what is unknown beside what is known
gantt    actions over time
alone    what a figure says that a reader takes away
"""
