"""Not part of the portal: an app that fails on demand in any process of an installation, and says in its error all that it was given."""
