"""The reader of `citergie-table`: tab-separated pages of a Cit'ergie action plan, as OCR gives them.

pages    lines → pages with their header, rows with their cells
columns  which cell belongs to which column, when cells are missing or inserted
passes   which rows are two readings of one row
measures code and title of each measure, from all its rows
readings which reading of a field is the better one
actions  the actions, with values, actors and provenance
contradictions  what is said differently: by readings (rival_readings), rows (rival_measures), fields (rival_dates)
"""
