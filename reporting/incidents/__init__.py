"""One failure of a platform's system, gathering one or more cases: notice, cause, fix, verification, confirmation."""
