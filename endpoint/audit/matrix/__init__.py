"""The matrix at /audit/matrix: axes or orientations against what leads to them, and a page for each of its cells.

filters     what a reader may choose, read from the query string
grid        rows, columns and cells, put together from the answers of two saved questions
files       the same grid as CSV and as XLSX
pages       the routes of the matrix
ends        how the address of a cell names its row and its column
evidence    what stands behind one cell: actions, alignments, quotations
cell_pages  the route of a cell
"""
