"""Readers, one a kind of document; none of them knows any territory."""
