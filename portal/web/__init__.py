"""Shared by all surfaces: what may enter, what leaves with every answer, refusals turned into pages, fields, paging."""
