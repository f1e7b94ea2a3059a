"""Encryption at rest: one envelope of keys per case, rotation, crypto-shredding."""
