"""Figures beside the bars of the speed design: `make bench`. Never a test."""
