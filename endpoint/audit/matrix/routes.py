"""The routes below /audit/matrix."""

from endpoint.audit.matrix import cell_pages, pages

ROUTES = [*pages.ROUTES, *cell_pages.ROUTES]
