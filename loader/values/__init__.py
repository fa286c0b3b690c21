"""The values of cells: money, dates, closed lists."""
