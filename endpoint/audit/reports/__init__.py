"""The reports, by theme. To add one, write a `Report` into the module of its theme.

report    what a report is made of
coverage  what nothing carries
actions   what actions lack
money     what is known of amounts, and how much is not
time      when, and what is late
who       who leads, pays, and stands in several documents
trust     what the documents say twice, or differently, and what people decided about it
"""

from endpoint.audit.reports import actions, coverage, money, time, trust, who
from endpoint.audit.reports.report import Report, Theme

THEMES: tuple[Theme, ...] = (coverage.THEME, actions.THEME, money.THEME, time.THEME, who.THEME, trust.THEME)
REPORTS: dict[str, Report] = {report.name: report for theme in THEMES for report in theme.reports}
