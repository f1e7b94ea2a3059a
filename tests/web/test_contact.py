"""Who runs the portal stands on every public page, with an address to follow."""

import pytest

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("given", ["reports@example.org", "mailto:reports@example.org"])
def test_the_operators_address_is_on_the_pages_and_in_security_txt(client, settings, given):
    settings.OPERATOR_CONTACT = given

    assert '<a href="mailto:reports@example.org"><bdi>reports@example.org</bdi></a>' in client.get("/").content.decode()
    assert "Contact: mailto:reports@example.org" in client.get("/.well-known/security.txt").content.decode()
