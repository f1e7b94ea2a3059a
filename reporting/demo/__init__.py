"""Demonstration data: invented platforms (`people`), invented words (`texts`), no content.

`story` is the tour that `manage.py up` tells once: a tale a report, told by `telling` through the real actions, slowly and completely.
`crowd` adds any number of cases for `manage.py demo_data`, fast, as the rows those actions would have left.
"""
