"""Our work with one reporter: state, queue, assignment, notes, and why the case went where it did."""
