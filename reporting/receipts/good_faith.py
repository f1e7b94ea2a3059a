"""The statement of good faith a reporter makes, and the versions a receipt names."""

from hashlib import sha256

VERSION = "1"

TEXT = "I believe in good faith that what I report here is accurate and complete, as far as I know it."
"""The form shows these words, or their translation. After Regulation (EU) 2022/2065 (DSA), Article 16(2)(d)."""

TEXT_HASH = sha256(TEXT.encode()).hexdigest()

GUARD_VERSION = "1"
"""The rules that kept content out of the report (reporting/guard)."""
