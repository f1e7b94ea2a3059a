"""Talking with an anonymous reporter, by case key."""
