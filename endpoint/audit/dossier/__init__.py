"""The audit as one document to print and file, at /audit/report: the reports of the desk one after the other.

It says nothing that the reports do not say: the same definitions (endpoint.audit.reports), the same saved questions.

subject    what the document is about: all that is served, or one axis and its actions
chapters   its parts: chapters by theme, tables in their place or in an annex, figures
pages      the document as a page, for the press, and as a workbook
annex      the workbook: a sheet for each answer
printing   asks the press for the PDF: at most one at a time, in a process of its own
press      that process: reads HTML, writes PDF, can do nothing else
"""
