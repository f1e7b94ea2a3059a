"""Who works here: staff, roles as data, permissions, two-person approvals, sessions."""
