"""The auditor's desk, below /audit: each page shows the answers of saved questions, and says which.

frame    what every page of the desk has around it: navigation, citation, the questions behind the page
asking   asks the saved questions
"""
