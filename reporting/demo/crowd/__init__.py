"""Many cases with their history at once, for `manage.py demo_data`: rows like those the real actions write, without calling them.

`adding` goes batch by batch: `planning` casts cases (`filing`) from plausible reports (`moulds`) and takes each along a course (`courses`)
through what happens to a case (`lives`, `turns`) and to an incident (`failures`); `storing` puts the batch into the database (`tables`).
"""
