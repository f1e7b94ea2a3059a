"""The words of the facts, listed for translators. `manage.py check_facts --write` makes these files; nothing imports them."""
