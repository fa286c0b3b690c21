"""Tables as territories have them: workbooks (XLSX, XLS, ODS) and delimited text, as numbered lines of cells.

lines       one line of a table, whatever it came from
delimited   CSV and TSV: the delimiter found by the headers, cells with line breaks
workbook    XLSX, XLSB, XLS and ODS: one sheet, its merged cells, its values as a reader sees them
looks       how a workbook shows its values: number formats, dates, errors, formulas without a value
packages    the XML inside XLSX and ODS files, which says so
"""
