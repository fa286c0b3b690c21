"""The auditor's desk, below /audit: each page shows the answers of saved questions, and says which.

frame    what every page of the desk has around it: navigation, citation, the questions behind the page
asking   asks the saved questions
extent   whether a page speaks of one territory or of all, and the choice where these are too many

reports       what each report says and asks, as data; figures, how they are drawn; report_pages shows them
report_list   the list of the reports, each with what it counts
replies       asks the questions of a report with the values of its form (report_fields)
sheet         an answer as a table in words: columns, codes, dates, and places that lead to their lines
"""
