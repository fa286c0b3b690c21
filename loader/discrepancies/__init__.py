"""Discrepancies: the same fact said differently by two readings, two rows, two fields or two documents.

sides     what a discrepancy is, and its record for the mappings
spelling  whether two texts differ by letters only
stated    those that a person found by reading: `discrepancies.csv`
"""
